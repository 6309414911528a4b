using System.Collections.Concurrent;

namespace Universal.Persistence.Statements;

/// <summary>The embedded <c>.sql</c> files, each read once.</summary>
internal sealed class StatementTexts
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>A run-time statement of an engine by its name.</summary>
    public string Get(string engine, string statement) => _texts.GetOrAdd($"{engine}/Statements/{statement}.sql", Read);

    /// <summary>The numbered schema scripts of an engine, in their order, by file name.</summary>
    public static IReadOnlyList<(string Name, string Text)> SchemaScripts(string engine)
    {
        var prefix = $"{engine}/Schema/";
        return
        [
            .. typeof(StatementTexts).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[prefix.Length..], Read(name))),
        ];
    }

    private static string Read(string resource)
    {
        using var stream = typeof(StatementTexts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The program has no statement {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
