using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Roles;

/// <summary>Declares a role: who has it is decided by a policy or by a claim.</summary>
[Cmdlet(VerbsCommon.New, "PSURole", DefaultParameterSetName = ByPolicy)]
[Alias("New-UARole")]
[OutputType(typeof(Role))]
public sealed class NewPSURoleCommand : DeclarationCmdlet
{
    private const string ByPolicy = "Policy";
    private const string ByClaim = "Claim";

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the role.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Script block that gets the signed-in user and returns whether it has the role.</summary>
    [Parameter(ParameterSetName = ByPolicy)]
    public ScriptBlock? Policy { get; set; }

    /// <summary>Who has a claim of that type ...</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByClaim)]
    public string? ClaimType { get; set; }

    /// <summary>... and value has the role.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByClaim)]
    public string? ClaimValue { get; set; }

    /// <summary>Declares it without giving it to anybody.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>The page that its holders see first.</summary>
    [Parameter]
    public string? DefaultRoute { get; set; }

    /// <summary>Further roles that its holders have.</summary>
    [Parameter]
    public string[]? Roles { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Role;
}
