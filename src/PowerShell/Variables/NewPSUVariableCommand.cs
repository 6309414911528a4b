using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Variables;

/// <summary>
/// Declares a platform variable, or a secret in a vault. While configuration files are read, a variable with a value can be used in the
/// files after it.
/// </summary>
[Cmdlet(VerbsCommon.New, "PSUVariable", DefaultParameterSetName = ByValue)]
[Alias("New-UAVariable")]
[OutputType(typeof(Variable))]
public sealed class NewPSUVariableCommand : DeclarationCmdlet
{
    private const string ByValue = "Value";
    private const string BySecret = "Secret";

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Does not offer it as a credential to run as.</summary>
    [Parameter]
    public SwitchParameter DisableRunAsSupport { get; set; }

    /// <summary>Its value.</summary>
    [Parameter]
    public object? InputObject { get; set; }

    /// <summary>Name of the variable.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>The type of its value, as <c>System.String</c> or <c>PSCredential</c>.</summary>
    [Parameter]
    public string? Type { get; set; }

    /// <summary>Its value.</summary>
    [Parameter(ParameterSetName = ByValue)]
    public object? Value { get; set; }

    /// <summary>The vault that holds its value.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySecret)]
    public string? Vault { get; set; }

    /// <summary>Keeps its value in the database.</summary>
    [Parameter]
    public SwitchParameter Database { get; set; }

    /// <summary>Replaces what is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Roles that may use it. Default: every role.</summary>
    [Parameter]
    public string[]? Role { get; set; }

    /// <summary>Environments whose scripts see it. Default: those that say so.</summary>
    [Parameter]
    public string[]? Environment { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Variable;

    /// <inheritdoc />
    private protected override void Declared()
    {
        if ((Value ?? InputObject) is { } value) SessionState.PSVariable.Set("global:" + Name, value);
    }
}
