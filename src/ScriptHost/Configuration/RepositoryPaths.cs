namespace Universal.ScriptHost.Configuration;

/// <summary>Writes paths of a repository without the folder that it is in, which differs from node to node.</summary>
internal sealed class RepositoryPaths(string root)
{
    private readonly string _prefix = root + Path.DirectorySeparatorChar;

    /// <summary>Absolute path of the repository, without a slash at its end.</summary>
    public string Root => root;

    /// <summary>The path in the repository, with forward slashes; the path as it is when it is elsewhere.</summary>
    public string Of(string path) =>
        path.StartsWith(_prefix, StringComparison.Ordinal) ? path[_prefix.Length..].Replace(Path.DirectorySeparatorChar, '/') : path;

    /// <summary>Whether a path is in the repository.</summary>
    public bool Contains(string path) => path.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>A message without the repository's folder.</summary>
    public string Clean(string message) => message.Replace(_prefix, "", StringComparison.Ordinal).Replace(root, ".", StringComparison.Ordinal);
}
