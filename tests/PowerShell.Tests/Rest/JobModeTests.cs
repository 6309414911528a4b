using System.Diagnostics;
using System.Text.Json;

namespace Universal.PowerShell.Tests.Rest;

/// <summary>The module in a real script host, as jobs have it: nothing is imported, nothing is set up.</summary>
public sealed class JobModeTests
{
    [Fact]
    public async Task Job_FindsModuleAndItsNode()
    {
        await using var server = await StubServer.StartAsync();
        server.Answer("GET status", """{"status":"Online","reasons":[],"node":"n1","version":"0.1.0"}""");
        server.Answer("GET role", """[{"id":1,"name":"Administrator"}]""");
        var lines = await RunAsync(server, "\"node $((Get-PSUInformation).Node)\"; \"role $((Get-UARole -Integrated).Name)\"; Get-PSUVariable -Name x");
        Assert.Contains("node n1", lines);
        Assert.Contains("role Administrator", lines);
        Assert.Contains(lines, line => line.StartsWith("Get-PSUVariable: " + server.Url + "/ has no route GET /api/v1/variable", StringComparison.Ordinal));
        Assert.All(server.Requests, request => Assert.Equal("Bearer job-token", request.Token));
    }

    [Fact]
    public async Task Script_WithoutTheModule_DoesNotImportIt()
    {
        await using var server = await StubServer.StartAsync();
        var lines = await RunAsync(server, "\"loaded $(@(Get-Module).Where({ $_.Name -eq 'Universal' }).Count)\"");
        Assert.Contains("loaded 0", lines);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(StubServer server, string script)
    {
        var folder = Directory.CreateTempSubdirectory("universal-module-");
        try
        {
            var file = Path.Combine(folder.FullName, "script.ps1");
            await File.WriteAllTextAsync(file, script);
            var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "scripthost", "Universal.ScriptHost"), "powershell")
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(info)!;
            var run = new
            {
                t = "run", kind = 1, scriptFile = file, workingFolder = folder.FullName, silenceLimit = "00:01:00",
                variables = new Dictionary<string, string> { ["UNIVERSAL_URL"] = server.Url, ["UNIVERSAL_TOKEN"] = "job-token" },
            };
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(run));
            await process.StandardInput.FlushAsync();
            var texts = new List<string>();
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
            {
                using var message = JsonDocument.Parse(line);
                if (message.RootElement.GetProperty("t").GetString() == "out") texts.Add(message.RootElement.GetProperty("text").GetString()!);
            }

            await process.WaitForExitAsync();
            return texts;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
