using System.Text.Json;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Makes scripts of what <c>New-PSUScript</c> declares.</summary>
internal static class ScriptDeclarations
{
    // Given, they would be taken for protection, or for work that is not done.
    private static readonly string[] WithoutEffect =
    [
        "Anonymous", "LoadProfile", "Parameter",
    ];

    /// <summary>The declared scripts. What is not in force is added to <paramref name="faults"/>.</summary>
    /// <param name="declarations">Everything that is declared.</param>
    /// <param name="root">The repository's folder, which a path can begin with.</param>
    /// <param name="faults">Takes the faults.</param>
    public static IReadOnlyList<DeclaredScript> Read(IReadOnlyList<Declaration> declarations, string root, List<CatalogueFault> faults) =>
    [
        .. declarations.Where(declaration => declaration.Kind == CatalogueKinds.Script)
            .Select(declaration => declaration.ReadWith(it => Read(it, root, faults), faults)).OfType<DeclaredScript>(),
    ];

    private static DeclaredScript? Read(Declaration declaration, string root, List<CatalogueFault> faults)
    {
        var text = TextOf(declaration);
        var path = text is null ? declaration.Text("Path") ?? declaration.Text("Name") : declaration.Name;
        if (path is not null && path.StartsWith(root, StringComparison.Ordinal)) path = path[root.Length..];
        path = path?.Replace('\\', '/').TrimStart('/');
        while (path?.StartsWith("./", StringComparison.Ordinal) == true) path = path[2..];
        if (string.IsNullOrWhiteSpace(path))
        {
            Fault("the script has neither -Path nor -Name.");
            return null;
        }

        foreach (var parameter in WithoutEffect.Where(declaration.Gives))
            Fault($"-{parameter} of \"{path}\" has no effect in this version.", FaultSeverity.Warning);
        var credential = RunAs.NameOf(declaration.Text("Credential"));
        if (credential is not null) Fault($"\"{path}\" cannot run: {RunAs.Refusal(credential)}", FaultSeverity.Refused);
        var standard = JobPolicy.Default;
        var environment = declaration.Text("Environment");
        var name = text is null ? declaration.Text("Name") : declaration.Name;
        var definition = new ScriptDefinition
        {
            Path = path,
            Name = name ?? path,
            Number = 0,
            Environment = environment ?? "",
            Description = declaration.Text("Description"),
            Policy = standard with
            {
                Timeout = declaration.Number("TimeOut") is > 0 and < 1_000_000 and var minutes ? TimeSpan.FromMinutes(minutes) : null,
                Retries = Whole("RetryLimit", 1000),
                MaxConcurrent = Whole("ConcurrentJobs", 1_000_000),
                KeepJobs = Whole("MaxHistory", int.MaxValue),
                ErrorAction = ErrorAction(),
                DiscardPipeline = declaration.IsTrue("DiscardPipeline"),
                WorkingDirectory = WorkingDirectory(),
                Roles = declaration.Texts("Role") is { Count: > 0 } roles ? roles : null,
            },
            DisableManualInvocation = declaration.IsTrue("DisableManualInvocation"),
            Enabled = Enabled(),
            Tags = Tags(declaration.Find("Tag")),
            Credential = credential,
        };
        return new DeclaredScript(declaration, path, environment, name, definition) { Text = text };

        int Whole(string parameter, int largest)
        {
            if (declaration.Number(parameter) is not { } number) return 0;
            if (number >= 0 && number <= largest && double.IsInteger(number)) return (int)number;
            Fault($"-{parameter} of \"{path}\" must be a whole number from 0 to {largest}.");
            return 0;
        }

        ScriptErrorAction ErrorAction()
        {
            switch (declaration.Text("ErrorAction"))
            {
                case null: return ScriptErrorAction.Continue;
                case var text when text.Equals("Ignore", StringComparison.OrdinalIgnoreCase): return ScriptErrorAction.SilentlyContinue;
                // Enum.TryParse would take numbers as well.
                case var text when Enum.GetNames<ScriptErrorAction>().FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } match:
                    return Enum.Parse<ScriptErrorAction>(match);
                case var text:
                    Fault($"-ErrorAction of \"{path}\" can be {string.Join(", ", Enum.GetNames<ScriptErrorAction>())} or Ignore, not '{text}'.");
                    return ScriptErrorAction.Continue;
            }
        }

        string? WorkingDirectory()
        {
            if (declaration.Text("WorkingDirectory")?.Replace('\\', '/').TrimEnd('/') is not { Length: > 0 } folder) return null;
            if (!WindowsOnly.IsPath(folder) && !Path.IsPathRooted(folder) && !folder.Split('/').Contains("..")) return folder;
            Fault($"-WorkingDirectory of \"{path}\" must be a folder of the repository, relative to it; \"{folder}\" has no effect.", FaultSeverity.Warning);
            return null;
        }

        bool Enabled()
        {
            var status = declaration.Text("Status");
            if (status is null || status.Equals("Published", StringComparison.OrdinalIgnoreCase)) return true;
            if (status.Equals("Disabled", StringComparison.OrdinalIgnoreCase)) return false;
            Fault($"-Status {status} of \"{path}\" has no effect in this version; only Disabled keeps a script from running.", FaultSeverity.Warning);
            return true;
        }

        void Fault(string message, FaultSeverity severity = FaultSeverity.Error) =>
            faults.Add(new CatalogueFault(declaration.File, declaration.Line, message, severity));
    }

    // The text of a script without a file: the block's, or one that calls the module's command.
    private static string? TextOf(Declaration declaration)
    {
        if (declaration.Find("ScriptBlock") is { ValueKind: JsonValueKind.Object } block && block.TryGetProperty("$script", out var script)) return script.GetString();
        if (declaration.Text("Module") is not { } module || declaration.Text("Command") is not { } command) return null;
        return $$"""
            # Calls the command with the job's parameters, which are in $args as names and values by turns. @args would not do: it makes two arguments of a switch.
            Import-Module -Name {{Quoted(module)}} -ErrorAction Stop
            $parameters = @{}
            for ($i = 0; $i -lt $args.Count; $i += 2) { $parameters[$args[$i].Trim('-', ':')] = $args[$i + 1] }
            & {{Quoted($"{module}\\{command}")}} @parameters

            """.ReplaceLineEndings("\n");
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // A tag is given by its name or as an object of New-PSUTag.
    private static string[] Tags(JsonElement? tags) => tags switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().SelectMany(item => Tags(item))],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Object } item when item.TryGetProperty("Name", out var name) => Tags(name),
        _ => [],
    };
}
