namespace Universal.Grains.Execution;

/// <summary>Tells a file that is missing from the repository from a repository that is missing: the one is the script's fault and lasts, the other is the node's and may pass.</summary>
internal static class RepositoryFolder
{
    /// <summary>What keeps this node from having the files in <paramref name="root"/>; null: nothing.</summary>
    public static string? FaultOf(string root)
    {
        if (!Directory.Exists(root)) return $"The repository's folder {root} is not there.";
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(root).GetEnumerator();
            entries.MoveNext();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"The repository's folder {root} cannot be read: {error.Message}";
        }
    }
}
