using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A member of a type, as <c>Get-Member</c> writes it.</summary>
public sealed class MemberDefinition(string typeName, string name, PSMemberTypes memberType, string definition)
{
    /// <summary>The type.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>The member.</summary>
    public string Name { get; } = name;

    /// <summary>Its kind.</summary>
    public PSMemberTypes MemberType { get; } = memberType;

    /// <summary>How it is declared.</summary>
    public string Definition { get; } = definition;

    /// <inheritdoc />
    public override string ToString() => Definition;
}
