using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Universal.ScriptHost.Analysis;
using Universal.ScriptHost.Processes;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// Reads a repository's configuration once: <c>Universal.ScriptHost configuration FOLDER [SECONDS [-]]</c>. With <c>-</c> the first line of
/// standard input says what is wanted (<see cref="ConfigurationOrder"/>), and each file that is run is named in a line <c>{"reading":"PATH"}</c> before;
/// otherwise the configuration files are run. The result is one line of JSON on standard output, the last; the exit code is 0. The caller holds
/// standard input open for as long as it wants the answer: when it closes, the process and everything that the files started end at once. What the files start does not outlive the result.
/// </summary>
internal sealed class ConfigurationCommand(NodeChannel channel, IProcessTree tree, string folder, TimeSpan limit, bool ordered)
{
    private const int StackSize = 16 * 1024 * 1024;
    private static readonly TimeSpan _defaultLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _stopGrace = TimeSpan.FromSeconds(1);

    /// <summary>The command, when the arguments ask for it.</summary>
    /// <exception cref="ArgumentException">They ask for it in a form that it does not have.</exception>
    public static ConfigurationCommand? Of(string[] args, NodeChannel channel, IProcessTree tree) => args switch
    {
        ["configuration", var folder] => new(channel, tree, folder, _defaultLimit, ordered: false),
        ["configuration", var folder, var seconds, .. var rest] when rest is [] or ["-"]
            && double.TryParse(seconds, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= 86400 =>
            new(channel, tree, folder, TimeSpan.FromSeconds(limit), ordered: rest.Length > 0),
        ["configuration", ..] => throw new ArgumentException("Usage: Universal.ScriptHost configuration FOLDER [SECONDS [-]], with 0 < SECONDS <= 86400."),
        _ => null,
    };

    /// <summary>Does not return: the process exits.</summary>
    public void Run()
    {
        var order = ordered ? ConfigurationOrder.Parse(channel.ReadLine() ?? throw new EndOfStreamException("The caller said nothing.")) : ConfigurationOrder.Default;
        new Thread(WatchCaller) { IsBackground = true, Name = "caller" }.Start();
        var paths = new RepositoryPaths(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var result = new ConfigurationResult(paths);
        var begun = Stopwatch.GetTimestamp();
        var loader = new ConfigurationLoader(paths, result, order.Skip.ToHashSet(StringComparer.Ordinal), Begin, () => limit - Stopwatch.GetElapsedTime(begun));
        Prepare(paths.Root);
        var work = new Thread(() => Load(order, paths, loader, result), StackSize) { IsBackground = true, Name = "load" };
        work.Start();
        if (!work.Join(limit))
        {
            // From here on nothing is added, so it does not matter whether the file ends. It gets a moment to end what it started itself.
            result.Close(limit);
            loader.RequestStop();
            tree.Terminate();
            work.Join(_stopGrace);
        }

        result.Close();
        tree.Kill();
        channel.Send(ConfigurationJson.Write(result).Span);
        tree.Kill();
        HostExit.Now();
    }

    // A file can end this process. The last line that was written names it then.
    private void Begin(string file)
    {
        if (ordered) channel.Send([.. JsonSerializer.SerializeToUtf8Bytes(new { reading = file }), (byte)'\n']);
    }

    private void Load(ConfigurationOrder order, RepositoryPaths paths, ConfigurationLoader loader, ConfigurationResult result)
    {
        try
        {
            // First, so that no file that is run can keep it from being done; with half of the time at most, so that it cannot keep them either.
            ScriptFiles.Analyze(paths.Root, order.Scripts, result, limit / 2);
            if (!order.Run) return;
            loader.Load();
            DeclaredScripts.Analyze(paths.Root, result);
        }
        catch (Exception e)
        {
            // A fault of the loader itself must not look like a configuration without faults.
            result.Add(new(FaultSeverity.Error, e.GetType().Name, e.Message));
        }
    }

    private static void Prepare(string root)
    {
        Environment.SetEnvironmentVariable("PSModulePath", string.Join(
            Path.PathSeparator,
            new[] { Path.Combine(root, "Modules"), Path.Combine(AppContext.BaseDirectory, "Modules"), Environment.GetEnvironmentVariable("PSModulePath") }
                .Where(folder => !string.IsNullOrEmpty(folder))));
        if (Directory.Exists(root)) Environment.CurrentDirectory = root;
        // What a file writes past PowerShell's streams is nobody's.
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
    }

    private void WatchCaller()
    {
        while (channel.ReadLine() is not null)
        {
            // Nothing is said to a load.
        }

        tree.Kill();
        HostExit.Now();
    }
}
