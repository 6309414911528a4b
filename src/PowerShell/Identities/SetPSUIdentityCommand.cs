using System.Management.Automation;
using System.Security;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Identities;

/// <summary>Changes the role or the password of an identity and ends its sessions on every node.</summary>
[Cmdlet(VerbsCommon.Set, "PSUIdentity", DefaultParameterSetName = ByIdentity)]
[Alias("Set-UAIdentity")]
[OutputType(typeof(Identity))]
public sealed class SetPSUIdentityCommand : SetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByIdentity = "Identity";

    /// <summary>Number of the identity.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>The identity, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <summary>Not supported: an identity keeps its name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Its new role.</summary>
    [Parameter]
    public Role? Role { get; set; }

    /// <summary>Accepted for compatibility; passwords are stored hashed in the database.</summary>
    [Parameter]
    public string? CredentialVault { get; set; }

    /// <summary>Its new password; ends a lock-out.</summary>
    [Parameter]
    public SecureString? Password { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Identity;

    /// <inheritdoc />
    protected override Resource? Target => Identity;

    /// <inheritdoc />
    protected override string TargetParameter => nameof(Identity);

    private protected override string[] NotSent => [nameof(CredentialVault)];

    private protected override void Complete(JsonBody body)
    {
        // It is what the request is about: the server stores its hash.
        if (body.TryGetValue(nameof(Password), out var password)) body[nameof(Password)] = (password as SecretText)?.Text;
    }

    /// <inheritdoc />
    protected override void Run()
    {
        if (Name is not null) throw new ArgumentException("An identity keeps its name.");
        WarnOf(nameof(CredentialVault), "identities keep their passwords as hashes in the database.");
        base.Run();
    }
}
