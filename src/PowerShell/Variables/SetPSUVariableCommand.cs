using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Variables;

/// <summary>Changes a platform variable.</summary>
[Cmdlet(VerbsCommon.Set, "PSUVariable", DefaultParameterSetName = ByVariable)]
[Alias("Set-UAVariable")]
[OutputType(typeof(Variable))]
public sealed class SetPSUVariableCommand : SetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByVariable = "Variable";

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Number of the variable.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Its new value; of a credential variable a <see cref="PSCredential"/>.</summary>
    [Parameter]
    public object? InputObject { get; set; }

    /// <summary>Its name. A variable keeps it.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Its new value, as text.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>The variable, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByVariable)]
    public Variable? Variable { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Variable;

    /// <inheritdoc />
    protected override Resource? Target => Variable;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(Variable);

    // The server knows which variables lie in the vault, and takes secrets for these alone.
    private protected override void Complete(JsonBody body) => body.TakesSecrets = true;
}
