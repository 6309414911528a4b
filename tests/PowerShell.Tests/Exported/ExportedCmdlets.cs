using System.Management.Automation;
using System.Reflection;

namespace Universal.PowerShell.Tests.Exported;

/// <summary>A parameter as callers see it.</summary>
public sealed record ParameterRow(string Cmdlet, string Parameter, string Type, bool Required, string Position, bool Pipeline)
{
    public override string ToString() => $"{Cmdlet}\t{Parameter}\t{Type}\t{Required}\t{Position}\t{Pipeline}";
}

/// <summary>What the module exports.</summary>
public static class ExportedCmdlets
{
    public static bool IsCommon(string name) =>
        Cmdlet.CommonParameters.Contains(name) || Cmdlet.OptionalCommonParameters.Contains(name) || name == "OtherParameters";

    public static IEnumerable<ParameterMetadata> Own(CmdletInfo cmdlet) => cmdlet.Parameters.Values
        .Where(parameter => !IsCommon(parameter.Name))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    public static IEnumerable<ParameterRow> Rows(CmdletInfo cmdlet) => Own(cmdlet).Select(parameter => RowOf(cmdlet, parameter));

    public static ParameterRow RowOf(CmdletInfo cmdlet, ParameterMetadata parameter)
    {
        var sets = parameter.ParameterSets.Values;
        var position = sets.Max(set => set.Position);
        return new ParameterRow(
            cmdlet.Name, parameter.Name, TypeName(parameter.ParameterType), sets.Any(set => set.IsMandatory),
            position < 0 ? "named" : position.ToString(), sets.Any(set => set.ValueFromPipeline));
    }

    public static PropertyInfo PropertyOf(CmdletInfo cmdlet, string parameter)
    {
        // Paging parameters are PowerShell's.
        return cmdlet.ImplementingType.GetProperty(parameter) ?? typeof(PagingParameters).GetProperty(parameter)!;
    }

    public static string TypeName(Type type) =>
        type.IsArray ? TypeName(type.GetElementType()!) + "[]" : Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) : type.Name;
}
