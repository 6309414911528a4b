using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;
using Universal.PowerShell.Declaring;
using Universal.ScriptHost.Analysis;
using Universal.ScriptHost.PowerShell;
using PS = System.Management.Automation.PowerShell;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// Runs the configuration files of a repository, one after the other in one runspace, with the module in declaring mode. A fault in a
/// line takes that line away, a fault that ends a file what follows in it, a file that does not parse is not run, and one that takes half of the
/// time that is left is ended; the other files are read all the same.
/// </summary>
/// <param name="paths">Where the files are.</param>
/// <param name="result">Takes what they declare.</param>
/// <param name="skipped">Files that are not read, by their path in the repository.</param>
/// <param name="begin">Told of each file before it is read.</param>
/// <param name="timeLeft">How long everything that is not read yet may take.</param>
internal sealed class ConfigurationLoader(
    RepositoryPaths paths, ConfigurationResult result, IReadOnlySet<string> skipped, Action<string> begin, Func<TimeSpan> timeLeft)
{
    private readonly ConfigurationHost _host = new();
    private volatile PS? _running;

    /// <summary>Reads everything on this thread.</summary>
    public void Load()
    {
        IReadOnlyList<string> files;
        try
        {
            files = ConfigurationFiles.List(paths.Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            result.Add(new(FaultSeverity.Error, FaultCodes.Unreadable, $"The configuration files cannot be listed: {e.Message}"));
            return;
        }

        if (files.Count == 0)
        {
            if (!Directory.Exists(paths.Root)) result.Add(new(FaultSeverity.Error, FaultCodes.Unreadable, "The repository's folder is not there."));
            return;
        }

        using var runspace = RunspaceFactory.CreateRunspace(_host, Session());
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(paths.Root));
        foreach (var file in files)
        {
            result.CurrentFile = file;
            if (skipped.Contains(paths.Of(file))) continue;
            begin(paths.Of(file));
            if (Parse(file) is { } script) Run(runspace, file, script);
        }
    }

    /// <summary>Asks the file that runs to end, without waiting.</summary>
    public void RequestStop() => _running?.BeginStop(null, null);

    private InitialSessionState Session()
    {
        var session = EmbeddedSession.Create();
        session.ImportPSModule(Path.Combine(AppContext.BaseDirectory, "Modules", "Universal", "Universal.psd1"));
        session.Variables.Add(new SessionStateVariableEntry(
            DeclaringMode.Variable, result, "", ScopedItemOptions.Constant | ScopedItemOptions.AllScope));
        session.Variables.Add(new SessionStateVariableEntry("Repository", paths.Root, "The repository's folder."));
        session.Variables.Add(new SessionStateVariableEntry("ProgressPreference", ActionPreference.SilentlyContinue, ""));
        return session;
    }

    // The syntax is checked before anything runs, so that a missing brace does not put half of a file in force.
    private ScriptBlockAst? Parse(string file)
    {
        string text;
        try
        {
            text = ScriptFiles.LengthOf(file) == 0 ? "" : File.ReadAllText(file, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            result.Add(new(FaultSeverity.Error, FaultCodes.Unreadable, $"The file cannot be read: {e.Message}", paths.Of(file)));
            return null;
        }

        var script = Parser.ParseInput(text, file, out _, out var faults);
        foreach (var fault in faults)
        {
            result.Add(FaultSeverity.Error, fault.ErrorId, fault.Message, new(file, fault.Extent.StartLineNumber, fault.Extent.StartColumnNumber));
        }

        return faults.Length == 0 ? script : null;
    }

    private void Run(Runspace runspace, string file, ScriptBlockAst script)
    {
        if (ConfigurationFiles.IsData(file))
        {
            DataFileReader.Read(script, file, result);
            return;
        }

        _host.Exited = false;
        using var powerShell = PS.Create(runspace);
        var share = TimeSpan.FromTicks(Math.Max(timeLeft().Ticks / 2, 1));
        using var late = new CancellationTokenSource(share);
        using var stop = late.Token.Register(() => powerShell.BeginStop(null, null));
        _running = powerShell;
        try
        {
            Collect(powerShell, file);
            powerShell.AddScript("param($__file) . $__file").AddArgument(script.GetScriptBlock());
            powerShell.Invoke(null, Discarding());
        }
        catch (PipelineStoppedException) when (late.IsCancellationRequested)
        {
            // Told below, for it does not always throw.
        }
        catch (RuntimeException e)
        {
            Add(e.ErrorRecord, file);
        }
        finally
        {
            _running = null;
        }

        if (late.IsCancellationRequested && powerShell.InvocationStateInfo.State == PSInvocationState.Stopped) result.EndFile(share);
        result.Measure(file, StatementEnds(script));
        if (!_host.Exited) return;
        // PowerShell does not say where. When there is only one place, it is that one.
        var exits = script.FindAll(ast => ast is ExitStatementAst, searchNestedScriptBlocks: false).ToArray();
        var place = exits.Length == 1 ? exits[0].Extent : null;
        result.Add(
            FaultSeverity.Error, FaultCodes.Exit, "The file ended itself with exit. What follows in it was not read.",
            new(file, place?.StartLineNumber ?? 0, place?.StartColumnNumber ?? 0));
    }

    // A call in a loop or beside another stands for more than itself.
    private static Dictionary<(int Line, int Column), int> StatementEnds(ScriptBlockAst script)
    {
        var statements = new[] { script.BeginBlock, script.ProcessBlock, script.EndBlock }.OfType<NamedBlockAst>().SelectMany(block => block.Statements).ToArray();
        var lines = statements.SelectMany(statement => Enumerable.Range(statement.Extent.StartLineNumber, statement.Extent.EndLineNumber - statement.Extent.StartLineNumber + 1))
            .CountBy(line => line).ToDictionary();
        return statements.OfType<PipelineAst>()
            .Where(statement => statement.PipelineElements is [CommandAst] && lines[statement.Extent.StartLineNumber] == 1 && lines[statement.Extent.EndLineNumber] == 1)
            .ToDictionary(statement => (statement.Extent.StartLineNumber, statement.Extent.StartColumnNumber), statement => statement.Extent.EndLineNumber);
    }

    private void Collect(PS powerShell, string file)
    {
        var streams = powerShell.Streams;
        Take(streams.Error, error => Add(error, file));
        Take(streams.Warning, warning =>
        {
            result.Add(FaultSeverity.Warning, FaultCodes.Warning, warning.Message, PlaceOf(warning.InvocationInfo, file));
        });
        // Read and forgotten: a file can write more than fits into memory.
        Take(streams.Verbose, _ => { });
        Take(streams.Debug, _ => { });
        Take(streams.Information, _ => { });
        Take(streams.Progress, _ => { });
    }

    private static PSDataCollection<PSObject> Discarding()
    {
        var output = new PSDataCollection<PSObject>();
        Take(output, _ => { });
        return output;
    }

    private static void Take<T>(PSDataCollection<T> records, Action<T> take) => records.DataAdded += (_, _) =>
    {
        foreach (var record in records.ReadAll())
            take(record);
    };

    private void Add(ErrorRecord error, string file)
    {
        var place = PlaceOf(error.InvocationInfo, file);
        // The id of what is thrown as text is that text.
        var code = error.Exception is RuntimeException { WasThrownFromThrowStatement: true } ? FaultCodes.Thrown : error.FullyQualifiedErrorId.Split(',')[0];
        result.Add(FaultSeverity.Error, code, error.ToString(), place, KindOf(error.InvocationInfo?.MyCommand));
    }

    // Write-Error and Write-Warning report where the file was called from. Then it is where the file has come to.
    private static SourcePlace PlaceOf(InvocationInfo? call, string file)
    {
        if (call is { ScriptLineNumber: > 0, ScriptName.Length: > 0 }) return SourcePlace.Of(call);
        var frame = Runspace.DefaultRunspace is not null
            ? ScriptBlock.Create("Get-PSCallStack").Invoke().Select(item => item.BaseObject).OfType<CallStackFrame>().FirstOrDefault(item => item.ScriptName?.Length > 0)
            : null;
        return frame is null ? new SourcePlace(file, 0, 0) : new SourcePlace(frame.ScriptName, frame.Position.StartLineNumber, frame.Position.StartColumnNumber);
    }

    // New-PSUAuthenticationMethod declares an authenticationMethod. A call of New-PSUDashboard, New-PSUApp's other name, is one of New-PSUApp.
    private static string? KindOf(CommandInfo? command) =>
        command is CmdletInfo { Verb: "New" or "Set", Noun: var noun } && noun.StartsWith("PSU", StringComparison.Ordinal) && noun.Length > 3
            ? char.ToLowerInvariant(noun[3]) + noun[4..]
            : null;
}
