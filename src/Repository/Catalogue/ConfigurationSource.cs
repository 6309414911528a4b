namespace Universal.Repository.Catalogue;

/// <summary>
/// Reads the PowerShell of a repository, and of that only what has changed: the configuration files are run when any PowerShell file has changed, and only
/// scripts that changed are analysed again. Not thread safe.
/// </summary>
internal sealed class ConfigurationSource(IConfigurationReader reader)
{
    // The answer of one process must stay far from the size that is too large.
    private const int BatchSize = 5_000;

    private readonly Dictionary<string, (string Stamp, ScriptFacts Facts)> _scripts = new(StringComparer.Ordinal);
    private ConfigurationDocument _last = ConfigurationDocument.Empty;
    private string? _fingerprint;

    /// <summary>Names of the environments that this node has by itself.</summary>
    public IReadOnlyCollection<string> Environments => reader.Environments;

    /// <summary>What the configuration files declare, and what is known of the scripts. Does not throw for what is in the folder.</summary>
    public async Task<ConfigurationDocument> ReadAsync(string root, CancellationToken cancellationToken)
    {
        IReadOnlyList<PowerShellFile> files;
        string? fingerprint;
        try
        {
            files = PowerShellFiles.List(root);
            fingerprint = PowerShellFiles.Fingerprint(files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return WithScripts(ConfigurationDocument.Unreadable(e.Message).WithLastGood(_last), left: 0);
        }

        if (fingerprint is null) (_last, _fingerprint) = (ConfigurationDocument.Empty, null);
        var stale = Stale(files);
        for (var run = fingerprint is not null && fingerprint != _fingerprint; run || stale.Count > 0; run = false)
        {
            var batch = stale.Take(BatchSize).ToArray();
            var read = await reader.ReadAsync(new ConfigurationRequest(root, run, [.. batch.Select(file => file.Path)]), cancellationToken);
            foreach (var file in batch)
            {
                if (read.Scripts.TryGetValue(file.Path, out var facts)) _scripts[file.Path] = (file.Stamp, facts);
            }

            if (run)
            {
                // What could not be read to its end is tried again, changed or not.
                _fingerprint = read.Complete ? fingerprint : null;
                _last = read.WithLastGood(_last);
            }

            var before = stale.Count;
            stale = [.. stale.Where(file => !read.Scripts.ContainsKey(file.Path))];
            // A configuration file that ends its process takes the answer with it; then the scripts are asked for alone. Otherwise the next reading tries again.
            if (stale.Count == before && !run) break;
        }

        return WithScripts(_last, stale.Count);
    }

    private List<PowerShellFile> Stale(IReadOnlyList<PowerShellFile> files)
    {
        var scripts = files.Where(file => file.IsScript).ToArray();
        var paths = scripts.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _scripts.Keys.Where(path => !paths.Contains(path)).ToArray()) _scripts.Remove(gone);
        return [.. scripts.Where(file => !_scripts.TryGetValue(file.Path, out var known) || known.Stamp != file.Stamp)];
    }

    private ConfigurationDocument WithScripts(ConfigurationDocument document, int left) => document with
    {
        Scripts = _scripts.ToDictionary(script => script.Key, script => script.Value.Facts, StringComparer.Ordinal),
        Faults = left == 0
            ? document.Faults
            : [.. document.Faults, new CatalogueFault(
                "", null, $"The parameters of {left} PowerShell scripts could not be read yet; until then they take what they took before, or anything.", FaultSeverity.Warning)],
    };
}
