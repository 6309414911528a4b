using System.Globalization;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>What scripts are called by: path, name or number, in any letter case.</summary>
internal static class ScriptKeys
{
    /// <summary>The scripts by every key. A path beats a name, and a name beats a number: what a caller wrote is read in the most exact sense it can have.</summary>
    public static Dictionary<string, ScriptDefinition> Of(IReadOnlyCollection<ScriptDefinition> scripts)
    {
        var keys = new Dictionary<string, ScriptDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var script in scripts) keys[script.Path] = script;
        foreach (var script in scripts)
        {
            keys.TryAdd(script.Name, script);
            keys.TryAdd(script.Number.ToString(CultureInfo.InvariantCulture), script);
        }

        return keys;
    }

    /// <summary>A key as callers write it, with slashes of one kind.</summary>
    public static string Plain(string script) => script.Trim().Replace('\\', '/').TrimStart('/');
}
