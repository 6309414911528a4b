using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a drive: a short name for a folder.</summary>
[Cmdlet(VerbsCommon.New, "PSDrive", SupportsShouldProcess = true)]
[OutputType(typeof(PSDriveInfo))]
public sealed class NewPSDriveCommand : ProviderCommandBase
{
    /// <summary>The name, without a colon.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>Its provider, such as <c>FileSystem</c>.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string PSProvider { get; set; } = "";

    /// <summary>What it stands for.</summary>
    [Parameter(Position = 2, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Root { get; set; } = "";

    /// <summary>What it is for, in words.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    /// <summary>For network shares, on Windows.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(() =>
    {
        var provider = SessionState.Provider.GetOne(PSProvider);
        if (ShouldProcess($"Name: {Name} Provider: {PSProvider} Root: {Root}", "New drive"))
            new ProviderContext(this).Call(SessionState.Drive, "New", new PSDriveInfo(Name, provider, Root, Description, Credential), Scope);
    });
}
