using System.Management.Automation;
using System.Net;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Roles;

/// <summary>Gets roles.</summary>
[Cmdlet(VerbsCommon.Get, "PSURole", DefaultParameterSetName = ByAll)]
[Alias("Get-UARole")]
[OutputType(typeof(Role))]
public sealed class GetPSURoleCommand : GetResourceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByAll = "All";

    /// <summary>Number of the role.</summary>
    [Parameter(Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the role.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Role;

    /// <inheritdoc />
    protected override void Run()
    {
        if (Id == 0)
        {
            base.Run();
            return;
        }

        // Roles are few: the server gives them as a list only.
        var found = List().Where(role => role.GetProperty("id").GetInt64() == Id).ToArray();
        if (found.Length == 0) throw new ServerException($"There is no role {Number(Id)}.", HttpStatusCode.NotFound, "not_found");
        Write(found[0]);
    }
}
