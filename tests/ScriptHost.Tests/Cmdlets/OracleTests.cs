using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Universal.Testing;

namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>The tables of this folder are right: a whole pwsh, the dotnet tool that PowerShell is delivered as, gives the same.</summary>
public sealed class OracleTests
{
    private const string Script = """
        param($In, $Out)
        $__number = 0
        $__results = foreach ($__text in (Get-Content -Raw $In | ConvertFrom-Json)) {
        EVALUATE
            $__result
        }
        ConvertTo-Json @($__results) | Set-Content $Out
        """;

    // What only a job has: somebody who answers questions, and its own name.
    private static readonly string[] OfJobs = ["Get-Credential", "(Get-Host).Name", "Read-Host", "Add-Member ScriptMethod m"];

    [Fact]
    public async Task Tables_InAWholePwsh_GiveTheSame()
    {
        var cases = ((IEnumerable<TheoryData<string, string>>)[ContentTests.Cases, ConversionTests.Cases, ItemTests.Cases, ObjectTests.Cases, PathTests.Cases, SessionTests.Cases, SortAndGroupTests.Cases])
            .SelectMany(table => table.Select(row => (Expression: row.Data.Item1, Expected: row.Data.Item2)))
            .Where(item => !OfJobs.Any(word => item.Expression.Contains(word, StringComparison.Ordinal)))
            .ToArray();
        var folder = Directory.CreateTempSubdirectory("universal-oracle-");
        try
        {
            var (script, input, output) = (Path.Combine(folder.FullName, "oracle.ps1"), Path.Combine(folder.FullName, "in.json"), Path.Combine(folder.FullName, "out.json"));
            await File.WriteAllTextAsync(script, Script.Replace("EVALUATE", CmdletFixture.Evaluate, StringComparison.Ordinal));
            await File.WriteAllTextAsync(input, JsonSerializer.Serialize(cases.Select(item => item.Expression)));
            await RunAsync(script, input, output);
            var results = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(output))!;
            Assert.Equal(cases.Length, results.Length);
            var others = cases.Zip(results, (item, result) => (item.Expression, item.Expected, Result: result[1..].Replace('\u0001', '&'))).Where(row => row.Expected != row.Result).ToArray();
            Assert.True(others.Length == 0, string.Join('\n', others.Select(row => $"{row.Expression}\n  expected {row.Expected}\n  pwsh     {row.Result}")));
            Assert.True(cases.Length > 700, $"{cases.Length} expressions");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string script, string input, string output)
    {
        var tool = typeof(OracleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Pwsh").Value!;
        var start = new ProcessStartInfo("dotnet", [tool, "-NoProfile", "-NonInteractive", "-File", script, input, output]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using var pwsh = Process.Start(start)!;
        pwsh.StandardInput.Close();
        var said = Task.WhenAll(pwsh.StandardOutput.ReadToEndAsync(), pwsh.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await pwsh.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!pwsh.HasExited) pwsh.Kill(entireProcessTree: true);
        }

        Assert.True(File.Exists(output), string.Join('\n', await said));
    }
}
