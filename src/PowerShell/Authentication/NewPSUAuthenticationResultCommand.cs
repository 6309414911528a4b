using System.Management.Automation;
using Universal.PowerShell.Local;

namespace Universal.PowerShell.Authentication;

/// <summary>Makes the result of a sign-in script.</summary>
[Cmdlet(VerbsCommon.New, "PSUAuthenticationResult")]
[OutputType(typeof(PSObject))]
public sealed class NewPSUAuthenticationResultCommand : PSCmdlet
{
    /// <summary>Script block that writes the claims of the person.</summary>
    [Parameter]
    public ScriptBlock? Claims { get; set; }

    /// <summary>What the person reads.</summary>
    [Parameter]
    public string? ErrorMessage { get; set; }

    /// <summary>Says that name and password are good.</summary>
    [Parameter]
    public SwitchParameter Success { get; set; }

    /// <summary>Name of the person.</summary>
    [Parameter]
    public string? UserName { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(new NamedValues("Universal.AuthenticationResult")
        .Add(nameof(Success), Success.IsPresent)
        .Add(nameof(UserName), UserName)
        .Add(nameof(ErrorMessage), ErrorMessage)
        .Add(nameof(Claims), Claims?.Invoke().ToArray() ?? [])
        .ToObject());
}
