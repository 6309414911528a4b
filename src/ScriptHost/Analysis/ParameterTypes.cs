using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net;
using System.Net.Mail;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml;

namespace Universal.ScriptHost.Analysis;

/// <summary>Which of the platform's types stands for one of PowerShell's.</summary>
internal static class ParameterTypes
{
    // What PowerShell makes of text by itself.
    private static readonly HashSet<Type> Texts =
    [
        typeof(string), typeof(char), typeof(Guid), typeof(Uri), typeof(Version), typeof(SemanticVersion), typeof(TimeSpan), typeof(IPAddress),
        typeof(MailAddress), typeof(CultureInfo), typeof(Regex), typeof(XmlDocument), typeof(FileInfo), typeof(DirectoryInfo),
    ];

    /// <summary>
    /// The type of a declared parameter, and the names of an enumeration. A type that is not known here, and one whose values cannot be written as JSON
    /// or can be in several ways, is <see cref="ParameterKind.Any"/>: PowerShell decides.
    /// </summary>
    public static (ParameterKind Kind, IReadOnlyList<string> Names) Of(ITypeName? name, ScriptBlockAst file)
    {
        if (name is null) return (ParameterKind.Any, []);
        if (EnumOfFile(name, file) is { } own) return (ParameterKind.String, own);
        return name.GetReflectionType() is { } type ? Of(Nullable.GetUnderlyingType(type) ?? type) : (ParameterKind.Any, []);
    }

    private static (ParameterKind Kind, IReadOnlyList<string> Names) Of(Type type)
    {
        // A combination of names is a value of such an enumeration, too.
        if (type.IsEnum) return (ParameterKind.String, type.IsDefined(typeof(FlagsAttribute), false) ? [] : Enum.GetNames(type));
        if (type == typeof(bool) || type == typeof(SwitchParameter)) return (ParameterKind.Boolean, []);
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset)) return (ParameterKind.DateTime, []);
        if (type == typeof(SecureString)) return (ParameterKind.SecureString, []);
        if (type == typeof(PSCredential)) return (ParameterKind.Credential, []);
        if (Texts.Contains(type)) return (ParameterKind.String, []);
        return Type.GetTypeCode(type) switch
        {
            // Unsigned ones of 64 bits do not fit.
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 => (ParameterKind.Integer, []),
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => (ParameterKind.Number, []),
            _ when type.IsAssignableTo(typeof(IEnumerable)) && !type.IsAssignableTo(typeof(IDictionary)) => (ParameterKind.Array, []),
            _ => (ParameterKind.Any, []),
        };
    }

    private static string[]? EnumOfFile(ITypeName name, ScriptBlockAst file)
    {
        var definition = (TypeDefinitionAst?)file.Find(
            ast => ast is TypeDefinitionAst { IsEnum: true } type && type.Name.Equals(name.FullName, StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false);
        if (definition is null) return null;
        return definition.Attributes.Any(attribute => attribute.TypeName.Name.Contains("Flags", StringComparison.OrdinalIgnoreCase))
            ? []
            : [.. definition.Members.OfType<PropertyMemberAst>().Select(member => member.Name)];
    }
}
