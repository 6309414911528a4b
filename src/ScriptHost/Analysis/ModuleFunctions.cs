using System.Management.Automation.Language;
using System.Text;

namespace Universal.ScriptHost.Analysis;

/// <summary>Finds functions in the files of a repository's modules.</summary>
internal static class ModuleFunctions
{
    private const int MaxFiles = 500;

    /// <summary>
    /// What the first function of that name in the module's files says. Null: the module is not in the repository, or none of its files has such a
    /// function at its top level: a compiled command, or one that is made at run time.
    /// </summary>
    public static ScriptFacts? Find(string root, string module, string function)
    {
        var modules = Path.Combine(root, "Modules");
        if (!Directory.Exists(modules)) return null;
        try
        {
            var folder = Directory.EnumerateDirectories(modules).FirstOrDefault(folder => Path.GetFileName(folder).Equals(module, StringComparison.OrdinalIgnoreCase));
            return folder is null ? null : Files(NewestVersion(folder), module).Select(file => FindIn(file, function)).FirstOrDefault(facts => facts is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The folder of a module, or of its highest version: <c>Modules/NAME/VERSION</c> holds the module when there is such a folder.</summary>
    public static string NewestVersion(string folder) => Directory.EnumerateDirectories(folder)
        .Where(version => Version.TryParse(Path.GetFileName(version), out _))
        .MaxBy(version => Version.Parse(Path.GetFileName(version))) ?? folder;

    private static IEnumerable<string> Files(string folder, string module) => Directory
        .EnumerateFiles(folder, "*.ps*1", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".PSM1" or ".PS1")
        .Take(MaxFiles)
        .OrderBy(file => !Path.GetFileName(file).Equals(module + ".psm1", StringComparison.OrdinalIgnoreCase))
        .ThenBy(file => file, StringComparer.Ordinal)
        .Where(file => new FileInfo(file).Length is > 0 and <= ScriptFiles.MaxBytes);

    private static ScriptFacts? FindIn(string file, string function)
    {
        var text = File.ReadAllText(file, Encoding.UTF8);
        if (!text.Contains(function, StringComparison.OrdinalIgnoreCase)) return null;
        var script = Parser.ParseInput(text, out _, out var faults);
        if (faults.Length > 0) return null;
        var found = script.Find(
            ast => ast is FunctionDefinitionAst definition && definition.Name.Equals(function, StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false);
        return found is FunctionDefinitionAst definition ? ScriptAnalyzer.Analyze(definition, script) : null;
    }
}
