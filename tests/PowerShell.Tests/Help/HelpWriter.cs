using System.Management.Automation;
using System.Xml.Linq;
using Universal.PowerShell.Tests.Exported;

namespace Universal.PowerShell.Tests.Help;

/// <summary>Writes the module's help file from the documentation comments and the parameters as PowerShell sees them.</summary>
public static class HelpWriter
{
    private static readonly XNamespace _msh = "http://msh";
    private static readonly XNamespace _maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace _command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace _dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(IEnumerable<CmdletInfo> cmdlets, XmlDocs docs)
    {
        var root = new XElement(
            _msh + "helpItems", new XAttribute("schema", "maml"), new XAttribute(XNamespace.Xmlns + "maml", _maml),
            new XAttribute(XNamespace.Xmlns + "command", _command), new XAttribute(XNamespace.Xmlns + "dev", _dev),
            cmdlets.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).Select(cmdlet => Command(cmdlet, docs)));
        var text = root.ToString(SaveOptions.DisableFormatting);
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text.Replace("<command:command>", "\n<command:command>").Replace("</helpItems>", "\n</helpItems>\n");
    }

    private static XElement Command(CmdletInfo cmdlet, XmlDocs docs) => new(
        _command + "command",
        new XElement(
            _command + "details",
            new XElement(_command + "name", cmdlet.Name),
            Description(docs.Of(cmdlet.ImplementingType)),
            new XElement(_command + "verb", cmdlet.Verb),
            new XElement(_command + "noun", cmdlet.Noun)),
        Description(docs.Of(cmdlet.ImplementingType)),
        new XElement(
            _command + "syntax",
            cmdlet.ParameterSets.Select(set => new XElement(
                _command + "syntaxItem", new XElement(_maml + "name", cmdlet.Name), Ordered(set).Select(Syntax)))),
        new XElement(
            _command + "parameters",
            ExportedCmdlets.Own(cmdlet).Select(parameter => Parameter(cmdlet, parameter, docs))));

    private static IEnumerable<CommandParameterInfo> Ordered(CommandParameterSetInfo set) => set.Parameters
        .Where(parameter => !ExportedCmdlets.IsCommon(parameter.Name))
        .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
        .ThenBy(parameter => !parameter.IsMandatory)
        .ThenBy(parameter => parameter.Name, StringComparer.Ordinal);

    private static XElement Syntax(CommandParameterInfo parameter) => new(
        _command + "parameter",
        new XAttribute("required", parameter.IsMandatory), new XAttribute("position", Position(parameter.Position)),
        new XElement(_maml + "name", parameter.Name),
        parameter.ParameterType == typeof(SwitchParameter)
            ? null
            : new XElement(_command + "parameterValue", new XAttribute("required", true), ExportedCmdlets.TypeName(parameter.ParameterType)));

    private static XElement Parameter(CmdletInfo cmdlet, ParameterMetadata parameter, XmlDocs docs)
    {
        var row = ExportedCmdlets.RowOf(cmdlet, parameter);
        return new XElement(
            _command + "parameter",
            new XAttribute("required", row.Required), new XAttribute("position", row.Position),
            new XAttribute("pipelineInput", row.Pipeline ? "true (ByValue)" : "false"),
            new XElement(_maml + "name", parameter.Name),
            Description(docs.Of(ExportedCmdlets.PropertyOf(cmdlet, parameter.Name))),
            new XElement(_dev + "type", new XElement(_maml + "name", row.Type)));
    }

    private static XElement Description(string? text) => new(_maml + "description", new XElement(_maml + "para", text ?? ""));

    private static string Position(int position) => position < 0 ? "named" : position.ToString();
}
