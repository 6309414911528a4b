using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Environments;

/// <summary>Changes an environment.</summary>
[Cmdlet(VerbsCommon.Set, "PSUEnvironment", DefaultParameterSetName = ByEnvironment)]
[OutputType(typeof(ExecutionEnvironment))]
public sealed class SetPSUEnvironmentCommand : SetResourceCmdlet
{
    private const string ByEnvironment = "Environment";
    private const string ById = "Id";

    /// <summary>Arguments of the program.</summary>
    [Parameter]
    public string? Arguments { get; set; }

    /// <summary>The environment, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByEnvironment)]
    public ExecutionEnvironment? Environment { get; set; }

    /// <summary>Number of the environment.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The program.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Environment;

    /// <inheritdoc />
    protected override Resource? Target => Environment;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(Environment);
}
