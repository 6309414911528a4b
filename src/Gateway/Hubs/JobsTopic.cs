using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;
using Universal.Gateway.Jobs;
using Universal.Jobs;
using Universal.Security;

namespace Universal.Gateway.Hubs;

/// <summary>State of the topic <c>jobs</c>.</summary>
/// <param name="Jobs">The jobs that have not ended, newest first, at most 100. Without their parameters.</param>
/// <param name="Truncated">Whether there are more.</param>
internal sealed record LiveJobsModel(IReadOnlyList<JobModel> Jobs, bool Truncated);

/// <summary>
/// Changes of jobs, for each caller those that the list of jobs would give. Callers who see the same are told with one message. Descendants of own jobs that
/// another identity asked for are left out: to know them would cost a read for each change.
/// </summary>
internal sealed class JobsTopic : HubTopic
{
    private const int MaxState = 100;
    private static readonly TimeSpan AfterNodes = TimeSpan.FromSeconds(3);
    private static readonly JobState[] Live = [.. Enum.GetValues<JobState>().Where(state => !state.IsFinal())];
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly SharedReads<Caller, SerializedHubMessage> _states;
    private readonly Lock _gate = new();
    private DateTimeOffset? _dueAt;

    public JobsTopic(HubClients clients, IGrainFactory grains, TimeProvider time) : base(BroadcastTopics.Jobs, "jobs", clients)
    {
        (_grains, _time) = (grains, time);
        _states = new(ReadAsync);
    }

    /// <summary>What a node had stored and not told when it died is found when it is known to be dead.</summary>
    public override BroadcastTopics Wanted => BroadcastTopics.Jobs | BroadcastTopics.Nodes;

    public override bool Allows(Caller caller) => caller.Is(Roles.Execute) || caller.Is(Roles.Reader);

    public override async Task<SerializedHubMessage?> StateAsync(HubClient client) => await _states.ReadAsync(ViewOf(client.Caller), client.Caller);

    public override void Take(BroadcastContent content)
    {
        if (content is NodesContent) Due(AfterNodes);
        else if (content is JobsContent { Reset: true }) Due(TimeSpan.Zero);
        else if (content is JobsContent changes) Tell(changes.Jobs);
    }

    public override async Task TickAsync()
    {
        lock (_gate)
        {
            if (_dueAt is not { } due || due > _time.GetUtcNow()) return;
            _dueAt = null;
        }

        try
        {
            await SendStateAsync();
        }
        catch
        {
            Due(AfterNodes);
            throw;
        }
    }

    private void Due(TimeSpan after)
    {
        lock (_gate) _dueAt = _time.GetUtcNow() + after;
    }

    private void Tell(IReadOnlyList<JobRecord> jobs)
    {
        var models = new Dictionary<long, JobModel>();
        var messages = new Dictionary<string, SerializedHubMessage?>();
        var owners = new HashSet<string>(jobs.Select(job => job.Identity ?? ""), StringComparer.OrdinalIgnoreCase);
        foreach (var client in Listeners)
        {
            var caller = client.Caller;
            if (!caller.SeesAllJobs && !owners.Contains(caller.Name ?? "")) continue;
            var view = ViewOf(caller);
            if (!messages.TryGetValue(view, out var message))
            {
                JobModel[] seen = [.. jobs.Where(job => Sees(caller, job)).Select(ModelOf)];
                messages[view] = message = seen.Length == 0 ? null : Change(seen);
            }

            if (message is not null) client.Send(Topic, message);
        }

        JobModel ModelOf(JobRecord job) => models.TryGetValue(job.Id, out var model) ? model : models[job.Id] = JobModel.Of(job with { Parameters = null });
    }

    private async Task<SerializedHubMessage> ReadAsync(Caller caller)
    {
        var query = new JobQuery { States = Live, Take = MaxState, Identity = caller.SeesAllJobs ? null : caller.Name };
        var page = await _grains.GetGrain<IJobsGrain>(0).List(query);
        return State(new LiveJobsModel([.. page.Jobs.Where(job => Sees(caller, job)).Select(job => JobModel.Of(job with { Parameters = null }))], page.NextBefore is not null));
    }

    private static bool Sees(Caller caller, JobRecord job) => JobAccess.MaySee(caller, job) && (caller.SeesAllJobs || caller.IsIdentity(job.Identity));

    // Callers with the same view see the same jobs.
    private static string ViewOf(Caller caller) =>
        $"{(caller.SeesAllJobs ? "" : caller.Name?.ToLowerInvariant())}/{string.Join(',', caller.Roles.Select(role => role.ToLowerInvariant()).Order(StringComparer.Ordinal))}";
}
