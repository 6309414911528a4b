using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using Universal.PowerShell.Platform;
using Universal.ScriptHost.Protocol;
using PS = System.Management.Automation.PowerShell;

namespace Universal.ScriptHost.PowerShell;

/// <summary>A runspace of its own, and the run of one script in it.</summary>
internal sealed class PowerShellPipeline : IDisposable
{
    // "exit n" of a script that is called only sets $LASTEXITCODE, as a native command does; that $? is false tells the two apart.
    private const string Start =
        "param($__path, $__parameters) & $__path @__parameters; if (-not $? -and $null -ne $LASTEXITCODE) { exit $LASTEXITCODE }";

    private readonly RecordWriter _records;
    private readonly ProgressFilter _progress;
    private readonly JobHostUI _ui;
    private readonly TerminalFormat _format;
    private readonly JobHost _host;
    private readonly Runspace _runspace;
    private readonly PS _powerShell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly TextLines _screen;
    private int _errors;
    private int _warnings;
    private bool _parses;
    private bool _notRun;
    private volatile bool _stopping;

    /// <summary>Opens the runspace.</summary>
    /// <param name="session">What it starts with; shared between runspaces.</param>
    /// <param name="send">Takes the records.</param>
    public PowerShellPipeline(InitialSessionState session, Action<HostMessage> send)
    {
        Questions = new Questions(send);
        _records = new RecordWriter(send);
        _screen = new TextLines((line, more) => _records.Write(HostStream.Information, line, more: more));
        _progress = new ProgressFilter(send, TimeProvider.System);
        _ui = new JobHostUI(Questions, _records);
        _format = new TerminalFormat(_ui, _records, TimeProvider.System);
        Questions.Asking = () => _format.Flush(always: true);
        _host = new JobHost(_ui);
        _runspace = RunspaceFactory.CreateRunspace(_host, session);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        _powerShell = PS.Create(_runspace);
    }

    /// <summary>The open question.</summary>
    public Questions Questions { get; }

    /// <summary>Runs the script on this thread.</summary>
    public ScriptEnded Run(RunScript run)
    {
        List<(string Name, object? Value)> parameters;
        try
        {
            parameters = JsonParameters.Read(run.Parameters, run.Session?.HasEvent == true);
            if (run.Session is not null) JobSession.Enter(_runspace, run.Session);
        }
        catch (JsonException e)
        {
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"The parameters cannot be passed on: {e.Message}");
        }

        if (!run.ScriptFile.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"'{run.ScriptFile}' is no PowerShell script: its name must end in .ps1.");
        var console = (Out: new TextLines((line, more) => _records.Write(HostStream.Output, line, more: more)), Error: new TextLines((line, more) => _records.Write(HostStream.Error, line, more: more)));
        Console.SetOut(new ConsoleLines(console.Out));
        Console.SetError(new ConsoleLines(console.Error));
        _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(run.StartFolder ?? run.WorkingFolder));
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in parameters)
            table[name] = value;
        var script = ScriptOf(run, out var faults);
        _parses = faults.Length == 0;
        (_records.ScriptFile, _records.ScriptText) = (run.ScriptFile, run.ScriptText);
        Collect(run.Session?.DiscardOutput == true);
        if (!_parses && run.ScriptText is not null)
        {
            // It cannot be made a block that could be called and say so.
            _records.WriteError(new ParseException(faults).ErrorRecord);
            return new ScriptEnded(ScriptEnd.Exited, 1, Terminated: true);
        }

        var terminated = Prepare(run.Session);
        if (!terminated && !_stopping && _host.ExitCode is null)
        {
            if (run.Session?.ErrorAction is { } action) _runspace.SessionStateProxy.SetVariable("ErrorActionPreference", Enum.Parse<ActionPreference>(action));
            _powerShell.AddScript(Start).AddArgument(script).AddArgument(table);
            terminated = Invoke();
        }

        EndFormat();
        _ui.Flush();
        console.Out.Flush();
        console.Error.Flush();
        _progress.Flush();
        return new ScriptEnded(
            ScriptEnd.Exited, _host.ExitCode ?? (terminated ? 1 : 0), _errors > 0, _warnings > 0, terminated);
    }

    /// <summary>Asks the script to stop, without waiting. <c>finally</c> blocks run.</summary>
    public void RequestStop()
    {
        _stopping = true;
        Questions.Cancel();
        _powerShell.BeginStop(null, null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _powerShell.Dispose();
        _runspace.Dispose();
    }

    // A file is called by its path, so that the script knows itself; a text by its block, which knows where its file would be.
    private static object ScriptOf(RunScript run, out ParseError[] faults)
    {
        if (run.ScriptText is null)
        {
            Parser.ParseFile(run.ScriptFile, out _, out faults);
            return run.ScriptFile;
        }

        var script = Parser.ParseInput(run.ScriptText, run.ScriptFile, out _, out faults);
        return faults.Length == 0 ? script.GetScriptBlock() : run.ScriptText;
    }

    private bool Prepare(PowerShellSession? session)
    {
        if (session is null or { Modules.Count: 0, StartupScripts.Count: 0 }) return false;
        _powerShell.AddScript(JobSession.Prepare).AddArgument(session.Modules).AddArgument(session.StartupScripts);
        var terminated = Invoke();
        _powerShell.Commands.Clear();
        return terminated;
    }

    private void Collect(bool discard)
    {
        Forward(_output, discard ? _ => { } : WriteObject);
        var streams = _powerShell.Streams;
        Forward(streams.Error, error =>
        {
            if (IsOfTheCall(error) || (!_parses && error.Exception is ParseException))
                _notRun = true;
            else
                _errors++;
            _format.Flush(always: true);
            _records.WriteError(error);
        });
        Forward(streams.Warning, AfterHeldBack<WarningRecord>(warning =>
        {
            _warnings++;
            _records.Write(HostStream.Warning, warning.Message);
        }));
        Forward(streams.Verbose, AfterHeldBack<VerboseRecord>(record => _records.Write(HostStream.Verbose, record.Message)));
        Forward(streams.Debug, AfterHeldBack<DebugRecord>(record => _records.Write(HostStream.Debug, record.Message)));
        Forward(streams.Information, AfterHeldBack<InformationRecord>(WriteInformation));
        Forward(streams.Progress, AfterHeldBack<ProgressRecord>(_progress.Add));
    }

    // What the formatter has held back for too long stands before it.
    private Action<T> AfterHeldBack<T>(Action<T> take) => record =>
    {
        _format.Flush(always: false);
        take(record);
    };

    // By a script, since the formatter wants a pipeline to work in.
    private void EndFormat()
    {
        if (_stopping) _format.Abandon();
        if (_stopping || !_format.IsOpen) return;
        _powerShell.Commands.Clear();
        _powerShell.AddScript("param($__format) $__format.End()").AddArgument(_format);
        Invoke();
    }

    private bool Invoke()
    {
        try
        {
            _powerShell.Invoke(null, _output);
            return _notRun;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException e)
        {
            _screen.Flush();
            EndFormat();
            _records.WriteError(e.ErrorRecord);
            return true;
        }
        finally
        {
            _screen.Flush();
        }
    }

    // Read and forgotten at once: a long script's records would fill the memory. Raised on the pipeline's thread, so a node that does not
    // read makes the script wait.
    private static void Forward<T>(PSDataCollection<T> records, Action<T> take) => records.DataAdded += (_, _) =>
    {
        foreach (var record in records.ReadAll())
            take(record);
    };

    // The script cannot be found, does not parse, or its parameters do not fit: it has not run. What it writes by Write-Error comes from the same line.
    private static bool IsOfTheCall(ErrorRecord error) =>
        error.InvocationInfo?.Line == Start
        && error.Exception is ParseException or ParameterBindingException or ScriptRequiresException or CommandNotFoundException
        && !error.FullyQualifiedErrorId.EndsWith(",Microsoft.PowerShell.Commands.WriteErrorCommand", StringComparison.Ordinal);

    private void WriteObject(PSObject? value)
    {
        if (value is not null) _format.Write(value);
    }

    private void WriteInformation(InformationRecord record)
    {
        if (record.MessageData is HostInformationMessage message)
        {
            _screen.Append(message.Message + (message.NoNewLine == true ? "" : "\n"));
            return;
        }

        _screen.Flush();
        // Of Write-PSUError: it is shown as an error and does not count as one.
        if (record.MessageData is ErrorRecord error && record.Tags.Contains(WritePSUErrorCommand.ErrorTag))
        {
            _records.WriteError(error);
            return;
        }

        _records.Write(HostStream.Information, record.ToString());
    }
}
