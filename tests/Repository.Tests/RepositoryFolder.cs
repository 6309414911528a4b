namespace Universal.Repository.Tests;

/// <summary>A repository's folder of a test's own.</summary>
public sealed class RepositoryFolder : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("universal-repository-");

    public RepositoryFolder() => Directory.CreateDirectory(Root);

    /// <summary>A folder beside the repository, for what must not be reached.</summary>
    public string Outside => _parent.FullName;

    public string Root => Path.Combine(_parent.FullName, "repository");

    /// <summary>Writes a file whole at once: who watches the folder sees no half of it.</summary>
    public string Write(string path, string text = "")
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = Path.Combine(Outside, Guid.NewGuid().ToString("N"));
        File.WriteAllText(temporary, text);
        File.Move(temporary, file, overwrite: true);
        return file;
    }

    public void Declare(string json) => Write(".universal/scripts.json", json);

    public void Dispose() => _parent.Delete(recursive: true);
}
