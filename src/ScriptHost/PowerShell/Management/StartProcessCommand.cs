using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Starts a program.</summary>
[Cmdlet(VerbsLifecycle.Start, "Process", SupportsShouldProcess = true)]
[OutputType(typeof(Process))]
public sealed class StartProcessCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>The program.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("PSPath", "Path")]
    public string FilePath { get; set; } = "";

    /// <summary>Its arguments. Several are joined by blanks as they are.</summary>
    [Parameter(Position = 1)]
    [Alias("Args")]
    public string[]? ArgumentList { get; set; }

    /// <summary>Its current folder. Default: the current location.</summary>
    [Parameter]
    public string? WorkingDirectory { get; set; }

    /// <summary>More environment variables; null takes one away.</summary>
    [Parameter]
    public Hashtable? Environment { get; set; }

    /// <summary>Starts without the variables of this process.</summary>
    [Parameter]
    public SwitchParameter UseNewEnvironment { get; set; }

    /// <summary>A file that the program reads.</summary>
    [Parameter]
    [Alias("RSI")]
    public string? RedirectStandardInput { get; set; }

    /// <summary>A file for what the program writes.</summary>
    [Parameter]
    [Alias("RSO")]
    public string? RedirectStandardOutput { get; set; }

    /// <summary>A file for the errors that the program writes.</summary>
    [Parameter]
    [Alias("RSE")]
    public string? RedirectStandardError { get; set; }

    /// <summary>A job has no window: changes nothing.</summary>
    [Parameter]
    [Alias("nnw")]
    public SwitchParameter NoNewWindow { get; set; }

    /// <summary>A job has no window: changes nothing.</summary>
    [Parameter]
    public ProcessWindowStyle WindowStyle { get; set; }

    /// <summary>Waits until it has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Writes the process.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    public void Dispose() => _stopped.Dispose();

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (!ShouldProcess(FilePath))
            return;
        var info = NewInfo();
        Process process;
        try
        {
            process = Process.Start(info)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"This command cannot be run due to the error: {e.Message}", e), "InvalidOperationException", ErrorCategory.InvalidOperation, null));
            return;
        }

        var streams = Task.WhenAll(Feed(process), Keep(process.StandardOutput, RedirectStandardOutput, isError: false), Keep(process.StandardError, RedirectStandardError, isError: true));
        if (PassThru)
        {
            // The exit code can be read only through a handle that was opened while the process lived.
            _ = process.SafeHandle;
            WriteObject(process);
        }

        if (!Wait)
            return;
        try
        {
            process.WaitForExitAsync(_stopped.Token).GetAwaiter().GetResult();
            streams.WaitAsync(TimeSpan.FromSeconds(2), _stopped.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && Stopping))
        {
            // A child of the program still writes, or the script ends.
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopped.Cancel();

    private ProcessStartInfo NewInfo()
    {
        var program = FilePath;
        if (program.Contains('/', StringComparison.Ordinal) || program.Contains('\\', StringComparison.Ordinal))
            program = SessionState.Path.GetUnresolvedProviderPathFromPSPath(program);
        else if (InvokeCommand.GetCommand(program, CommandTypes.Application) is ApplicationInfo application)
            program = application.Path;
        var info = new ProcessStartInfo(program, string.Join(' ', ArgumentList ?? []))
        {
            WorkingDirectory = WorkingDirectory is null ? SessionState.Path.CurrentFileSystemLocation.ProviderPath : SessionState.Path.GetUnresolvedProviderPathFromPSPath(WorkingDirectory),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (UseNewEnvironment)
            info.Environment.Clear();
        foreach (DictionaryEntry variable in Environment ?? [])
            info.Environment[LanguagePrimitives.ConvertTo<string>(variable.Key)] = variable.Value is null ? null : LanguagePrimitives.ConvertTo<string>(variable.Value);
        return info;
    }

    private async Task Feed(Process process)
    {
        await using var input = process.StandardInput;
        if (RedirectStandardInput is null)
            return;
        await using var file = File.OpenRead(SessionState.Path.GetUnresolvedProviderPathFromPSPath(RedirectStandardInput));
        await file.CopyToAsync(input.BaseStream, _stopped.Token);
    }

    private async Task Keep(StreamReader output, string? path, bool isError)
    {
        if (path is not null)
        {
            await using var file = File.Create(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
            await output.BaseStream.CopyToAsync(file, _stopped.Token);
            return;
        }

        // What a program started here writes belongs to the job's output.
        while (await output.ReadLineAsync(_stopped.Token) is { } line)
            (isError ? Console.Error : Console.Out).WriteLine(line);
    }
}
