using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Git;
using static Universal.Security.Roles;

namespace Universal.Gateway.Git;

/// <summary>
/// Edits. <c>current</c> in place of a number stands for the caller's newest open one. Administrators make them: configuration can load any file of the
/// repository, so who changes one could give themselves any right.
/// </summary>
internal static class GitEditEndpoints
{
    private const long MaxBody = 10 * 1024 * 1024;
    private const string Current = "current";

    public static RouteGroupBuilder MapGitEdits(this RouteGroupBuilder git)
    {
        var group = git.MapGroup("/edit");
        group.MapGet("", List).WithName("ListGitEdits").Allow(Administrator, Operator, Reader)
            .WithSummary("Edits of the repository, newest first");
        group.MapPost("", Create).WithName("CreateGitEdit").Allow(Administrator).WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Begins an edit; with files and in automatic mode it is published at once. Each call begins another");
        group.MapGet("/{id}", Get).WithName("GetGitEdit").Allow(Administrator, Operator, Reader)
            .WithSummary("An edit with its files and conflicts");
        group.MapPut("/{id}/files", Put).WithName("PutGitEditFiles").Allow(Administrator).WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Adds files to an open edit, or replaces them");
        group.MapGet("/{id}/diff", Diff).WithName("GetGitEditDiff").Allow(Administrator, Operator, Reader).ProducesProblem(403)
            .WithSummary("What an edit makes of a file, as a unified diff; of files below .universal for administrators only");
        group.MapPost("/{id}/publish", Publish).WithName("PublishGitEdit").Allow(Administrator)
            .WithSummary("Publishes an open edit as one commit; tried again until the remote has it");
        group.MapPost("/{id}/resolve", Resolve).WithName("ResolveGitConflict").Allow(Administrator).WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Decides a conflict; with the last one the edit is published");
        group.MapPost("/{id}/discard", Discard).WithName("DiscardGitEdit").Allow(Administrator)
            .WithSummary("Gives up an edit that is not published, or some of its files");
        return git;
    }

    private static async Task<Results<Ok<IReadOnlyList<GitEdit>>, ValidationProblem>> List(
        IGrainFactory grains, Caller caller, bool unfinished = false, long? before = null, int take = Paging.DefaultTake)
    {
        if (Paging.Check(take, Paging.MaxTake, before, "before") is { } invalid) return invalid;
        var edits = await Edits(grains).List(unfinished, before, take);
        return TypedResults.Ok<IReadOnlyList<GitEdit>>([.. edits.Select(edit => For(caller, edit))]);
    }

    private static async Task<Results<Ok<GitEdit>, NotFound, ValidationProblem, ProblemHttpResult>> Create(
        GitEditBody? body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        var files = body?.Files ?? [];
        if (FaultOf(files) is { } fault) return Problems.Invalid("files", fault);
        var publish = body?.Publish ?? (files.Length > 0 && (await grains.GetGrain<IGitGrain>(0).GetSettings()).Mode == GitMode.Automatic);
        var result = await Edits(grains).Create(caller.Name!, body?.Message, [.. files.Select(file => file.ToContent())], publish);
        return await AnswerAsync(result, "git.edit.create", caller, audit);
    }

    private static async Task<Results<Ok<GitEdit>, NotFound>> Get(string id, IGrainFactory grains, Caller caller) =>
        await FindAsync(id, grains, caller) is { } number && await Edits(grains).Get(number) is { } edit ? TypedResults.Ok(For(caller, edit)) : TypedResults.NotFound();

    private static async Task<Results<Ok<GitEdit>, NotFound, ValidationProblem, ProblemHttpResult>> Put(
        string id, GitFilesBody body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (FaultOf(body.Files ?? []) is { } fault) return Problems.Invalid("files", fault);
        if (await FindAsync(id, grains, caller) is not { } number) return TypedResults.NotFound();
        return await AnswerAsync(await Edits(grains).Put(number, [.. (body.Files ?? []).Select(file => file.ToContent())]), "git.edit.change", caller, audit);
    }

    private static async Task<Results<Ok<GitEditDiff>, NotFound, ProblemHttpResult>> Diff(string id, string path, IGrainFactory grains, Caller caller)
    {
        if (!caller.Is(Administrator) && IsConfiguration(path)) return Problems.Of(403, "forbidden", "Configuration can hold secrets: the changes of files below .universal are for administrators.");
        return await FindAsync(id, grains, caller) is { } number && await Edits(grains).Diff(number, path) is { } diff ? TypedResults.Ok(diff) : TypedResults.NotFound();
    }

    // What it declares is shown with its secrets masked by the catalogue; the text of a file cannot be.
    private static GitEdit For(Caller caller, GitEdit edit) => caller.Is(Administrator) || !edit.Conflicts.Any(conflict => IsConfiguration(conflict.Path))
        ? edit
        : edit with { Conflicts = [.. edit.Conflicts.Select(conflict => IsConfiguration(conflict.Path) ? conflict with { Base = null, Mine = null, Theirs = null } : conflict)] };

    private static bool IsConfiguration(string path) => path.Replace('\\', '/').Split('/').Any(part => part.Equals(".universal", StringComparison.OrdinalIgnoreCase));

    private static async Task<Results<Ok<GitEdit>, NotFound, ValidationProblem, ProblemHttpResult>> Publish(
        string id, GitPublishBody? body, IGrainFactory grains, Caller caller, AuditTrail audit) =>
        await FindAsync(id, grains, caller) is { } number
            ? await AnswerAsync(await Edits(grains).Publish(number, body?.Message, body?.Paths), "git.edit.publish", caller, audit)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<GitEdit>, NotFound, ValidationProblem, ProblemHttpResult>> Resolve(
        string id, GitResolveBody body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (body.Path is null) return Problems.Invalid("path", "Give the path of the file.");
        if (body.Choice is not { } choice || !Enum.IsDefined(choice)) return Problems.Invalid("choice", "Must be Mine, Theirs or Content.");
        if (await FindAsync(id, grains, caller) is not { } number) return TypedResults.NotFound();
        // Without the type, no content would become an empty file instead of a deleted one.
        var content = body.Content is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(body.Content);
        return await AnswerAsync(await Edits(grains).Resolve(number, body.Path, choice, content), "git.edit.resolve", caller, audit);
    }

    private static async Task<Results<Ok<GitEdit>, NotFound, ValidationProblem, ProblemHttpResult>> Discard(
        string id, GitDiscardBody? body, IGrainFactory grains, Caller caller, AuditTrail audit) =>
        await FindAsync(id, grains, caller) is { } number
            ? await AnswerAsync(await Edits(grains).Discard(number, body?.Paths), "git.edit.discard", caller, audit)
            : TypedResults.NotFound();

    // JSON has nulls where the type has none.
    private static string? FaultOf(GitFileBody?[] files) =>
        files.Select(file => file is null ? GitFileBody.NoPath : file.Fault).FirstOrDefault(fault => fault is not null);

    private static async Task<long?> FindAsync(string id, IGrainFactory grains, Caller caller)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        if (id != Current) return null;
        var edits = await Edits(grains).List(true, null, Paging.MaxTake);
        return edits.FirstOrDefault(edit => edit.State == GitEditState.Open && edit.Node is null && caller.IsIdentity(edit.Author))?.Id;
    }

    private static async Task<Results<Ok<GitEdit>, NotFound, ValidationProblem, ProblemHttpResult>> AnswerAsync(
        GitEditResult result, string action, Caller caller, AuditTrail audit)
    {
        switch (result.Status)
        {
            case GitEditStatus.NotFound:
                return TypedResults.NotFound();
            case GitEditStatus.Invalid:
                return Problems.Invalid("edit", result.Error!);
            case GitEditStatus.Conflict:
                return Problems.Of(409, "edit_state", result.Error!);
            case GitEditStatus.ReadOnly:
                return Problems.Of(409, "read_only", result.Error!);
            case GitEditStatus.NotConfigured:
                return Problems.Of(409, "not_configured", result.Error!);
        }

        await audit.WriteAsync(caller, action, result.Edit!.Id.ToString(CultureInfo.InvariantCulture), string.Join(", ", result.Edit.Files.Select(file => file.Path).Take(20)));
        return TypedResults.Ok(result.Edit);
    }

    private static IGitEditsGrain Edits(IGrainFactory grains) => grains.GetGrain<IGitEditsGrain>(0);
}
