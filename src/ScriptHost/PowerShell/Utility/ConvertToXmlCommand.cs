using System.Collections;
using System.Management.Automation;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects as XML for other programs.</summary>
[Cmdlet(VerbsData.ConvertTo, "Xml")]
[OutputType(typeof(XmlDocument), typeof(string))]
public sealed class ConvertToXmlCommand : PSCmdlet
{
    private readonly List<PSObject?> _objects = [];

    /// <summary>How many levels of objects are kept. Default 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1;

    /// <summary>The objects.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Leaves the types out.</summary>
    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <summary>What is written: a document, its text, or a text for each object.</summary>
    [Parameter]
    [ValidateSet("Stream", "String", "Document")]
    public string As { get; set; } = "Document";

    /// <inheritdoc />
    protected override void ProcessRecord() => _objects.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var document = new XmlDocument();
        document.AppendChild(document.CreateXmlDeclaration("1.0", "utf-8", null));
        var root = document.AppendChild(document.CreateElement("Objects"))!;
        foreach (var one in _objects)
            root.AppendChild(Element(document, "Object", null, one, Depth));
        if (As == "Document")
        {
            WriteObject(document);
        }
        else if (As == "String")
        {
            WriteObject(Text(document));
        }
        else
        {
            WriteObject("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
            WriteObject("<Objects>");
            foreach (XmlNode node in root.ChildNodes)
                WriteObject(Text(node));
            WriteObject("</Objects>");
        }
    }

    private static string Text(XmlNode node)
    {
        using var text = new StringWriter();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = node is not XmlDocument, ConformanceLevel = ConformanceLevel.Auto }))
            node.WriteTo(writer);
        return text.ToString();
    }

    private XmlElement Element(XmlDocument document, string kind, string? name, object? value, int depth)
    {
        var element = document.CreateElement(kind);
        if (name is not null)
            element.SetAttribute("Name", name);
        if (value is null)
            return element;
        var wrapped = PSObject.AsPSObject(value);
        if (!NoTypeInformation)
            element.SetAttribute("Type", wrapped.BaseObject is PSCustomObject ? wrapped.BaseObject.GetType().FullName : wrapped.BaseObject.GetType().ToString());
        if (wrapped.BaseObject is IDictionary table && depth > 0)
        {
            foreach (DictionaryEntry entry in table)
            {
                element.AppendChild(Element(document, "Property", "Key", entry.Key, depth - 1));
                element.AppendChild(Element(document, "Property", "Value", entry.Value, depth - 1));
            }
        }
        else if (LanguagePrimitives.GetEnumerable(wrapped) is { } items && wrapped.BaseObject is not XmlNode && depth > 0)
        {
            foreach (var item in items)
                element.AppendChild(Element(document, "Property", null, item, depth - 1));
        }
        else if (depth > 0 && !IsSimple(wrapped.BaseObject))
        {
            foreach (var property in wrapped.Properties)
                element.AppendChild(Element(document, "Property", property.Name, ValueOf(property), depth - 1));
        }
        else
        {
            element.InnerText = LanguagePrimitives.ConvertTo<string>(value) ?? "";
        }

        return element;
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private static bool IsSimple(object value) =>
        value is string or decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Uri or Version or Enum or Type || value.GetType().IsPrimitive;
}
