using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Turns PowerShell's records into messages.</summary>
internal sealed partial class RecordWriter(Action<HostMessage> send)
{
    private const int MaxText = 32 * 1024;
    private const int MaxData = 256 * 1024;
    private const int DataDepth = 2;

    /// <summary>Where the script that runs would be, when it is a text and no file.</summary>
    public string? ScriptFile { get; set; }

    /// <summary>The script, when it is a text and no file.</summary>
    public string? ScriptText { get; set; }

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

    /// <summary>Whether a terminal shows it as a line of text, and not by the formatter.</summary>
    public static bool IsLine(PSObject value) => value.BaseObject is string or (ValueType and (IConvertible and not DateTime or System.Numerics.BigInteger));

    /// <summary>The text and the data of a value that is a line of text.</summary>
    public static (string Text, string? Data) LineOf(PSObject value) =>
        value.BaseObject is string text ? (text, null) : (TextOf(value), DataOf(value));

    /// <summary>Sends an error with the place it comes from.</summary>
    public void WriteError(ErrorRecord error)
    {
        var text = error.ToString();
        if (error.Exception is not ParseException && PlaceOf(error) is { } place) text += $"\n  at {place}";
        Write(HostStream.Error, text);
    }

    // Write-Error reports where its script was called from; the stack tells where in the script it stands.
    private string? PlaceOf(ErrorRecord error)
    {
        if (error.InvocationInfo is { ScriptLineNumber: > 0, ScriptName.Length: > 0 } place) return $"{Path.GetFileName(place.ScriptName)}:{place.ScriptLineNumber}: {place.Line.Trim()}";
        if (error.ScriptStackTrace is not { } stack || StackPlace().Match(stack) is not { Success: true } at) return null;
        var (file, line) = (at.Groups["file"].Value, int.Parse(at.Groups["line"].Value, CultureInfo.InvariantCulture));
        return file == "<No file>" ? null : $"{Path.GetFileName(file)}:{line}{(CodeOf(file, line) is { } code ? $": {code.Trim()}" : "")}";
    }

    private string? CodeOf(string file, int line)
    {
        try
        {
            var lines = file == ScriptFile && ScriptText is { } text ? text.Split('\n') : File.ReadLines(file);
            return lines.ElementAtOrDefault(line - 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\Aat .*?, (?<file>.+): line (?<line>\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex StackPlace();

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

    /// <summary>The object with its properties, as CLIXML. Null: it cannot be read, or is too large.</summary>
    public static string? DataOf(PSObject value)
    {
        if (SimpleValue.ElementOf(value.BaseObject) is { } simple) return simple;
        // A property of the object can throw whatever its author likes; the text is there all the same.
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
