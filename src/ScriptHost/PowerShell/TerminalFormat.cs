using System.Management.Automation;
using System.Text.RegularExpressions;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>
/// Shows the success stream as a terminal would: objects by PowerShell's own formatting, tables with one head for many objects. To fit a table's columns the
/// formatter holds its first rows back, and lines of text after them, for up to 0.3 seconds; their text then comes with a later one. All of it wants the
/// thread of the script's pipeline.
/// </summary>
/// <param name="screen">What the formatter writes on.</param>
/// <param name="records">Takes the objects with their text.</param>
/// <param name="time">Measures how long something is held back.</param>
internal sealed partial class TerminalFormat(JobHostUI screen, RecordWriter records, TimeProvider time)
{
    // What the formatter shows nothing for would wait for ever.
    private const int MostHeld = 1000;
    private static readonly TimeSpan HoldLimit = TimeSpan.FromMilliseconds(300);

    private readonly Queue<Held> _held = [];
    private SteppablePipeline? _formatter;
    private string _blank = "";
    private string _head = "";
    private long _heldSince;
    private int _thread;
    private bool _first;
    private bool _busy;

    /// <summary>Whether there are objects whose text may not be complete.</summary>
    public bool IsOpen => _formatter is not null;

    /// <summary>Takes the next object or line.</summary>
    public void Write(PSObject value)
    {
        if (!RecordWriter.IsLine(value))
        {
            Hold(new Held(IsFormat(value) ? null : RecordWriter.DataOf(value), null), value);
            return;
        }

        var (text, data) = RecordWriter.LineOf(value);
        if (_held.Count == 0) records.Write(HostStream.Output, text, data);
        else Hold(new Held(data, text), text);
    }

    /// <summary>Shows what is held back, so that it stands before what comes now in another stream.</summary>
    /// <param name="always">False: only what has been held back for too long already.</param>
    public void Flush(bool always)
    {
        // A property that the formatter reads may have written this.
        if (_busy || _held.Count == 0 || Environment.CurrentManagedThreadId != _thread || (!always && time.GetElapsedTime(_heldSince) < HoldLimit)) return;
        End();
    }

    /// <summary>Ends the table that is open. Its head is not repeated when the next object has the same.</summary>
    public void End()
    {
        if (_formatter is not { } formatter) return;
        var text = Step(() => formatter.End());
        formatter.Dispose();
        _formatter = null;
        // The empty lines at the end are there for a prompt, which jobs do not have.
        Hand(text.TrimEnd('\n'), all: true);
    }

    /// <summary>Hands over what is held back, objects without their text: the script was stopped.</summary>
    public void Abandon() => Hand("", all: true);

    private static bool IsFormat(PSObject value) => value.BaseObject.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format";

    private void Hold(Held item, object value)
    {
        if (_held.Count == 0) (_heldSince, _thread) = (time.GetTimestamp(), Environment.CurrentManagedThreadId);
        _held.Enqueue(item);
        if (_formatter is null)
        {
            _formatter = ScriptBlock.Create("Microsoft.PowerShell.Core\\Out-Default").GetSteppablePipeline(CommandOrigin.Internal);
            _formatter.Begin(true);
            _first = true;
        }

        var formatter = _formatter;
        Hand(Step(() => formatter.Process(value)), all: _held.Count > MostHeld);
    }

    private string Step(Action step)
    {
        _busy = true;
        try
        {
            return screen.Capture(step).Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        finally
        {
            _busy = false;
        }
    }

    private void Hand(string text, bool all)
    {
        text = _blank + text;
        _blank = "";
        if (text.AsSpan().Trim('\n').IsEmpty)
        {
            if (!all) _blank = text;
            else Send("");
            return;
        }

        Send(WithoutKnownHead(text));
    }

    // A table that was ended early, so that its rows were not late, goes on.
    private string WithoutKnownHead(string text)
    {
        if (!_first) return text;
        _first = false;
        if (_head.Length > 0 && text.StartsWith(_head, StringComparison.Ordinal)) return text[_head.Length..];
        _head = TableHead().Match(text).Value;
        return text;
    }

    // One record to each object, one to each line. The first of the objects whose text came together has all of it, the others have none.
    private void Send(string text)
    {
        while (_held.TryDequeue(out var item))
        {
            if (item.Line is { } line)
            {
                if (text.StartsWith(line + "\n", StringComparison.Ordinal)) text = text[(line.Length + 1)..];
                else if (text == line) text = "";
                records.Write(HostStream.Output, line, item.Data);
                continue;
            }

            // Up to the next line of text.
            var end = text.Length;
            var next = _held.FirstOrDefault(other => other.Line is not null);
            if (next.Line is not null && $"\n{text}\n".IndexOf($"\n{next.Line}\n", StringComparison.Ordinal) is >= 0 and var at) end = Math.Min(at, text.Length);
            var own = text[..end];
            text = text[end..];
            if (own.EndsWith('\n')) own = own[..^1];
            if (own.Length > 0 || item.Data is not null) records.Write(HostStream.Output, own, item.Data);
        }

        if (text.AsSpan().Trim('\n').Length > 0) records.Write(HostStream.Output, text.TrimEnd('\n'));
    }

    [GeneratedRegex(@"\A\n*[^\n]+\n(?:\e\[[0-9;]*m|[-\s])+\n")]
    private static partial Regex TableHead();

    private readonly record struct Held(string? Data, string? Line);
}
