using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes into items, for files lines.</summary>
public abstract class WriteContentCommandBase : ItemCommandBase
{
    private List<(string Path, IContentWriter Writer)>? _writers;
    private string[] _open = [];

    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>What to write; null and an empty list are nothing.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    /// <summary>Writes what was written also to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override bool WritesItems => PassThru;

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Content, "GetContentWriterDynamicParameters", FirstPath);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // With paths from the pipeline each record can name other ones.
        if (_writers is null || !_open.SequenceEqual(Paths))
        {
            Close();
            (_writers, _open) = ([], Paths);
            foreach (var path in Paths)
                Attempt(NewContext(), context => Process(path, context));
        }

        object?[] values = [.. (Value ?? []).Select(value => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value)];
        if (values.Length == 0)
            return;
        var written = false;
        foreach (var (path, writer) in _writers)
        {
            try
            {
                writer.Write(values);
                written = true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or InvalidCastException)
            {
                WriteError(new ErrorRecord(e, "GetContentWriterError", ErrorCategory.WriteError, path));
            }
        }

        if (PassThru && written)
            WriteObject(Value, enumerateCollection: true);
    }

    /// <inheritdoc />
    protected override void EndProcessing() => Close();

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        base.StopProcessing();
        Close();
    }

    /// <summary>Gets a target ready; false leaves it out.</summary>
    private protected abstract bool Prepare(string path, ProviderContext context);

    /// <summary>Goes to where to write.</summary>
    protected abstract void Position(IContentWriter writer);

    private protected override void Process(string path, ProviderContext context)
    {
        if (!Prepare(path, context))
            return;
        foreach (var writer in (IEnumerable<IContentWriter>)context.Call(InvokeProvider.Content, "GetWriter", path)!)
        {
            Position(writer);
            _writers!.Add((path, writer));
        }
    }

    private void Close()
    {
        foreach (var (_, writer) in _writers ?? [])
        {
            writer.Close();
            writer.Dispose();
        }

        _writers = null;
    }
}
