using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;

namespace Microsoft.PowerShell.Commands;

/// <summary>Asks for a line of text.</summary>
[Cmdlet(VerbsCommunications.Read, "Host", DefaultParameterSetName = "AsString")]
[OutputType(typeof(string), typeof(SecureString))]
public sealed class ReadHostCommand : PSCmdlet
{
    /// <summary>The question.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowNull]
    public object? Prompt { get; set; }

    /// <summary>The answer is secret and comes as a secure string.</summary>
    [Parameter(ParameterSetName = "AsSecureString")]
    public SwitchParameter AsSecureString { get; set; }

    /// <summary>The answer is secret and comes as text.</summary>
    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter MaskInput { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var secret = AsSecureString || MaskInput;
        object? answer;
        if (Prompt is null)
        {
            answer = secret ? Host.UI.ReadLineAsSecureString() : Host.UI.ReadLine();
        }
        else
        {
            var label = LanguagePrimitives.GetEnumerable(Prompt) is { } parts ? string.Join(' ', parts.Cast<object>()) : LanguagePrimitives.ConvertTo<string>(Prompt);
            // A field must have a name; a question may be empty.
            var field = new FieldDescription(label.Length > 0 ? label : " ") { Label = label };
            field.SetParameterType(secret ? typeof(SecureString) : typeof(string));
            answer = Host.UI.Prompt("", "", new Collection<FieldDescription> { field }).Values.First().BaseObject;
        }

        WriteObject(MaskInput && answer is SecureString hidden ? new NetworkCredential("", hidden).Password : answer);
    }
}
