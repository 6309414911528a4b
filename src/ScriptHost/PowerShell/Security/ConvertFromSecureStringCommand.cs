using System.Management.Automation;
using System.Security;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes a secure string as text that can be stored. Without a key the text is protected on Windows only.</summary>
[Cmdlet(VerbsData.ConvertFrom, "SecureString", DefaultParameterSetName = "Secure")]
[OutputType(typeof(string))]
public sealed class ConvertFromSecureStringCommand : PSCmdlet
{
    /// <summary>The secure string.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public SecureString? SecureString { get; set; }

    /// <summary>The key as a secure string.</summary>
    [Parameter(Position = 1, ParameterSetName = "Secure")]
    public SecureString? SecureKey { get; set; }

    /// <summary>The key: 16, 24 or 32 bytes.</summary>
    [Parameter(ParameterSetName = "Open")]
    public byte[]? Key { get; set; }

    /// <summary>Gives the plain text.</summary>
    [Parameter(ParameterSetName = "AsPlainText")]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var secret = SecureString!;
        if (AsPlainText)
        {
            WriteObject(SecureText.Show(secret));
            return;
        }

        try
        {
            WriteObject(SecureKey is null && Key is null ? SecureText.Protect(secret) : SecureText.Encrypt(secret, Key ?? SecureText.KeyOf(SecureKey!)));
        }
        catch (Exception e) when (e is ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            ThrowTerminatingError(new ErrorRecord(new PSArgumentException($"The key does not fit: {e.Message}", e), "Argument", ErrorCategory.InvalidArgument, null));
        }
    }
}
