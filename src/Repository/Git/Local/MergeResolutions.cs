using System.Text.Json;

namespace Universal.Repository.Git.Local;

/// <summary>
/// How one conflict was resolved. It holds as long as the three contents are the same, whatever else either side commits meanwhile.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Base">Id of the content before both; null: none.</param>
/// <param name="Ours">Id of the content here; null: deleted.</param>
/// <param name="Theirs">Id of the content at the remote; null: deleted.</param>
/// <param name="Result">Id of the content that was chosen; null: the file is deleted.</param>
/// <param name="Mode">Git's mode of the file.</param>
internal sealed record MergeResolution(string Path, string? Base, string? Ours, string? Theirs, string? Result, int Mode);

/// <summary>The resolutions of the merge that is under way, in git's folder.</summary>
internal static class MergeResolutions
{
    private const string Name = "universal-resolutions.json";

    public static IReadOnlyList<MergeResolution> Read(string gitFolder)
    {
        var path = Path.Combine(gitFolder, Name);
        return File.Exists(path) ? JsonSerializer.Deserialize<MergeResolution[]>(File.ReadAllText(path)) ?? [] : [];
    }

    /// <summary>Adds one, in place of an earlier one for that file.</summary>
    public static void Add(string gitFolder, MergeResolution resolution)
    {
        var others = Read(gitFolder).Where(other => other.Path != resolution.Path);
        Checkout.WriteWhole(Path.Combine(gitFolder, Name), JsonSerializer.Serialize<MergeResolution[]>([.. others, resolution]));
    }

    /// <summary>Forgets all: the merge is done.</summary>
    public static void Clear(string gitFolder) => File.Delete(Path.Combine(gitFolder, Name));
}
