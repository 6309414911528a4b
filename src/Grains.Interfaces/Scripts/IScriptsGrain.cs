using Universal.Calls;

namespace Universal.Scripts;

/// <summary>The scripts that the answering node's catalogue holds. Key 0.</summary>
[Alias("universal.IScriptsGrain")]
public interface IScriptsGrain : IGrainWithIntegerKey
{
    /// <summary>Scripts in order of their path, from the <paramref name="skip"/>th on, at most <paramref name="take"/> (1 to 500).</summary>
    /// <param name="search">Only scripts whose path or name contains it; null: all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to return.</param>
    /// <param name="roles">Only scripts that somebody with these roles may see; null: all.</param>
    [Alias("List"), Repeatable] Task<ScriptPage> List(string? search, int skip, int take, IReadOnlyList<string>? roles = null);

    /// <summary>The script with that path, name or number, or null.</summary>
    [Alias("Find"), Repeatable] Task<ScriptDefinition?> Find(string script);

    /// <summary>A script's text, or null when there is no such script. At most 1 MiB is returned.</summary>
    [Alias("ReadText"), Repeatable] Task<string?> ReadText(string script);
}

/// <summary>A page of scripts.</summary>
/// <param name="Scripts">The scripts.</param>
/// <param name="Total">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("universal.ScriptPage")]
public sealed record ScriptPage([property: Id(0)] IReadOnlyList<ScriptDefinition> Scripts, [property: Id(1)] int Total);
