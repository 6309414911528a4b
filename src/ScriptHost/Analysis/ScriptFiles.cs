using System.Diagnostics;
using System.Text;
using Universal.ScriptHost.Configuration;

namespace Universal.ScriptHost.Analysis;

/// <summary>Analyses script files of a repository.</summary>
internal static class ScriptFiles
{
    /// <summary>Larger files are not read.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>
    /// Adds what each file says to the result, as long as there is time. Files that are not reached are not in the result: the caller asks again.
    /// </summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="scripts">Paths in it.</param>
    /// <param name="result">The result.</param>
    /// <param name="limit">How long it may take.</param>
    public static void Analyze(string root, IReadOnlyList<string> scripts, ConfigurationResult result, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var path in scripts)
        {
            if (Stopwatch.GetElapsedTime(started) > limit) return;
            result.Add(path, Analyze(Path.Combine(root, path)));
        }
    }

    /// <summary>The length of a file, or of what it is a link to. 0 also of a pipe or device, which must not be opened: reading it would never end.</summary>
    internal static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;
    }

    private static ScriptFacts Analyze(string path)
    {
        try
        {
            var length = LengthOf(path);
            if (length == 0) return ScriptFacts.Unknown;
            if (length > MaxBytes) return ScriptFacts.Unknown with { Fault = $"The file is larger than {MaxBytes / 1024} KiB: its parameters are not read." };
            return ScriptAnalyzer.Analyze(File.ReadAllText(path, Encoding.UTF8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ScriptFacts.Unknown with { Fault = $"The file cannot be read: {e.Message}" };
        }
    }
}
