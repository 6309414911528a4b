using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Clock;
using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Persistence.Triggers;
using Universal.Repository.Catalogue;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>Does what a trigger is for when its event has happened: starts its job, stores its webhook. Repeating it for the same event does nothing more.</summary>
internal sealed partial class TriggerAction(
    ICatalogue catalogue,
    JobCreator creator,
    IJobStore jobs,
    ITriggerStore store,
    TriggerNotes notes,
    ConditionRunner conditions,
    IGrainFactory grains,
    IOptions<TriggerOptions> options,
    ClusterClock clock,
    ILogger<TriggerAction> logger)
{
    // Nobody nests jobs so deeply but by a mistake that is one of triggers no more.
    private const int MaxParents = 100;

    /// <summary>Starts the trigger for an event that matches it.</summary>
    /// <exception cref="Exception">The database or the cluster does not answer: do it again.</exception>
    public async Task FireAsync(TriggerDefinition trigger, PlatformEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Recovered && !notes.WasDeclared(trigger, happened.At)) return;
        var depth = await DepthAsync(happened, cancellationToken);
        switch (TriggerRules.Decide(trigger.Recursive, depth, options.Value.MaxDepth))
        {
            case TriggerDecision.NotRecursive:
                LogNotRecursive(trigger.Name, happened.Id);
                return;
            case TriggerDecision.TooDeep:
                LogTooDeep(trigger.Name, happened.Id, depth);
                return;
        }

        var key = TriggerRules.KeyOf(trigger, happened);
        if (happened.Recovered && await IsDoneAsync(trigger, key, cancellationToken)) return;
        var all = TriggerParameters.Of(happened, trigger.Name);
        if (!await IsMetAsync(trigger, happened, all, cancellationToken)) return;
        // 1. The webhook is stored under its key: from here on it is sent, whoever dies.
        if (trigger.Webhook is not null) await StoreWebhookAsync(trigger, happened, key, cancellationToken);
        // 2. The job is stored under its key. A crash before leaves it to who tells of the event again.
        if (trigger.TriggerScript is not null) await StartJobAsync(trigger, happened, key, depth, all, cancellationToken);
    }

    /// <summary>How many triggers led to the event. A job that a trigger's job started counts as the trigger's too.</summary>
    private async Task<int> DepthAsync(PlatformEvent happened, CancellationToken cancellationToken)
    {
        var job = happened.Job ?? (happened.CauseJobId is { } cause ? await jobs.GetAsync(cause, cancellationToken) : null);
        for (var i = 0; i < MaxParents && job is not null; i++)
        {
            if (job.Origin is { Kind: JobOriginKind.Trigger } origin) return origin.Depth;
            job = job.ParentId is { } parent ? await jobs.GetAsync(parent, cancellationToken) : null;
        }

        return 0;
    }

    private async Task<bool> IsDoneAsync(TriggerDefinition trigger, string key, CancellationToken cancellationToken) =>
        (trigger.Webhook is null || await store.HasDeliveryAsync(key, cancellationToken))
        && (trigger.TriggerScript is null || await jobs.FindByIdempotencyKeyAsync(null, TriggerRules.KeyPrefix + key, cancellationToken) is not null);

    private async Task<bool> IsMetAsync(TriggerDefinition trigger, PlatformEvent happened, JsonObject all, CancellationToken cancellationToken)
    {
        if (trigger.Condition is null) return true;
        switch (await conditions.EvaluateAsync(trigger.Condition, all.ToJsonString(), null, cancellationToken))
        {
            case ConditionOutcome.Met:
                return true;
            case ConditionOutcome.Failed failed:
                LogConditionFailed(trigger.Name, happened.Id, failed.Reason);
                return false;
            default:
                LogConditionNotMet(trigger.Name, happened.Id);
                return false;
        }
    }

    private async Task StoreWebhookAsync(TriggerDefinition trigger, PlatformEvent happened, string key, CancellationToken cancellationToken)
    {
        var now = await clock.ReadAsync(cancellationToken);
        var stored = await store.InsertDeliveryAsync(key, new WebhookDelivery
        {
            Trigger = trigger.Name,
            EventId = happened.Id,
            Event = happened.Kind,
            To = trigger.Webhook!.To,
            Payload = TriggerParameters.Payload(happened, trigger.Name),
            NextAt = now,
            CreatedAt = now,
            ChangedAt = now,
        }, cancellationToken);
        // Not told, it is found within the minute.
        if (stored) grains.GetGrain<IWebhooksGrain>(0).Wake().Ignore();
    }

    private async Task StartJobAsync(
        TriggerDefinition trigger, PlatformEvent happened, string key, int depth, JsonObject all, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(trigger.TriggerScript!) is not { } script)
        {
            LogScriptGone(trigger.Name, happened.Id, trigger.TriggerScript!);
            return;
        }

        var request = new JobRequest
        {
            Script = script.Path,
            Parameters = TriggerParameters.For(script, all),
            Environment = trigger.Environment,
            IdempotencyKey = TriggerRules.KeyPrefix + key,
        };
        var result = await creator.CreateLaterAsync(
            request, JobOrigin.Trigger(trigger.Name, depth + 1, happened.Job?.Id), trigger.Delay > TimeSpan.Zero ? happened.At + trigger.Delay : null, cancellationToken);
        if (result.Job is { } job) LogStarted(trigger.Name, happened.Id, job.Id, result.Status);
        else LogNotStarted(trigger.Name, happened.Id, string.Join(" ", result.Errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}")));
    }
}
