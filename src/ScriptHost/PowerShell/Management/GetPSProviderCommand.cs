using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The providers of the session.</summary>
[Cmdlet(VerbsCommon.Get, "PSProvider")]
[OutputType(typeof(ProviderInfo))]
public sealed class GetPSProviderCommand : ProviderCommandBase
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var name in PSProvider ?? ["*"])
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
                WriteObject(SessionState.Provider.GetAll().Where(provider => pattern.IsMatch(provider.Name)), enumerateCollection: true);
            }
            else
            {
                Attempt(() => WriteObject(SessionState.Provider.Get(name), enumerateCollection: true));
            }
        }
    }
}
