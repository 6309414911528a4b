using System.Management.Automation;
using System.Net.Http;
using System.Security;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Identities;

/// <summary>Creates an identity. One whose name is taken is an error of the code <c>name_taken</c>.</summary>
[Cmdlet(VerbsCommon.New, "PSUIdentity")]
[Alias("New-UAIdentity")]
[OutputType(typeof(Identity))]
public sealed class NewPSUIdentityCommand : RestCmdlet
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Its role.</summary>
    [Parameter]
    public Role? Role { get; set; }

    /// <summary>Accepted for compatibility; passwords are stored hashed in the database.</summary>
    [Parameter]
    public string? CredentialVault { get; set; }

    /// <summary>
    /// Its password: at least 12 characters with a letter, a digit and another character. Without one it cannot sign in with a password.
    /// </summary>
    [Parameter]
    public SecureString? Password { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        WarnOf(nameof(CredentialVault), "identities keep their passwords as hashes in the database.");
        var body = new JsonBody
        {
            ["Name"] = Name,
            ["Roles"] = Role?.Name is { } role ? new List<object?> { role } : null,
            ["Password"] = (PlainValue.Of(Password) as SecretText)?.Text,
        };
        if (Send(HttpMethod.Post, "identity", body) is { } created) WriteObject(ResourceReader.Read(created, typeof(Identity)));
    }
}
