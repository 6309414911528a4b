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
    /// This document with what <paramref name="last"/> declared in each file that has an error and does not declare now, and in all files that were not
    /// reached: a faulty line takes neither the rest of its file away, nor what the file declared before, nor what others declare.
    /// </summary>
    public ConfigurationDocument WithLastGood(ConfigurationDocument last)
    {
        var faulty = Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.File).ToHashSet(StringComparer.Ordinal);
        if (!Complete) faulty.UnionWith(last.Declarations.Select(declaration => declaration.File).Except(Declarations.Select(declaration => declaration.File)));
        if (faulty.Count == 0) return this;
        var named = Declarations.Where(declaration => declaration.Name is not null).Select(Key).ToHashSet();
        // What has no name is not told from what it was before: those of a file stand or fall together.
        var nameless = Declarations.Where(declaration => declaration.Name is null).Select(declaration => (declaration.File, declaration.Kind)).ToHashSet();
        var kept = last.Declarations
            .Where(declaration => faulty.Contains(declaration.File))
            .Where(declaration => declaration.Name is null ? !nameless.Contains((declaration.File, declaration.Kind)) : !named.Contains(Key(declaration)))
            // Where it stood, something else stands now.
            .Select(declaration => declaration with { EndLine = null });
        return this with { Declarations = [.. Declarations, .. kept] };

        static (string Kind, string Name) Key(Declaration declaration) => (declaration.Kind, declaration.Name!.ToUpperInvariant());
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

    // What nothing acts on cannot be missing.
    private static CatalogueFault ReadFault(JsonElement json)
    {
        var severity = Enum.Parse<FaultSeverity>(json.GetProperty("severity").GetString()!);
        var file = json.GetProperty("file").GetString()!;
        // A file that takes all the time keeps those after it from being read, whatever it declares itself.
        var isIdle = !(json.TryGetProperty("code", out var code) && code.GetString() == "TimedOut") && CatalogueKinds.IsOfIdle(file, json.TryGetProperty("kind", out var kind) ? kind.GetString() : null);
        return new CatalogueFault(
            file, LineOf(json), json.GetProperty("message").GetString()!, severity == FaultSeverity.Error && isIdle ? FaultSeverity.Warning : severity);
    }

    private static int? LineOf(JsonElement json) => json.TryGetProperty("line", out var line) ? line.GetInt32() : null;
}
