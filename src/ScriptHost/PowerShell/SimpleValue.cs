using System.Globalization;
using System.Xml;

namespace Universal.ScriptHost.PowerShell;

/// <summary>
/// Numbers, dates and other simple values as the one element of CLIXML that holds them, without the envelope around it: a job that writes a million numbers
/// must not store ten times as much for it.
/// </summary>
internal static class SimpleValue
{
    /// <summary>The element; null: it is text, or more than a simple value.</summary>
    public static string? ElementOf(object value) => value switch
    {
        int number => Element("I32", XmlConvert.ToString(number)),
        bool truth => Element("B", XmlConvert.ToString(truth)),
        long number => Element("I64", XmlConvert.ToString(number)),
        double number => Element("Db", XmlConvert.ToString(number)),
        decimal number => Element("D", XmlConvert.ToString(number)),
        DateTime time => Element("DT", XmlConvert.ToString(time, XmlDateTimeSerializationMode.RoundtripKind)),
        TimeSpan span => Element("TS", XmlConvert.ToString(span)),
        Guid guid => Element("G", XmlConvert.ToString(guid)),
        char letter => Element("C", XmlConvert.ToString((ushort)letter)),
        byte number => Element("By", XmlConvert.ToString(number)),
        sbyte number => Element("SB", XmlConvert.ToString(number)),
        short number => Element("I16", XmlConvert.ToString(number)),
        ushort number => Element("U16", XmlConvert.ToString(number)),
        uint number => Element("U32", XmlConvert.ToString(number)),
        ulong number => Element("U64", XmlConvert.ToString(number)),
        float number => Element("Sg", XmlConvert.ToString(number)),
        Version version => Element("Version", version.ToString()),
        _ => null,
    };

    private static string Element(string name, string text) => string.Create(CultureInfo.InvariantCulture, $"<{name}>{text}</{name}>");
}
