using System.Management.Automation;
using System.Net;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>Gets a value of the cache of the cluster, or lists its keys. There is no output when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "PSUCache", DefaultParameterSetName = ByKey)]
[OutputType(typeof(PSObject), typeof(CacheItem))]
public sealed class GetPSUCacheCommand : RestCmdlet
{
    private const string ByKey = "Key";
    private const string ByList = "List";
    private const int PageSize = 500;

    /// <summary>Its key; letter case counts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKey)]
    public string Key { get; set; } = "";

    /// <summary>Writes the entry with key, value, version and times, and not only its value.</summary>
    [Parameter(ParameterSetName = ByKey)]
    public SwitchParameter Entry { get; set; }

    /// <summary>Lists the entries without their values, by key. It is no reading.</summary>
    [Parameter(ParameterSetName = ByList)]
    public SwitchParameter List { get; set; }

    /// <summary>Lists only keys that fit: <c>*</c> is any characters, <c>?</c> is one. Letter case does not count.</summary>
    [Parameter(ParameterSetName = ByList)]
    public string? Match { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        if (ParameterSetName == ByList) WriteList();
        else WriteEntry();
    }

    private void WriteEntry()
    {
        try
        {
            if (Get(new QueryText("cache").Add("key", Key).ToString()) is not { ValueKind: JsonValueKind.Object } entry) return;
            var value = CacheValue.Read(entry);
            if (!Entry)
            {
                WriteObject(value);
                return;
            }

            var item = (CacheItem)ResourceReader.Read(entry, typeof(CacheItem)).BaseObject;
            item.Value = value;
            WriteObject(item);
        }
        catch (ServerException e) when (e is { Status: HttpStatusCode.NotFound, Code: "not_found" })
        {
            // There is none.
        }
    }

    private void WriteList()
    {
        string? after = null;
        while (Get(new QueryText("cache/list").Add("match", Match).Add("after", after).Add("take", Number(PageSize)).ToString()) is { ValueKind: JsonValueKind.Array } page)
        {
            foreach (var item in page.EnumerateArray())
            {
                after = item.GetProperty("key").GetString();
                WriteObject(ResourceReader.Read(item, typeof(CacheItem)));
            }

            if (page.GetArrayLength() < PageSize) return;
        }
    }
}
