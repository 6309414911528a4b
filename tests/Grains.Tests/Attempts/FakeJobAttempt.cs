using Universal.Grains.Jobs;
using Universal.Jobs;

namespace Universal.Grains.Tests.Attempts;

/// <summary>Notes what the job is told about its output; nothing else is asked of it here.</summary>
internal sealed class FakeJobAttempt : IJobAttempt
{
    private readonly List<(int Attempt, long Last)> _appends = [];

    public IReadOnlyList<(int Attempt, long Last)> Appends => _appends;

    public Task Appended(int attempt, long lastSequence)
    {
        _appends.Add((attempt, lastSequence));
        return Task.CompletedTask;
    }

    public Task<JobOperationStatus> Create(JobRecord job) => throw new NotSupportedException();

    public Task<JobRecord?> Start(int attempt, string node, string incarnation) => throw new NotSupportedException();

    public Task Complete(int attempt, AttemptReport report) => throw new NotSupportedException();

    public Task Lose(int attempt, string incarnation) => throw new NotSupportedException();

    public Task<bool> Ask(int attempt, JobFeedback feedback) => throw new NotSupportedException();

    public Task Progress(int attempt, int? percent, string? text) => throw new NotSupportedException();

    public Task Wait(string? reason) => throw new NotSupportedException();

    public Task Expire(string reason) => throw new NotSupportedException();

    public Task Recover() => throw new NotSupportedException();
}
