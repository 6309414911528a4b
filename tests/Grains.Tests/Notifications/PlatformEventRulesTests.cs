using System.Net;
using Universal.Git;
using Universal.Grains.Notifications;
using Universal.Notifications;

namespace Universal.Grains.Tests.Notifications;

public sealed class PlatformEventRulesTests
{
    private static readonly SiloAddress First = SiloAddress.New(IPAddress.Loopback, 1001, 1);
    private static readonly SiloAddress Second = SiloAddress.New(IPAddress.Loopback, 1002, 1);

    private static ClusterMember Member(SiloAddress silo, SiloStatus status) => new(silo, status, $"node{silo.Endpoint.Port}");

    [Theory]
    [InlineData(SiloStatus.Active, SiloStatus.Dead, true)]
    [InlineData(SiloStatus.Active, SiloStatus.None, true)]
    [InlineData(SiloStatus.Active, SiloStatus.ShuttingDown, false)]
    [InlineData(SiloStatus.Active, SiloStatus.Active, false)]
    [InlineData(SiloStatus.ShuttingDown, SiloStatus.Dead, false)]
    [InlineData(SiloStatus.Stopping, SiloStatus.Dead, false)]
    [InlineData(SiloStatus.Joining, SiloStatus.Dead, false)]
    public void Died_OnlyWhoWorkedAndDidNotSayThatItLeaves(SiloStatus before, SiloStatus now, bool died)
    {
        var members = new Dictionary<SiloAddress, ClusterMember> { [First] = Member(First, SiloStatus.Active) };
        // None: its row is gone.
        if (now != SiloStatus.None) members[Second] = Member(Second, now);
        Assert.Equal(died, PlatformEventRules.Died([Member(First, SiloStatus.Active), Member(Second, before)], members).Any(member => member.Name == "node1002"));
    }

    [Fact]
    public void Speaker_IsTheFirstThatWorks()
    {
        Assert.Equal(Second, PlatformEventRules.Speaker([Member(Second, SiloStatus.Active), Member(First, SiloStatus.Dead)]));
        Assert.Equal(First, PlatformEventRules.Speaker([Member(Second, SiloStatus.Active), Member(First, SiloStatus.Active)]));
        Assert.Null(PlatformEventRules.Speaker([]));
    }

    [Theory]
    [InlineData(GitOutcome.Success, false)]
    [InlineData(GitOutcome.UpToDate, false)]
    [InlineData(GitOutcome.Pending, false)]
    [InlineData(GitOutcome.RemoteUnreachable, true)]
    [InlineData(GitOutcome.AuthenticationFailed, true)]
    public void IsFailure_TellsWhatSomebodyMustKnow(GitOutcome outcome, bool failure) => Assert.Equal(failure, PlatformEventRules.IsFailure(outcome));

    [Fact]
    public void Fit_CutsWhatIsTooLong()
    {
        var fitted = NotificationRules.Fit(new NewNotification { Title = new string('t', 300), Message = "short", Key = new string('k', 201) });
        Assert.Equal((NewNotification.MaxTitle, "short", NewNotification.MaxKey), (fitted.Title.Length, fitted.Message, fitted.Key!.Length));
        Assert.EndsWith("...", fitted.Title, StringComparison.Ordinal);
    }
}
