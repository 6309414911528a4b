using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// The engine formats; its commands for that differ only in the shape they ask it for. It publishes their bases, but not how the shape is said.
/// </summary>
internal static class FormatShapes
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Prefix = "Microsoft.PowerShell.Commands.Internal.Format.";
    private static readonly FieldInfo Implementation = typeof(FrontEndCommandBase).GetField("implementation", All)!;

    /// <summary>Says which shape a command is for.</summary>
    public static void Use(FrontEndCommandBase command, string shape)
    {
        var kind = typeof(PSObject).Assembly.GetType(Prefix + "FormatShape", throwOnError: true)!;
        Implementation.SetValue(command, EngineInternals.Create(Prefix + "InnerFormatShapeCommand", Enum.Parse(kind, shape)));
    }

    /// <summary>Says what is particular to a shape, after the command's base has said what is common to all.</summary>
    public static void Refine(OuterFormatShapeCommandBase command, object[] properties, string definition, string shape, string field, object? value, bool autoSize)
    {
        static void Set(object target, string name, object? to) => target.GetType().GetField(name, All)!.SetValue(target, to);
        var parameters = EngineInternals.Create(Prefix + "FormattingCommandLineParameters");
        Set(parameters, "groupByParameter", EngineInternals.Call(command, "ProcessGroupByParameter"));
        Set(parameters, "expansion", EngineInternals.Call(command, "ProcessExpandParameter"));
        Set(parameters, "viewName", string.IsNullOrEmpty(command.View) ? null : command.View);
        Set(parameters, "forceFormattingAlsoOnOutOfBand", command.Force.IsPresent);
        if (properties.Length > 0)
        {
            var processor = EngineInternals.Create(Prefix + "ParameterProcessor", EngineInternals.Create(Prefix + definition));
            var errors = EngineInternals.Create(Prefix + "TerminatingErrorContext", command);
            Set(parameters, "mshParameterList", EngineInternals.Call(processor, "ProcessParameters", properties, errors));
        }

        if (autoSize)
            Set(parameters, "autosize", true);
        var particular = EngineInternals.Create(Prefix + shape);
        if (value is not null)
            Set(particular, field, value);
        Set(parameters, "shapeParameters", particular);
        EngineInternals.Call(Implementation.GetValue(command)!, "SetCommandLineParameters", parameters);
    }
}
