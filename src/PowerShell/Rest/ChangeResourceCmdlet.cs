using System.Management.Automation;
using System.Net;
using System.Text.Json;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Rest;

/// <summary>Addresses one resource: by <c>-Id</c>, by an object of <c>Get-...</c>, or by its name.</summary>
public abstract class ChangeResourceCmdlet : RestCmdlet
{
    /// <summary>What is changed.</summary>
    protected abstract ResourceKind Kind { get; }

    /// <summary>The resource, when it was given as an object or by name.</summary>
    protected virtual Resource? Target => null;

    /// <summary>Path of the resource.</summary>
    private protected string Address()
    {
        if (MyInvocation.BoundParameters.TryGetValue("Id", out var id)) return $"{Kind.Route}/{Number((long)id)}";
        if (Target is { Id: not 0 } known) return $"{Kind.Route}/{Number(known.Id)}";
        var name = Target?.Name ?? (MyInvocation.BoundParameters.TryGetValue("Name", out var given) ? given as string : null);
        if (string.IsNullOrEmpty(name)) throw new ArgumentException($"Say which {Kind.Name} is meant.");
        return $"{Kind.Route}/{Number(Find(name!))}";
    }

    private long Find(string name)
    {
        var list = Get(Kind.Route) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : default;
        foreach (var item in list)
        {
            if (item.TryGetProperty("name", out var other) && string.Equals(other.GetString(), name, StringComparison.OrdinalIgnoreCase))
                return item.GetProperty("id").GetInt64();
        }

        throw new ServerException($"There is no {Kind.Name} '{name}', or it is not yours to see.", HttpStatusCode.NotFound, "not_found");
    }
}
