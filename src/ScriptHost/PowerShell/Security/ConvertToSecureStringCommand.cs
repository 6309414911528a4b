using System.Management.Automation;
using System.Security;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a secure string from text.</summary>
[Cmdlet(VerbsData.ConvertTo, "SecureString", DefaultParameterSetName = "Secure")]
[OutputType(typeof(SecureString))]
public sealed class ConvertToSecureStringCommand : PSCmdlet
{
    /// <summary>The text: plain, or what <c>ConvertFrom-SecureString</c> made.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string String { get; set; } = "";

    /// <summary>The text is plain.</summary>
    [Parameter(Position = 1, ParameterSetName = "PlainText")]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Once meant that one knows what one does; changes nothing.</summary>
    [Parameter(Position = 2, ParameterSetName = "PlainText")]
    public SwitchParameter Force { get; set; }

    /// <summary>The key as a secure string.</summary>
    [Parameter(Position = 1, ParameterSetName = "Secure")]
    public SecureString? SecureKey { get; set; }

    /// <summary>The key: 16, 24 or 32 bytes.</summary>
    [Parameter(ParameterSetName = "Open")]
    public byte[]? Key { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (AsPlainText)
        {
            WriteObject(SecureText.Hide(String));
            return;
        }

        try
        {
            WriteObject(SecureKey is null && Key is null ? SecureText.Unprotect(String) : SecureText.Decrypt(String, Key ?? SecureText.KeyOf(SecureKey!)));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException or IndexOutOfRangeException)
        {
            var id = "ImportSecureString_InvalidArgument" + (e is System.Security.Cryptography.CryptographicException ? "_CryptographicError" : "");
            WriteError(new ErrorRecord(new PSArgumentException($"The text is no secure string of this key: {e.Message}", e), id, ErrorCategory.InvalidArgument, null));
        }
    }
}
