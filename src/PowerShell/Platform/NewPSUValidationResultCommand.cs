using System.Management.Automation;
using Universal.PowerShell.Local;

namespace Universal.PowerShell.Platform;

/// <summary>Makes the result of validating a form.</summary>
[Cmdlet(VerbsCommon.New, "PSUValidationResult")]
[OutputType(typeof(PSObject))]
public sealed class NewPSUValidationResultCommand : PSCmdlet
{
    /// <summary>What the person reads.</summary>
    [Parameter]
    public string? ErrorMessage { get; set; }

    /// <summary>Says that it is good.</summary>
    [Parameter]
    public SwitchParameter Success { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() =>
        WriteObject(new NamedValues("Universal.ValidationResult").Add(nameof(Success), Success.IsPresent).Add(nameof(ErrorMessage), ErrorMessage).ToObject());
}
