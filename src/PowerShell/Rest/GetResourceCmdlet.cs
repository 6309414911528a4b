using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Rest;

/// <summary>Reads resources of a kind: one by <c>-Id</c>, those of a <c>-Name</c> (wildcards allowed), or all.</summary>
public abstract class GetResourceCmdlet : RestCmdlet
{
    private const int PageSize = 500;

    /// <summary>What is read.</summary>
    protected abstract ResourceKind Kind { get; }

    /// <inheritdoc />
    protected override void Run()
    {
        var given = MyInvocation.BoundParameters;
        if (given.TryGetValue("Id", out var id))
        {
            if (Get($"{Kind.Route}/{Number((long)id)}") is { } one) Write(one);
            return;
        }

        var name = given.TryGetValue("Name", out var value) ? (string)value : null;
        var pattern = name is null ? null : new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var found = false;
        foreach (var item in List().Where(item => pattern is null || (NameOf(item) is { } text && pattern.IsMatch(text))))
        {
            found = true;
            Write(item);
        }

        if (!found && name is not null && !WildcardPattern.ContainsWildcardCharacters(name))
            throw new ServerException($"There is no {Kind.Name} '{name}', or it is not yours to see.", System.Net.HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>All of them.</summary>
    private protected virtual IEnumerable<JsonElement> List() =>
        Get(Kind.Route) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>All of a list that is paged by the number of the last one.</summary>
    private protected IEnumerable<JsonElement> ListAfter(string route)
    {
        long after = 0;
        while (Get($"{route}{(route.Contains('?') ? '&' : '?')}after={Number(after)}&take={Number(PageSize)}") is { ValueKind: JsonValueKind.Array } page)
        {
            foreach (var item in page.EnumerateArray())
            {
                after = item.GetProperty("id").GetInt64();
                yield return item;
            }

            if (page.GetArrayLength() < PageSize) yield break;
        }
    }

    /// <summary>All of a list that is paged by position.</summary>
    private protected IEnumerable<JsonElement> ListFrom(string route)
    {
        for (var skip = 0; Get($"{route}{(route.Contains('?') ? '&' : '?')}skip={Number(skip)}&take={Number(PageSize)}") is { ValueKind: JsonValueKind.Array } page; skip += PageSize)
        {
            foreach (var item in page.EnumerateArray())
                yield return item;
            if (page.GetArrayLength() < PageSize) yield break;
        }
    }

    private protected virtual void Write(JsonElement item) => WriteObject(ResourceReader.Read(item, Kind.Type));

    private protected static string? NameOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}
