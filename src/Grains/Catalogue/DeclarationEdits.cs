using System.Text;
using Universal.Git;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Catalogue;

/// <summary>Changes configuration files line by line, as edits of the repository that are published at once.</summary>
internal sealed class DeclarationEdits(ICatalogue catalogue, IGrainFactory grains)
{
    /// <summary>Puts a line at the end of a file, which may not be there yet.</summary>
    public Task<GitEditResult> AppendAsync(string file, string line, string message, string author) =>
        EditAsync(file, text => DeclarationText.Append(text ?? "", line), message, author);

    /// <summary>Takes lines out of a file. Refused when they are no longer a call of a cmdlet with that noun.</summary>
    public Task<GitEditResult> CutAsync(string file, int first, int last, string noun, string message, string author) => EditAsync(
        file,
        text => text?.SplitLines() is { } lines && lines.Count >= last && lines[first - 1].Contains(noun, StringComparison.OrdinalIgnoreCase) ? DeclarationText.Cut(text, first, last) : null,
        message,
        author);

    private async Task<GitEditResult> EditAsync(string file, Func<string?, string?> edit, string message, string author)
    {
        var snapshot = catalogue.Current;
        var path = Path.Combine(snapshot.Root, file);
        // The name comes from the catalogue; a link may still lead anywhere.
        if (File.Exists(path) && (RealPath.Of(path) is not { } real || !RealPath.IsWithin(real, RealPath.Of(snapshot.Root)!)))
            return new GitEditResult(GitEditStatus.Invalid, null, $"The file {file} leads out of the repository.");
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path) : null;
        return edit(text) is { } changed
            ? await grains.GetGrain<IGitEditsGrain>(0).Create(author, message, [new GitFileContent(file, Encoding.UTF8.GetBytes(changed), snapshot.Commit)], publish: true)
            : new GitEditResult(GitEditStatus.Conflict, null, $"The file {file} is being changed; try again when its declarations are in force.");
    }
}
