using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Asks for a user name and password.</summary>
[Cmdlet(VerbsCommon.Get, "Credential", DefaultParameterSetName = "CredentialSet")]
[OutputType(typeof(PSCredential))]
public sealed class GetCredentialCommand : PSCmdlet
{
    /// <summary>A credential, which is written as it is, or a user name to ask the password of.</summary>
    [Parameter(Position = 0, ParameterSetName = "CredentialSet")]
    [AllowNull]
    public object? Credential { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter(ParameterSetName = "MessageSet")]
    public string? Message { get; set; }

    /// <summary>The user name.</summary>
    [Parameter(Position = 0, ParameterSetName = "MessageSet")]
    public string? UserName { get; set; }

    /// <summary>The question's title.</summary>
    [Parameter(ParameterSetName = "MessageSet")]
    public string? Title { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if ((Credential is PSObject wrapped ? wrapped.BaseObject : Credential) is PSCredential given)
        {
            WriteObject(given);
            return;
        }

        var user = UserName ?? (Credential is null ? "" : LanguagePrimitives.ConvertTo<string>(Credential));
        if (Host.UI.PromptForCredential(Title ?? "PowerShell credential request", Message ?? "Enter your credentials.", user, "") is { } answer)
            WriteObject(answer);
    }
}
