using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>
/// The cache of the cluster as the drive <c>Cache:</c>: <c>$Cache:name</c> reads and sets a value on every node at once, <c>Get-ChildItem Cache:</c> lists,
/// <c>Remove-Item Cache:name</c> removes. Values are kept in memory only; <c>Set-PSUCache</c> can do more.
/// </summary>
[CmdletProvider("Cache", ProviderCapabilities.ShouldProcess)]
public sealed class CacheProvider : ContainerCmdletProvider, IContentCmdletProvider
{
    private const int PageSize = 500;
    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc />
    public IContentReader GetContentReader(string path) => new CacheContent(() => Read(path), null);

    /// <inheritdoc />
    public object? GetContentReaderDynamicParameters(string path) => null;

    /// <inheritdoc />
    public IContentWriter GetContentWriter(string path) => new CacheContent(null, value => Write(path, value));

    /// <inheritdoc />
    public object? GetContentWriterDynamicParameters(string path) => null;

    /// <summary>Does nothing: it is called before each setting, and others are not to see the gap. <c>Clear-Item</c> removes.</summary>
    public void ClearContent(string path)
    {
    }

    /// <inheritdoc />
    public object? ClearContentDynamicParameters(string path) => null;

    /// <inheritdoc />
    protected override System.Collections.ObjectModel.Collection<PSDriveInfo> InitializeDefaultDrives() =>
        [new PSDriveInfo("Cache", ProviderInfo, "", "The cache of the cluster", null)];

    /// <inheritdoc />
    protected override bool IsValidPath(string path) => true;

    /// <inheritdoc />
    protected override bool ItemExists(string path) => path.Length == 0 || Find(path) is not null;

    /// <inheritdoc />
    protected override bool HasChildItems(string path) => path.Length == 0 && List().Any();

    /// <inheritdoc />
    protected override void GetItem(string path)
    {
        if (path.Length == 0)
        {
            GetChildItems(path, false);
        }
        else if (Find(path) is { } entry)
        {
            var item = (CacheItem)ResourceReader.Read(entry, typeof(CacheItem)).BaseObject;
            item.Value = CacheValue.Read(entry);
            WriteItemObject(item, path, false);
        }
    }

    /// <inheritdoc />
    protected override void SetItem(string path, object value)
    {
        if (ShouldProcess(path, "Set")) Write(path, value);
    }

    /// <inheritdoc />
    protected override void NewItem(string path, string itemTypeName, object newItemValue)
    {
        if (!ShouldProcess(path, "New")) return;
        Write(path, newItemValue);
        GetItem(path);
    }

    /// <inheritdoc />
    protected override void ClearItem(string path) => RemoveItem(path, false);

    /// <inheritdoc />
    protected override void RemoveItem(string path, bool recurse)
    {
        if (path.Length > 0 && ShouldProcess(path, "Remove")) Send(HttpMethod.Delete, new QueryText("cache").Add("key", path).ToString(), null);
    }

    /// <inheritdoc />
    protected override void GetChildItems(string path, bool recurse)
    {
        if (path.Length > 0)
        {
            GetItem(path);
            return;
        }

        foreach (var item in List()) WriteItemObject(ResourceReader.Read(item, typeof(CacheItem)), item.GetProperty("key").GetString()!, false);
    }

    /// <inheritdoc />
    protected override void GetChildNames(string path, ReturnContainers returnContainers)
    {
        foreach (var key in List().Select(item => item.GetProperty("key").GetString()!)) WriteItemObject(key, key, false);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    private (bool Found, object? Value) Read(string path) => Find(path) is { } entry ? (true, CacheValue.Read(entry)) : (false, null);

    private JsonElement? Find(string path)
    {
        try
        {
            return Send(HttpMethod.Get, new QueryText("cache").Add("key", path).ToString(), null);
        }
        catch (ServerException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private void Write(string path, object? value) => Send(HttpMethod.Put, "cache", new JsonBody { ["Key"] = path, ["Value"] = CacheValue.Write(value) });

    private IEnumerable<JsonElement> List()
    {
        string? after = null;
        while (Send(HttpMethod.Get, new QueryText("cache/list").Add("after", after).Add("take", $"{PageSize}").ToString(), null) is { ValueKind: JsonValueKind.Array } page)
        {
            foreach (var item in page.EnumerateArray())
            {
                after = item.GetProperty("key").GetString();
                yield return item;
            }

            if (page.GetArrayLength() < PageSize) yield break;
        }
    }

    private JsonElement? Send(HttpMethod method, string path, JsonBody? body) => DriveServer.Client(ProviderInfo, SessionState).Send(method, path, body, null, _stop.Token);
}
