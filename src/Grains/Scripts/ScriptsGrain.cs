using System.Text;
using Orleans.Concurrency;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.Grains.Scripts;

/// <summary>See <see cref="IScriptsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class ScriptsGrain(ICatalogue catalogue) : Grain, IScriptsGrain
{
    private const int MaxTake = 500;
    private const int MaxBytes = 1024 * 1024;

    public Task<ScriptPage> List(string? search, int skip, int take, IReadOnlyList<string>? roles)
    {
        var found = catalogue.Current.Scripts
            .Where(script => string.IsNullOrEmpty(search)
                || script.Path.Contains(search, StringComparison.OrdinalIgnoreCase)
                || script.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(script => roles is null || script.Policy.Allows(roles))
            .ToArray();
        return Task.FromResult(new ScriptPage(found.Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, MaxTake)).ToArray(), found.Length));
    }

    public Task<ScriptDefinition?> Find(string script) => Task.FromResult(catalogue.Current.Find(script));

    public async Task<string?> ReadText(string script)
    {
        var snapshot = catalogue.Current;
        if (snapshot.Find(script) is not { } found) return null;
        if (snapshot.TextOf(found) is { } text) return text;
        try
        {
            await using var file = File.OpenRead(Path.Combine(snapshot.Root, found.File ?? found.Path));
            var bytes = new byte[Math.Min(file.Length, MaxBytes)];
            var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
        catch (IOException)
        {
            // Deleted since the catalogue was read; the next one will not have it.
            return null;
        }
    }
}
