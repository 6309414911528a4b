using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A command on items that are named by path.</summary>
public abstract class ItemCommandBase : ProviderCommandBase
{
    /// <summary>Paths, with wildcards.</summary>
    public abstract string[]? Path { get; set; }

    /// <summary>Paths, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>A filter in the provider's own language.</summary>
    [Parameter]
    public string? Filter { get; set; }

    /// <summary>Takes only items whose names match.</summary>
    [Parameter]
    public string[]? Include { get; set; }

    /// <summary>Leaves out items whose names match.</summary>
    [Parameter]
    public string[]? Exclude { get; set; }

    /// <summary>Also hidden and protected items.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>For providers that know users; the file system does not.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The paths, whichever way they were given.</summary>
    protected string[] Paths => LiteralPath ?? Path ?? ["."];

    /// <summary>Whether the paths hold no wildcards.</summary>
    protected bool IsLiteral => LiteralPath is not null;

    /// <summary>The path that the provider's own parameters are asked for.</summary>
    protected string FirstPath => Paths is [var first, ..] ? first : ".";

    /// <summary>Whether the command writes the items that it made or changed.</summary>
    protected virtual bool WritesItems => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
            Attempt(NewContext(), context => Process(path, context));
    }

    /// <summary>Works on one path.</summary>
    private protected abstract void Process(string path, ProviderContext context);

    private protected ProviderContext NewContext() =>
        new ProviderContext(this, Credential is { } credential && credential != PSCredential.Empty ? credential : null)
        {
            Literal = IsLiteral,
            Force = Force,
            PassThru = WritesItems,
            DynamicParameters = ProviderParameters,
        }.Filtered(Include, Exclude, Filter);
}
