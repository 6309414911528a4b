using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>What the configuration files of a repository declare: the answer of the script host that ran them.</summary>
/// <param name="Complete">Whether every file was read to its end or its fault.</param>
/// <param name="Declarations">The declarations, in their order.</param>
/// <param name="Faults">What is wrong.</param>
public sealed record ConfigurationDocument(bool Complete, IReadOnlyList<Declaration> Declarations, IReadOnlyList<CatalogueFault> Faults)
{
    private const int Version = 1;

    /// <summary>What is known of PowerShell scripts without running them, by path.</summary>
    public IReadOnlyDictionary<string, ScriptFacts> Scripts { get; init; } = new Dictionary<string, ScriptFacts>();

    /// <summary>There are no configuration files.</summary>
    public static ConfigurationDocument Empty { get; } = new(true, [], []);

    /// <summary>The files could not be read at all.</summary>
    public static ConfigurationDocument Unreadable(string why) => new(false, [], [new CatalogueFault("", null, $"The configuration files could not be read: {why}")]);

    /// <summary>Reads the host's answer.</summary>
    /// <exception cref="JsonException">It is not such an answer.</exception>
    public static ConfigurationDocument Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.GetProperty("version").GetInt32() != Version) throw new JsonException("The script host is of another version than the node.");
        return new ConfigurationDocument(
            root.GetProperty("complete").GetBoolean(),
            [.. root.GetProperty("declarations").EnumerateArray().Select(ReadDeclaration)],
            [.. root.GetProperty("faults").EnumerateArray().Select(ReadFault)])
        {
            Scripts = root.TryGetProperty("scripts", out var scripts)
                ? scripts.EnumerateArray().ToDictionary(script => script.GetProperty("path").GetString()!, ScriptFacts.Read, StringComparer.Ordinal)
                : new Dictionary<string, ScriptFacts>(),
        };
    }

    /// <summary>
    /// This document with the declarations of <paramref name="last"/> for each file that has an error, and of all files that were not reached: what is
    /// wrong in one file does not take away what it declared before, nor what others declare.
    /// </summary>
    public ConfigurationDocument WithLastGood(ConfigurationDocument last)
    {
        var faulty = Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.File).ToHashSet(StringComparer.Ordinal);
        if (!Complete) faulty.UnionWith(last.Declarations.Select(declaration => declaration.File).Except(Declarations.Select(declaration => declaration.File)));
        // A file that was never read without a fault keeps what could be read of it.
        faulty.IntersectWith(last.Declarations.Select(declaration => declaration.File));
        if (faulty.Count == 0) return this;
        return this with
        {
            Declarations =
            [
                .. Declarations.Where(declaration => !faulty.Contains(declaration.File)),
                .. last.Declarations.Where(declaration => faulty.Contains(declaration.File)),
            ],
        };
    }

    private static Declaration ReadDeclaration(JsonElement json) => new(
        json.GetProperty("kind").GetString()!,
        json.GetProperty("name").GetString(),
        json.GetProperty("file").GetString()!,
        LineOf(json),
        // Its document is disposed of.
        json.GetProperty("properties").Clone())
    {
        Others = json.TryGetProperty("others", out var others) ? others.Clone() : null,
        EndLine = json.TryGetProperty("end", out var end) ? end.GetInt32() : null,
        Facts = json.TryGetProperty("facts", out var facts) ? ScriptFacts.Read(facts) : null,
    };

    private static CatalogueFault ReadFault(JsonElement json) => new(
        json.GetProperty("file").GetString()!,
        LineOf(json),
        json.GetProperty("message").GetString()!,
        Enum.Parse<FaultSeverity>(json.GetProperty("severity").GetString()!));

    private static int? LineOf(JsonElement json) => json.TryGetProperty("line", out var line) ? line.GetInt32() : null;
}
