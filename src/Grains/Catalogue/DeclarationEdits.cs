using System.Text;
using Universal.Catalogue;
using Universal.Git;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Catalogue;

/// <summary>Changes configuration files line by line, as edits of the repository that are published at once.</summary>
internal sealed class DeclarationEdits(ICatalogue catalogue, IGrainFactory grains)
{
    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    /// <summary>Puts a line at the end of a file, which may not be there yet.</summary>
    /// <param name="resource">What it declares.</param>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="message">What is done, for the history.</param>
    /// <param name="author">Name of the identity.</param>
    public async Task<DeclarationEditResult<T>> AppendAsync<T>(T resource, string file, string line, string message, string author)
        where T : class => Told(await EditAsync(file, text => DeclarationText.Append(text ?? "", line), message, author), resource);

    /// <summary>
    /// Puts a line in place of a declaration, or nothing. Refused when the declaration has no lines for itself, or when they are no longer a call of its cmdlet.
    /// </summary>
    /// <param name="resource">What is declared.</param>
    /// <param name="at">Where it is declared.</param>
    /// <param name="noun">The noun of its cmdlet.</param>
    /// <param name="line">The new line. Null: the declaration is taken out.</param>
    /// <param name="message">What is done, for the history.</param>
    /// <param name="author">Name of the identity.</param>
    public async Task<DeclarationEditResult<T>> ReplaceAsync<T>(T resource, (string File, int? Line, int? EndLine) at, string noun, string? line, string message, string author)
        where T : class
    {
        if (at is not { Line: { } first, EndLine: { } last }) return Refused(resource, $"Its declaration, {at.File}:{at.Line}, is no line of its own; change that file.");
        return Told(await EditAsync(
            at.File,
            text => text?.SplitLines() is { } lines && lines.Count >= last && lines[first - 1].Contains(noun, StringComparison.OrdinalIgnoreCase)
                ? DeclarationText.Replace(text, first, last, line)
                : null,
            message,
            author), resource);
    }

    /// <summary>There is no such resource.</summary>
    public static DeclarationEditResult<T> NotFound<T>()
        where T : class => new(DeclarationEditStatus.NotFound, null, NoErrors);

    /// <summary>What is to be declared is not sound.</summary>
    public static DeclarationEditResult<T> Invalid<T>(IReadOnlyDictionary<string, string[]> errors)
        where T : class => new(DeclarationEditStatus.Invalid, null, errors);

    /// <summary>What is to be declared has the name of something else.</summary>
    public static DeclarationEditResult<T> Taken<T>(string kind, string name)
        where T : class => Invalid<T>(new Dictionary<string, string[]> { ["name"] = [$"There is a {kind} '{name}' already."] });

    /// <summary>The repository cannot be changed in this way.</summary>
    public static DeclarationEditResult<T> Refused<T>(T resource, string? reason)
        where T : class => new(DeclarationEditStatus.Refused, resource, NoErrors, reason);

    private static DeclarationEditResult<T> Told<T>(GitEditResult result, T resource)
        where T : class => result.Status == GitEditStatus.Done ? new(DeclarationEditStatus.Done, resource, NoErrors, EditId: result.Edit!.Id) : Refused(resource, result.Error);

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
