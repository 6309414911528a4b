using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Net.Http;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Variables;

/// <summary>
/// The drive <c>Secret:</c>, and with it <c>$Secret:NAME</c>. A value is asked of the server when a script reads it and kept for half a minute; of a
/// credential it is a <see cref="PSCredential"/>. Secrets are set with <c>Set-PSUVariable</c>.
/// </summary>
[CmdletProvider("Secret", ProviderCapabilities.None)]
public sealed class SecretProvider : ContainerCmdletProvider, IContentCmdletProvider
{
    private const string ReadOnly = "Secrets are set with New-PSUVariable and Set-PSUVariable.";

    /// <inheritdoc />
    public IContentReader GetContentReader(string path) => new SecretReader(Values().Get(Trim(path)));

    /// <inheritdoc />
    public object? GetContentReaderDynamicParameters(string path) => null;

    /// <inheritdoc />
    public IContentWriter GetContentWriter(string path) => throw new PSNotSupportedException(ReadOnly);

    /// <inheritdoc />
    public object? GetContentWriterDynamicParameters(string path) => null;

    /// <inheritdoc />
    public void ClearContent(string path) => throw new PSNotSupportedException(ReadOnly);

    /// <inheritdoc />
    public object? ClearContentDynamicParameters(string path) => null;

    /// <inheritdoc />
    protected override ProviderInfo Start(ProviderInfo providerInfo) => new SecretValues(providerInfo);

    /// <inheritdoc />
    protected override System.Collections.ObjectModel.Collection<PSDriveInfo> InitializeDefaultDrives() =>
        [new PSDriveInfo("Secret", ProviderInfo, "", "Secrets of Universal", null)];

    /// <inheritdoc />
    protected override bool IsValidPath(string path) => true;

    // PowerShell makes null of a variable that does not exist. Reading it says what is missing: a script must not go on without its password.
    /// <inheritdoc />
    protected override bool ItemExists(string path) => true;

    /// <inheritdoc />
    protected override bool HasChildItems(string path) => Trim(path).Length == 0;

    /// <inheritdoc />
    protected override void GetItem(string path)
    {
        if (Trim(path).Length == 0) WriteItemObject(PSDriveInfo, path, true);
        else WriteItemObject(Values().Get(Trim(path)), path, false);
    }

    /// <inheritdoc />
    protected override void GetChildItems(string path, bool recurse)
    {
        foreach (var name in Values().Names())
        {
            var item = new PSObject();
            item.Properties.Add(new PSNoteProperty("Name", name));
            WriteItemObject(item, name, false);
        }
    }

    /// <inheritdoc />
    protected override void GetChildNames(string path, ReturnContainers returnContainers)
    {
        foreach (var name in Values().Names()) WriteItemObject(name, name, false);
    }

    /// <inheritdoc />
    protected override void SetItem(string path, object value) => throw new PSNotSupportedException(ReadOnly);

    private static string Trim(string path) => path.Trim('\\', '/').Substring(path.Trim('\\', '/').IndexOf(':') + 1).Trim('\\', '/');

    private SecretValues Values() => (SecretValues)ProviderInfo;

    private sealed class SecretReader(object value) : IContentReader
    {
        private bool _read;

        public System.Collections.IList Read(long readCount)
        {
            if (_read) return Array.Empty<object>();
            _read = true;
            return new[] { value };
        }

        public void Seek(long offset, System.IO.SeekOrigin origin)
        {
        }

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>What a session knows of secrets.</summary>
    private sealed class SecretValues(ProviderInfo provider) : ProviderInfo(provider)
    {
        private static readonly TimeSpan _kept = TimeSpan.FromSeconds(30);
        private readonly Dictionary<string, (object Value, System.Diagnostics.Stopwatch Age)> _known = new(StringComparer.OrdinalIgnoreCase);
        private ServerClient? _client;

        public object Get(string name)
        {
            if (_known.TryGetValue(name, out var known) && known.Age.Elapsed < _kept) return known.Value;
            JsonElement answer;
            try
            {
                answer = Client().Send(HttpMethod.Post, $"secret/{Uri.EscapeDataString(name)}/value", null, null, CancellationToken.None)!.Value;
            }
            catch (ServerException e)
            {
                throw new InvalidOperationException($"$Secret:{name}: {e.Message}", e);
            }

            var value = SessionValue.OfSecret(answer);
            _known[name] = (value, System.Diagnostics.Stopwatch.StartNew());
            return value;
        }

        public IEnumerable<string> Names() => Client().Send(HttpMethod.Get, "variable", null, null, CancellationToken.None) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.TryGetProperty("vault", out var vault) && vault.ValueKind == JsonValueKind.String).Select(item => item.GetProperty("name").GetString()!)]
            : [];

        private ServerClient Client()
        {
            if (Module?.PrivateData is ModuleState { Connected: { } connected } state) return state.ClientFor(connected);
            var url = Environment.GetEnvironmentVariable("UNIVERSAL_URL");
            if (string.IsNullOrEmpty(url)) throw new InvalidOperationException("There is no server to ask for secrets: this is no job, and Connect-PSUServer was not called.");
            return _client ??= new ServerClient(new ServerAddress(ServerAddress.Parse(url!), Environment.GetEnvironmentVariable("UNIVERSAL_TOKEN"), null));
        }
    }
}
