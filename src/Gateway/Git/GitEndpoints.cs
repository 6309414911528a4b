using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Gateway.Input;
using Universal.Git;
using static Universal.Security.Roles;

namespace Universal.Gateway.Git;

internal static class GitEndpoints
{
    private const int MaxRaces = 5;

    public static RouteGroupBuilder MapGit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/git").WithTags("Git");
        group.MapGet("/settings", GetSettings).WithName("GetGitSettings").Allow(Administrator, Operator, Reader)
            .WithSummary("How the repository is kept in step with a git remote, without secrets");
        group.MapPut("/settings", SetSettings).WithName("SetGitSettings").Allow(Administrator)
            .WithSummary("Changes the settings for every node; what is left out stays. Nodes take them up within seconds");
        group.MapDelete("/settings", RemoveSettings).WithName("RemoveGitSettings").Allow(Administrator)
            .WithSummary("Removes the settings from the database; those of each node's own configuration count again");
        group.MapGet("/status", Status).WithName("GetGitStatus").Allow(Administrator, Operator, Reader)
            .WithSummary("Where each node's repository stands: commit, time, outcome, reason, changes");
        group.MapGet("/history", History).WithName("ListGitHistory").Allow(Administrator, Operator, Reader)
            .WithSummary("Synchronisations that changed something, failed or succeeded again, newest first");
        group.MapPost("/sync", Synchronize).WithName("SynchronizeGit").Allow(Administrator, Operator)
            .WithSummary("Makes every node synchronise now and publishes what waits; answers when all have, at most after 8 s");
        group.MapPost("/hook", Hook).WithName("GitHook").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(GitHook.MaxBody), new ReadsAnyBody())
            .WithSummary("Webhook of the remote's host, signed with the secret of the settings: every node synchronises at once");
        return group.MapGitEdits();
    }

    private static async Task<Ok<GitSettingsModel>> GetSettings(IGrainFactory grains) =>
        TypedResults.Ok(GitSettingsModel.Of(await Git(grains).GetSettings()));

    private static async Task<Results<Ok<GitSettingsModel>, ValidationProblem, ProblemHttpResult>> SetSettings(
        GitSettingsBody body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        var (change, result) = await ChangeAsync(body, grains, caller);
        if (result.Errors.Count > 0)
            return Problems.Invalid(result.Errors.ToDictionary(error => FieldOf(error.Key), error => error.Value));
        if (result.Settings is null) return Problems.Of(409, "changed_meanwhile", "Somebody else changed the settings; read them again.");
        await audit.WriteAsync(caller, "git.settings", change.Settings.Remote, change.ToString());
        return TypedResults.Ok(GitSettingsModel.Of(result.Settings));
    }

    // What is left out stays as it is, so the rest is laid over what was read, and over nothing else. Who names a version has the conflict told; for others it is read again.
    private static async Task<(GitSettingsChange Change, GitSettingsResult Result)> ChangeAsync(GitSettingsBody body, IGrainFactory grains, Caller caller)
    {
        for (var race = 1; ; race++)
        {
            var before = await Git(grains).GetSettings();
            var change = body.Over(before) with { Version = body.Version ?? before.Version };
            var result = await Git(grains).SetSettings(change, caller.Name);
            if (result.Settings is not null || result.Errors.Count > 0 || body.Version is not null || race == MaxRaces) return (change, result);
        }
    }

    private static async Task<Results<NoContent, NotFound>> RemoveSettings(IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (!await Git(grains).RemoveSettings()) return TypedResults.NotFound();
        await audit.WriteAsync(caller, "git.settings.remove", null);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<GitNodeStatus>>> Status(IGrainFactory grains) => TypedResults.Ok(await Git(grains).ListNodes());

    private static async Task<Results<Ok<IReadOnlyList<GitSyncRecord>>, ValidationProblem>> History(
        IGrainFactory grains, long? before = null, int take = Paging.DefaultTake)
    {
        if (Paging.Check(take, Paging.MaxTake, before, "before") is { } invalid) return invalid;
        return TypedResults.Ok(await Git(grains).ListHistory(before, take));
    }

    private static async Task<Ok<IReadOnlyList<GitNodeStatus>>> Synchronize(IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        await audit.WriteAsync(caller, "git.synchronize", null);
        return TypedResults.Ok(await Git(grains).Synchronise(GitTrigger.Request));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Hook(HttpRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await Git(grains).GetHookSecret() is not { } secret)
            return Problems.Of(403, "hook_closed", "No secret for the webhook is set; set \"hookSecret\" in the git settings.");
        if (!await GitHook.IsSignedAsync(request, secret, cancellationToken))
            return Problems.Of(401, "hook_signature", "The signature is missing or wrong; sign with the secret of the git settings.");
        // The sender waits for seconds only, and an exchange may take longer.
        Git(grains).Synchronise(GitTrigger.Hook).Ignore();
        return TypedResults.Accepted((string?)null);
    }

    // The names of the contract, as the body has them.
    private static string FieldOf(string field) => field switch
    {
        nameof(GitSettings.User) => "userName",
        "Secret" => "password",
        nameof(GitSettings.Behavior) => "syncBehavior",
        nameof(GitSettings.Proxy) => "proxyUrl",
        _ => char.ToLowerInvariant(field[0]) + field[1..],
    };

    private static IGitGrain Git(IGrainFactory grains) => grains.GetGrain<IGitGrain>(0);
}
