using Universal.Repository.Git;

namespace Universal.Repository.Catalogue;

/// <summary>Finds the files of declared scripts.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="files">Its files.</param>
/// <param name="baseFolder">The folder that paths of scripts begin in, before the repository itself; null: none.</param>
internal sealed class ScriptSearch(string root, IReadOnlyList<RepositoryFile> files, string? baseFolder)
{
    private readonly Dictionary<string, RepositoryFile> _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    /// <summary>The folder that <c>Set-PSUSetting -ScriptBaseFolder</c> names; null: none, or none that can be.</summary>
    public static string? BaseFolderOf(IReadOnlyList<Declaration> declarations, List<CatalogueFault> faults)
    {
        if (declarations.LastOrDefault(declaration => declaration.Kind == "settings" && declaration.Text("ScriptBaseFolder") is not null) is not { } settings) return null;
        var folder = settings.Text("ScriptBaseFolder")!.Replace('\\', '/').Trim('/');
        if (folder.StartsWith("./", StringComparison.Ordinal)) folder = folder[2..];
        if (folder is "" or ".") return null;
        if (GitPath.IsInside(folder) && !WindowsOnly.IsPath(folder) && !Path.IsPathRooted(settings.Text("ScriptBaseFolder")!)) return folder;
        faults.Add(new CatalogueFault(
            settings.File, settings.Line, $"-ScriptBaseFolder must be a folder of the repository, relative to it; '{folder}' has no effect.", FaultSeverity.Warning));
        return null;
    }

    /// <summary>The file of a declared path, or null.</summary>
    public RepositoryFile? Find(string path) => baseFolder is null ? FindAt(path) : FindAt($"{baseFolder}/{path}") ?? FindAt(path);

    // Nothing in a hidden folder is a script by itself, but teams keep scripts in .universal and declare them.
    private RepositoryFile? FindAt(string path) => _files.GetValueOrDefault(path) ?? (RepositoryFiles.Find(root, path) is { } found ? _files.GetValueOrDefault(found.Path) ?? found : null);
}
