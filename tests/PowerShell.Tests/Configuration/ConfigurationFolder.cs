using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Universal.PowerShell.Tests.Configuration;

/// <summary>A repository in a folder of its own, loaded by a real script host.</summary>
public sealed class ConfigurationFolder : IDisposable
{
    public string Root { get; } = Path.Combine(Path.GetTempPath(), "universal-configuration-" + Guid.NewGuid().ToString("N"));

    public ConfigurationFolder() => Directory.CreateDirectory(Path.Combine(Root, ".universal"));

    public ConfigurationFolder Add(string path, string text, Encoding? encoding = null)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text.ReplaceLineEndings("\n"), encoding ?? new UTF8Encoding(false));
        return this;
    }

    /// <summary>Loads it and reads the result.</summary>
    public Task<ConfigurationLoad> LoadAsync(double? limit = null) => ReadAsync(limit, null);

    /// <summary>Analyses scripts, and runs the configuration files when that is asked for.</summary>
    public Task<ConfigurationLoad> AnalyzeAsync(IEnumerable<string> scripts, bool run = false, double limit = 60) =>
        ReadAsync(limit, JsonSerializer.Serialize(new { run, scripts }));

    private async Task<ConfigurationLoad> ReadAsync(double? limit, string? order)
    {
        var before = ChildrenCpu();
        using var process = Start(limit, order is not null);
        if (order is not null) await process.StandardInput.WriteLineAsync(order);
        await process.StandardInput.FlushAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output).WaitAsync(TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, process.ExitCode);
        // Before the answer each file that is run is named in a line.
        var lines = output.ToArray().AsSpan().TrimEnd((byte)'\n');
        return new ConfigurationLoad(lines[(lines.LastIndexOf((byte)'\n') + 1)..].ToArray(), await errors, ChildrenCpu() - before);
    }

    /// <summary>Starts a load.</summary>
    public Process Start(double? limit = null, bool ordered = false)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "scripthost", "Universal.ScriptHost"), ["configuration", Root])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (limit is { } seconds) info.ArgumentList.Add(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (ordered) info.ArgumentList.Add("-");
        return Process.Start(info)!;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // CPU time of children that have ended, from the kernel: .NET has none of a process that has exited.
    private static TimeSpan ChildrenCpu()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[13]) + long.Parse(fields[14])));
    }
}

/// <summary>What a load gave.</summary>
public sealed class ConfigurationLoad(byte[] json, string errors, TimeSpan cpu)
{
    private readonly JsonElement _root = JsonDocument.Parse(json).RootElement;

    public byte[] Json => json;

    public string Errors => errors;

    public TimeSpan Cpu => cpu;

    public bool Complete => _root.GetProperty("complete").GetBoolean();

    /// <summary>The declarations as "kind name".</summary>
    public IReadOnlyList<string> Names =>
        [.. Declarations.Select(declaration => $"{declaration.GetProperty("kind")} {declaration.GetProperty("name")}")];

    public IReadOnlyList<JsonElement> Declarations => [.. _root.GetProperty("declarations").EnumerateArray()];

    /// <summary>What was found out about scripts.</summary>
    public IReadOnlyDictionary<string, JsonElement> Scripts => _root.TryGetProperty("scripts", out var scripts)
        ? scripts.EnumerateArray().ToDictionary(script => script.GetProperty("path").GetString()!)
        : new Dictionary<string, JsonElement>();

    /// <summary>The faults as "severity code file:line:column".</summary>
    public IReadOnlyList<string> Faults => [.. _root.GetProperty("faults").EnumerateArray().Select(fault =>
        $"{fault.GetProperty("severity")} {fault.GetProperty("code")} {Place(fault)}")];

    public IReadOnlyList<string> Messages => [.. _root.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("message").GetString()!)];

    public static string Place(JsonElement item) =>
        item.GetProperty("file").GetString()
        + (item.TryGetProperty("line", out var line) ? $":{line}" : "") + (item.TryGetProperty("column", out var column) ? $":{column}" : "");
}
