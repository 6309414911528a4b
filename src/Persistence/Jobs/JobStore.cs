using System.Runtime.CompilerServices;
using System.Text.Json;
using Universal.Jobs;
using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Jobs;

/// <inheritdoc/>
internal sealed class JobStore(Database database, GroupCommitPump pump) : IJobStore
{
    // Below the number of locks at which SQL Server tries one of the whole table.
    private const int OutputSlice = 4000;

    private const int AnyState = -1;
    private const int LiveStates = 0b1111;
    private const int UnsuccessfulStates = ~((1 << ((int)JobState.Completed + 1)) - 1);

    public Task<bool> InsertAsync(JobRecord job, CancellationToken cancellationToken = default) => pump.WriteAsync(
        new PendingWrite<bool>(WriteKind.JobInsert, job.Id, JobColumns.Weight(job), missing: false, rows => JobColumns.WriteNew(rows, job)),
        cancellationToken);

    public Task<bool> UpdateAsync(JobRecord job, CancellationToken cancellationToken = default) => pump.WriteAsync(
        new PendingWrite<bool>(WriteKind.JobUpdate, job.Id, JobColumns.Weight(job), missing: false, rows => JobColumns.WriteChange(rows, job)),
        cancellationToken);

    public Task<JobRecord?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        database.FindAsync("JobGet", p => p.Number("id", id), JobColumns.Read, cancellationToken);

    public Task<JobRecord?> FindByIdempotencyKeyAsync(string? identity, string key, CancellationToken cancellationToken = default) =>
        database.FindAsync("JobFindByKey", p =>
        {
            p.Text("identity", identity);
            p.Text("key", key);
        }, JobColumns.Read, cancellationToken);

    public async Task<IReadOnlyList<JobRecord>> ListAsync(JobQuery query, CancellationToken cancellationToken = default)
    {
        var states = query.States.Count == 0 ? AnyState : query.States.Aggregate(0, (mask, state) => mask | (1 << (int)state));
        return await database.QueryAsync(PickList(query, states), p =>
        {
            p.Number("before", query.Before ?? long.MaxValue);
            p.Number("take", Math.Clamp(query.Take, 1, JobQuery.MaxTake));
            p.Number("states", states);
            p.Text("script", query.Script);
            p.Text("identity", query.Identity);
            p.Text("node", query.Node);
            p.Number("parent", query.ParentId);
        }, JobColumns.Read, cancellationToken);
    }

    // One text per index, so that the plan does not depend on the engine guessing which of the filters are set.
    private static string PickList(JobQuery query, int states) => query switch
    {
        { ParentId: not null } => "JobListByParent",
        _ when states != AnyState && (states & ~LiveStates) == 0 => "JobListLive",
        { Script: not null } => "JobListByScript",
        { Identity: not null } => "JobListByIdentity",
        _ when states != AnyState && (states & ~UnsuccessfulStates) == 0 => "JobListUnsuccessful",
        _ => "JobList",
    };

    public IAsyncEnumerable<JobRecord> ReadLiveAsync(CancellationToken cancellationToken = default) =>
        ReadPagesAsync("JobReadLive", 500, JobColumns.Read, job => job.Id, cancellationToken);

    public IAsyncEnumerable<LiveJob> ReadLiveKeysAsync(CancellationToken cancellationToken = default) =>
        ReadPagesAsync("JobReadLiveKeys", 5_000, JobColumns.ReadLive, job => job.Id, cancellationToken);

    public async IAsyncEnumerable<JobRecord> ReadEndedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int size = 500;
        var (until, after) = (DateTimeOffset.MaxValue.AddDays(-1), long.MaxValue);
        while (true)
        {
            var (time, id) = (until, after);
            var page = await database.QueryAsync("JobReadEnded", p =>
            {
                p.Time("until", time);
                p.Number("after", id);
                p.Number("take", size);
            }, JobColumns.Read, cancellationToken);
            foreach (var job in page) yield return job;
            if (page.Count < size) yield break;
            (until, after) = (page[^1].EndedAt!.Value, page[^1].Id);
        }
    }

    private async IAsyncEnumerable<T> ReadPagesAsync<T>(
        string statement, int size, Func<StatementRow, T> read, Func<T, long> id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page at a time: no connection is held while the caller works.
        var after = long.MinValue;
        while (true)
        {
            var from = after;
            var page = await database.QueryAsync(statement, p =>
            {
                p.Number("after", from);
                p.Number("take", size);
            }, read, cancellationToken);
            foreach (var item in page) yield return item;
            if (page.Count < size) yield break;
            after = id(page[^1]);
        }
    }

    public async Task<int> DeleteEndedAsync(DateTimeOffset endedBefore, int batch, CancellationToken cancellationToken = default) =>
        await DeleteAsync("JobDoomed", p =>
        {
            p.Time("before", endedBefore);
            p.Number("batch", batch);
        }, cancellationToken);

    public async Task<int> DeleteEndedOfScriptAsync(
        string script, int? keep, DateTimeOffset? endedBefore, int batch, CancellationToken cancellationToken = default)
    {
        var deleted = 0;
        if (endedBefore is { } before)
        {
            deleted = await DeleteAsync("JobDoomedOfScriptByAge", p =>
            {
                p.Text("script", script);
                p.Time("before", before);
                p.Number("batch", batch);
            }, cancellationToken);
        }

        if (keep is { } number && deleted < batch)
        {
            deleted += await DeleteAsync("JobDoomedOfScriptByNumber", p =>
            {
                p.Text("script", script);
                p.Number("keep", number);
                p.Number("batch", batch - deleted);
            }, cancellationToken);
        }

        return deleted;
    }

    // (1) Which jobs. (2) Their output, slice after slice, each a transaction of its own: what one transaction would take longer for than a statement may
    // would be undone, and tried again at each sweep. (3) The jobs, which are final still. A crash in between leaves jobs with less output for the next sweep.
    private async Task<int> DeleteAsync(string doomed, Database.Bind bind, CancellationToken cancellationToken)
    {
        var ids = JsonSerializer.Serialize(await database.QueryAsync(doomed, bind, row => row.Long(0), cancellationToken));
        if (ids == "[]") return 0;
        int rows;
        do
        {
            rows = await database.ExecuteAsync("OutputDelete", p =>
            {
                p.Text("ids", ids);
                p.Number("batch", OutputSlice);
            }, cancellationToken);
        }
        while (rows >= OutputSlice);

        return (int)await database.ScalarInTransactionAsync("JobDelete", p => p.Text("ids", ids), cancellationToken);
    }

    public async Task<IReadOnlyList<(string Script, JobPolicy Policy)>> ReadScriptRetentionsAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            "JobScriptRetentions", _ => { }, row => (row.Text(0), JobColumns.ReadPolicy(row.TextOrNull(1))), cancellationToken);

    public Task<long> LeaseIdsAsync(int size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return database.ScalarAsync("IdLease", p =>
        {
            p.Text("name", "job");
            p.Number("size", size);
        }, cancellationToken);
    }
}
