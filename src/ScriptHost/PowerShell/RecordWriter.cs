using System.Globalization;
using System.Management.Automation;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Turns PowerShell's records into messages.</summary>
internal sealed class RecordWriter(Action<HostMessage> send)
{
    private const int MaxText = 32 * 1024;
    private const int MaxData = 256 * 1024;
    private const int DataDepth = 2;

    /// <summary>Sends text, in pieces when it is long; <paramref name="more"/> says that it goes on in the next call.</summary>
    public void Write(HostStream stream, string text, string? data = null, bool more = false)
    {
        text = text.Replace('\0', '\uFFFD');
        while (text.Length > MaxText)
        {
            var length = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
            send(new OutputRecord(stream, text[..length], data, More: true));
            (text, data) = (text[length..], null);
        }

        send(new OutputRecord(stream, text, data, more));
    }

    /// <summary>Sends an object of the success stream.</summary>
    public void WriteObject(PSObject? value)
    {
        if (value is null)
            return;
        Write(HostStream.Output, TextOf(value), value.BaseObject is string ? null : SimpleValue.ElementOf(value.BaseObject) ?? DataOf(value));
    }

    /// <summary>Sends an error with the place it comes from.</summary>
    public void WriteError(ErrorRecord error)
    {
        var text = error.ToString();
        if (error.InvocationInfo is { ScriptLineNumber: > 0, ScriptName.Length: > 0 } place && error.Exception is not ParseException)
        {
            text += $"\n  at {Path.GetFileName(place.ScriptName)}:{place.ScriptLineNumber}: {place.Line.Trim()}";
        }

        Write(HostStream.Error, text);
    }

    private static string TextOf(PSObject value)
    {
        try
        {
            return LanguagePrimitives.ConvertTo<string>(value) ?? "";
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException or FormatException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{value.BaseObject.GetType()}");
        }
    }

    // A property of the object can throw whatever its author likes; the text is there all the same.
    private static string? DataOf(PSObject value)
    {
        try
        {
            var data = PSSerializer.Serialize(value, DataDepth);
            return data.Length <= MaxData ? data : null;
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            return null;
        }
    }
}
