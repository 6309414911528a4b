using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What commands that read separated values have in common.</summary>
public abstract class CsvReadCommandBase : PSCmdlet
{
    /// <summary>What is between the values. Default: a comma.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public char? Delimiter { get; set; }

    /// <summary>Takes the culture's list separator.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>Names for the columns; the first row then holds values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    private protected CsvObjects NewObjects()
    {
        try
        {
            return new CsvObjects(this, Separator(Delimiter, UseCulture), Header);
        }
        catch (ExtendedTypeSystemException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "AlreadyPresentPSMemberInfoInternalCollectionAdd", ErrorCategory.NotSpecified, Header));
            throw;
        }
    }

    internal static char Separator(char? given, bool useCulture) =>
        given ?? (useCulture && CultureInfo.CurrentCulture.TextInfo.ListSeparator is [var separator, ..] ? separator : ',');
}
