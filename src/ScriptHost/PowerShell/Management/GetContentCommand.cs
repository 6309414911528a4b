using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace Microsoft.PowerShell.Commands;

/// <summary>What items hold, for files their lines.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
public sealed class GetContentCommand : ItemCommandBase
{
    /// <inheritdoc />
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public override string[]? Path { get; set; }

    /// <summary>How many lines are written as one object; 0: all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    public long ReadCount { get; set; } = 1;

    /// <summary>How many lines from the beginning. Default: all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = -1;

    /// <summary>How many lines from the end.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    private protected override object? DynamicParameters(ProviderContext context) => context.Call(InvokeProvider.Content, "GetContentReaderDynamicParameters", FirstPath);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (TotalCount >= 0 && Tail >= 0)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException("The parameters TotalCount and Tail cannot be used together. Please specify only one parameter."),
                "TailAndHeadCannotCoexist", ErrorCategory.InvalidOperation, null));
        }
    }

    private protected override void Process(string path, ProviderContext context)
    {
        if (TotalCount == 0)
            return;
        foreach (var reader in (IEnumerable<IContentReader>)context.Call(InvokeProvider.Content, "GetReader", path)!)
        {
            try
            {
                if (Tail >= 0)
                    WriteLast(reader);
                else
                    WriteFirst(reader);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                WriteError(new ErrorRecord(e, "GetContentReaderError", ErrorCategory.ReadError, path));
            }
            finally
            {
                reader.Close();
                reader.Dispose();
            }
        }
    }

    private void WriteFirst(IContentReader reader)
    {
        var left = TotalCount < 0 ? long.MaxValue : TotalCount;
        while (left > 0 && !Stopping)
        {
            var wanted = ReadCount == 0 ? TotalCount < 0 ? 0 : TotalCount : Math.Min(ReadCount, left);
            var read = reader.Read(wanted);
            if (read is null || read.Count == 0)
                return;
            left -= read.Count;
            Write(read);
        }
    }

    private void WriteLast(IContentReader reader)
    {
        var last = new Queue<object?>();
        while (!Stopping && reader.Read(256) is { Count: > 0 } read)
        {
            foreach (var line in read)
            {
                last.Enqueue(line);
                if (last.Count > Tail)
                    last.Dequeue();
            }
        }

        var size = ReadCount == 0 ? Math.Max(1, last.Count) : (int)Math.Min(ReadCount, int.MaxValue);
        foreach (var lines in last.Chunk(size))
            Write(lines);
    }

    private void Write(IList lines)
    {
        if (ReadCount == 1)
            WriteObject(lines, enumerateCollection: true);
        else
            WriteObject(lines.Cast<object?>().ToArray(), enumerateCollection: false);
    }
}
