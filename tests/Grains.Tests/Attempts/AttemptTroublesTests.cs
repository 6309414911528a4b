using Microsoft.Extensions.Time.Testing;
using Universal.Grains.Attempts;
using Universal.Grains.Execution;
using Universal.Grains.Nodes;
using Universal.Jobs;

namespace Universal.Grains.Tests.Attempts;

public sealed class AttemptTroublesTests
{
    private static readonly JobRecord Job = new() { Id = 1, Script = "a.sh", Environment = "bash" };
    private readonly FakeTimeProvider _time = new();
    private readonly NodeTroubles _troubles = new();

    [Fact]
    public void Note_RefusedAttempt_IsToldForAWhile()
    {
        using var attempts = new AttemptTroubles(_troubles, _time);
        attempts.Note(Job, AttemptOutcome.Refused(RefusalCause.Node, "No space left on device"));
        attempts.Note(Job with { Environment = "ruby" }, AttemptOutcome.Refused(RefusalCause.Environment, "There is no program 'ruby' on this node."));

        var trouble = Assert.Single(_troubles.Current);
        Assert.Equal((AttemptTroubles.Code, TroubleEffect.Degraded, 2), (trouble.Code, trouble.Effect, trouble.Reasons.Count));
        Assert.Contains("No space left on device", trouble.Reasons[0], StringComparison.Ordinal);
        _time.Advance(AttemptTroubles.Memory + TimeSpan.FromSeconds(1));
        Assert.Empty(_troubles.Current);
    }

    [Fact]
    public void Note_SameKindOfJobRan_IsOver()
    {
        using var attempts = new AttemptTroubles(_troubles, _time);
        attempts.Note(Job, AttemptOutcome.Refused(RefusalCause.Node, "full"));
        attempts.Note(Job with { Environment = "ruby" }, AttemptOutcome.Refused(RefusalCause.Environment, "no ruby"));
        attempts.Note(Job, new AttemptOutcome(AttemptEnd.Exited, 0));

        Assert.Contains("no ruby", Assert.Single(Assert.Single(_troubles.Current).Reasons), StringComparison.Ordinal);
    }
}
