using System.Text;
using Universal.Catalogue;
using Universal.Git;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Catalogue;

/// <summary>
/// Changes configuration files line by line, as edits of the repository that are published at once. While the remote is away they wait for it, and that is
/// success. What cannot be published is refused, and leaves no edit behind.
/// </summary>
internal sealed class DeclarationEdits(ICatalogue catalogue, IGrainFactory grains, TimeProvider time)
{
    private const int AppendTries = 5;

    // Who asked waits for all of it.
    private static readonly TimeSpan AppendLimit = TimeSpan.FromSeconds(10);

    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    private IGitEditsGrain Edits => grains.GetGrain<IGitEditsGrain>(0);

    /// <summary>
    /// Puts a line at the end of a file, which may not be there yet. Lines that others put there meanwhile stay. Refused when one of them declares the same,
    /// and when others are faster several times in a row.
    /// </summary>
    /// <param name="resource">What it declares.</param>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="message">What is done, for the history.</param>
    /// <param name="author">Name of the identity.</param>
    public async Task<DeclarationEditResult<T>> AppendAsync<T>(T resource, string file, string line, string message, string author)
        where T : class
    {
        var begun = time.GetTimestamp();
        var result = await EditAsync(
            file,
            $"The file {file} declares that already, and it is not in force, because the file is being changed, or is faulty; try again later, or look at its faults.",
            text => text is not null && DeclarationText.Declares(text, line) ? null : DeclarationText.Append(text ?? "", line),
            message,
            author);
        // A node has a commit some moments after the remote, so two lines in a row are a conflict. It comes with what the remote has, and the line goes after that.
        for (var i = 0; i < AppendTries && time.GetElapsedTime(begun) < AppendLimit; i++)
        {
            if (result.Edit is not { State: GitEditState.Conflict, Conflicts: [{ Theirs: { } newest }] } edit || DeclarationText.Declares(newest, line)) break;
            var resolved = await Edits.Resolve(edit.Id, file, GitConflictChoice.Content, Encoding.UTF8.GetBytes(DeclarationText.Append(newest, line)));
            // Somebody else decided it, or changed the settings, in the same moment.
            result = resolved.Status == GitEditStatus.Done ? resolved : new GitEditResult(GitEditStatus.Done, await Edits.Get(edit.Id) ?? edit);
        }

        return await ToldAsync(result, resource);
    }

    /// <summary>
    /// Puts a line in place of a declaration, or nothing. Refused when the declaration has no lines for itself, or when they are not its lines any more.
    /// </summary>
    /// <param name="resource">What is declared.</param>
    /// <param name="at">Where it is declared.</param>
    /// <param name="isIt">Whether lines declare it. The file can be newer than the catalogue in force, and something else stand there.</param>
    /// <param name="line">The new line. Null: the declaration is taken out.</param>
    /// <param name="message">What is done, for the history.</param>
    /// <param name="author">Name of the identity.</param>
    public async Task<DeclarationEditResult<T>> ReplaceAsync<T>(T resource, (string File, int? Line, int? EndLine) at, Func<string, bool> isIt, string? line, string message, string author)
        where T : class
    {
        if (at is not { Line: { } first, EndLine: { } last }) return Refused(resource, $"Its declaration, {at.File}:{at.Line}, is no line of its own; change that file.");
        return await ToldAsync(await EditAsync(
            at.File,
            $"{at.File}:{first} does not give the name in so many words, or has just been changed; try again when it is in force, or change that file.",
            text => text?.SplitLines() is { } lines && lines.Count >= last && isIt(string.Concat(lines.Take(last).Skip(first - 1)))
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

    /// <summary>What is to be declared is not sound, in one field.</summary>
    public static DeclarationEditResult<T> Invalid<T>(string field, string error)
        where T : class => Invalid<T>(new Dictionary<string, string[]> { [field] = [error] });

    /// <summary>What is to be declared has the name of something else.</summary>
    public static DeclarationEditResult<T> Taken<T>(string kind, string name)
        where T : class => Invalid<T>("name", $"There is a {kind} '{name}' already.");

    /// <summary>The repository cannot be changed in this way.</summary>
    public static DeclarationEditResult<T> Refused<T>(T resource, string? reason)
        where T : class => new(DeclarationEditStatus.Refused, resource, NoErrors, reason);

    private async Task<DeclarationEditResult<T>> ToldAsync<T>(GitEditResult result, T resource)
        where T : class
    {
        if (result is not { Status: GitEditStatus.Done, Edit: { } edit }) return Refused(resource, result.Error);
        var isConflict = edit.State == GitEditState.Conflict;
        // It was made for somebody who does not know of it: nobody would decide it, or change it.
        if (isConflict || edit.State == GitEditState.Open) edit = (await Edits.Discard(edit.Id, null)).Edit ?? edit;
        return edit.State is GitEditState.Pending or GitEditState.Published
            ? new DeclarationEditResult<T>(DeclarationEditStatus.Done, resource, NoErrors, EditId: edit.Id)
            : Refused(resource, $"The repository was not changed. {edit.Detail}{(isConflict ? " Try again when this node has the remote's newest commit." : "")}".TrimEnd());
    }

    private async Task<GitEditResult> EditAsync(string file, string refusal, Func<string?, string?> edit, string message, string author)
    {
        var snapshot = catalogue.Current;
        var path = Path.Combine(snapshot.Root, file);
        // The name comes from the catalogue; a link may still lead anywhere.
        if (File.Exists(path) && (RealPath.Of(path) is not { } real || !RealPath.IsWithin(real, RealPath.Of(snapshot.Root)!)))
            return new GitEditResult(GitEditStatus.Invalid, null, $"The file {file} leads out of the repository.");
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path) : null;
        return edit(text) is { } changed
            ? await Edits.Create(author, message, [new GitFileContent(file, Encoding.UTF8.GetBytes(changed), snapshot.Commit)], publish: true)
            : new GitEditResult(GitEditStatus.Conflict, null, refusal);
    }
}
