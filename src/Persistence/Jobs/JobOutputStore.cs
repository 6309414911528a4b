using Universal.Jobs;
using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Jobs;

/// <inheritdoc/>
internal sealed class JobOutputStore(Database database, GroupCommitPump pump) : IJobOutputStore
{
    private const int MaxTake = 10_000;

    public async Task<bool> AppendAsync(
        long jobId, int attempt, IReadOnlyList<JobOutput> records, CancellationToken cancellationToken = default)
    {
        if (records.Count == 0) return true;
        var weight = records.Sum(record => 150 + record.Text.Length + (record.Data?.Length ?? 0));
        return await pump.WriteAsync(
            new PendingWrite<bool>(WriteKind.OutputAppend, jobId, weight, missing: false, rows => Write(rows, jobId, attempt, records)),
            cancellationToken);
    }

    // A statement may not see the same sequence twice.
    private static void Write(RowWriter rows, long jobId, int attempt, IReadOnlyList<JobOutput> records)
    {
        foreach (var record in records.DistinctBy(record => record.Sequence))
        {
            rows.Begin();
            rows.Number("job_id", jobId);
            rows.Number("seq", record.Sequence);
            rows.Number("attempt", attempt);
            rows.Number("stream", (int)record.Stream);
            rows.Time("output_time", record.Time);
            rows.Text("output_text", record.Text);
            rows.Text("output_data", record.Data);
            rows.End();
        }
    }

    public async Task<IReadOnlyList<JobOutput>> ReadAsync(long jobId, long fromSequence, int take, CancellationToken cancellationToken = default) =>
        await database.QueryAsync("OutputRead", p =>
        {
            p.Number("job", jobId);
            p.Number("from", fromSequence);
            p.Number("take", Math.Clamp(take, 1, MaxTake));
        }, row => new JobOutput(row.Long(0), row.Int(1), (OutputStream)row.Int(2), row.Time(3), row.Text(4), row.TextOrNull(5)), cancellationToken);

    public Task<long> LastSequenceAsync(long jobId, CancellationToken cancellationToken = default) =>
        database.ScalarAsync("OutputLast", p => p.Number("job", jobId), cancellationToken);
}
