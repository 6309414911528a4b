using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

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

    /// <summary>A name with a password as its value; its type is PSCredential then, and it lies in the vault.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Its value.</summary>
    [Parameter(ParameterSetName = ByValue)]
    [Parameter(ParameterSetName = BySecret)]
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
    protected override void BeginProcessing()
    {
        // -Credential is the value, not who signs in; and a value keeps its type where JSON would lose it.
        var given = MyInvocation.BoundParameters;
        if (Credential is not null) given[nameof(Value)] = Value = Credential;
        if (Type is null && SessionValue.TypeOf(Value ?? InputObject) is { } type) given[nameof(Type)] = Type = type;
        base.BeginProcessing();
    }

    // A vault takes them; where there is none, the server refuses them.
    private protected override void Complete(JsonBody body) => body.TakesSecrets = true;

    /// <inheritdoc />
    private protected override void Declared()
    {
        if ((Value ?? InputObject) is { } value) SessionState.PSVariable.Set("global:" + Name, value);
    }
}
