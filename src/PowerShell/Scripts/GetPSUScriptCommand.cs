using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Scripts;

/// <summary>Gets scripts: one, those of a folder or tag, or all.</summary>
[Cmdlet(VerbsCommon.Get, "PSUScript", DefaultParameterSetName = ByAll)]
[Alias("Get-UAScript")]
[OutputType(typeof(Script))]
public sealed class GetPSUScriptCommand : GetResourceCmdlet
{
    private const string ByFolder = "Folder";
    private const string ById = "Id";
    private const string ByIdentity = "Identity";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Gets the scripts in that folder and under it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByFolder)]
    public Folder? Folder { get; set; }

    /// <summary>Number of the script.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Not supported: scripts have no owner.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <summary>Name of the script, or its path; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <summary>Gets only scripts with that tag.</summary>
    [Parameter]
    public Tag? Tag { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Script;

    /// <inheritdoc />
    protected override void Run()
    {
        if (Identity is not null) throw new ArgumentException("Scripts have no owner.");
        if (Name is { Length: > 0 } && !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            if (Get("script/path/" + ScriptAddress.Escape(Name)) is { } one) Write(one);
            return;
        }

        base.Run();
    }

    private protected override IEnumerable<JsonElement> List() => ListFrom(Kind.Route).Where(script => InFolder(script) && HasTag(script));

    private bool InFolder(JsonElement script) =>
        Folder?.Name is not { } folder
        || script.GetProperty("fullPath").GetString()!.StartsWith(folder.Replace('\\', '/').Trim('/') + "/", StringComparison.OrdinalIgnoreCase);

    private bool HasTag(JsonElement script) =>
        Tag?.Name is not { } tag
        || script.GetProperty("tags").EnumerateArray().Any(other => string.Equals(other.GetString(), tag, StringComparison.OrdinalIgnoreCase));
}
