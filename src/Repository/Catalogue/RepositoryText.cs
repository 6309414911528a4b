namespace Universal.Repository.Catalogue;

/// <summary>
/// Opens files of a repository whose kind is not known. A job can make a pipe in it, or a link to a device: opening the one waits for a writer for ever,
/// reading the other never ends. Both have no length, and such a file is taken for an empty one.
/// </summary>
internal static class RepositoryText
{
    /// <summary>The bytes of a file.</summary>
    public static byte[] ReadBytes(string path) => IsEmpty(path) ? [] : File.ReadAllBytes(path);

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => IsEmpty(path) ? "" : File.ReadAllText(path);

    /// <summary>The file from its beginning.</summary>
    public static Stream Open(string path) => IsEmpty(path) ? Stream.Null : File.OpenRead(path);

    private static bool IsEmpty(string path)
    {
        var file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length == 0;
    }
}
