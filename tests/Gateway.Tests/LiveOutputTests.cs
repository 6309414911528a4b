using System.Net.ServerSentEvents;
using Universal.Gateway.Tests.Hosting;
using Universal.Jobs;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class LiveOutputTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private FakeJobs Jobs => cluster.Node.Jobs;

    [Fact]
    public async Task Live_ShowsStoredAndNewOutputAndEndsWithTheJob()
    {
        var job = Jobs.Running("Execute-identity");
        await Jobs.WriteAsync(job.Id, "stored");
        await using var live = await FollowAsync(job.Id);

        Assert.Equal("job", (await live.NextAsync()).EventType);
        var stored = await live.NextAsync();
        await Jobs.WriteAsync(job.Id, "new");
        var added = await live.NextAsync();
        await Jobs.ChangeAsync(job.Id, current => current with { State = JobState.WaitingOnFeedback });
        var changed = await live.NextAsync();
        await Jobs.WriteAsync(job.Id, "last", tell: false);
        await Jobs.ChangeAsync(job.Id, current => current with { State = JobState.Completed });
        var last = await live.NextAsync();
        var end = await live.NextAsync();

        Assert.Equal(("output", "1"), (stored.EventType, stored.EventId));
        Assert.Contains("\"stored\"", stored.Data, StringComparison.Ordinal);
        Assert.Equal(("output", "2"), (added.EventType, added.EventId));
        Assert.Equal("job", changed.EventType);
        Assert.Contains("WaitingOnFeedback", changed.Data, StringComparison.Ordinal);
        Assert.Equal(("output", "3"), (last.EventType, last.EventId));
        Assert.Equal("end", end.EventType);
        Assert.Contains("Completed", end.Data, StringComparison.Ordinal);
        Assert.False(await live.MoveNextAsync());
        Assert.Empty(Jobs.Observers(job.Id));
    }

    [Fact]
    public async Task Live_ResumedOnAnotherGateway_GoesOnAfterTheLastEvent()
    {
        var job = Jobs.Running("Execute-identity");
        for (var i = 1; i <= 3; i++) await Jobs.WriteAsync(job.Id, $"line {i}");
        var other = await cluster.Node.AddGatewayAsync();
        await using var live = await FollowAsync(job.Id, other, lastEventId: "2");

        Assert.Equal("job", (await live.NextAsync()).EventType);
        Assert.Equal("3", (await live.NextAsync()).EventId);
        await Jobs.WriteAsync(job.Id, "line 4");
        Assert.Equal("4", (await live.NextAsync()).EventId);
    }

    [Fact]
    public async Task Live_WhenANotificationIsLost_ReadsAgainAfterSilence()
    {
        var job = Jobs.Running("Execute-identity");
        await using var live = await FollowAsync(job.Id);
        Assert.Equal("job", (await live.NextAsync()).EventType);

        await Jobs.WriteAsync(job.Id, "unannounced", tell: false);
        var next = await live.NextAsync();

        Assert.Equal(("output", "1"), (next.EventType, next.EventId));
    }

    [Fact]
    public async Task Live_OfEndedJob_GivesItsOutputAndEnds()
    {
        var job = Jobs.Running("Execute-identity");
        await Jobs.WriteAsync(job.Id, "all");
        await Jobs.ChangeAsync(job.Id, current => current with { State = JobState.Failed });
        await using var live = await FollowAsync(job.Id);

        Assert.Equal("job", (await live.NextAsync()).EventType);
        Assert.Equal("output", (await live.NextAsync()).EventType);
        Assert.Equal("end", (await live.NextAsync()).EventType);
        Assert.False(await live.MoveNextAsync());
    }

    [Fact]
    public async Task Live_WhenTheTokenIsRevoked_Ends()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        var (id, secret) = await cluster.NewTokenAsync(name);
        var job = Jobs.Running("Execute-identity");
        await using var live = await FollowAsync(job.Id, token: secret);
        Assert.Equal("job", (await live.NextAsync()).EventType);

        using var admin = cluster.As(Roles.Administrator);
        await admin.DeleteAsync($"/api/v1/apptoken/{id}");
        var events = 0;
        while (await live.MoveNextAsync()) events++;

        Assert.True(events <= 2, $"{events} events after the revocation");
    }

    [Fact]
    public async Task Live_WithForeignEventId_AnswersBadRequest()
    {
        var job = Jobs.Running("Execute-identity");
        using var client = cluster.As(Roles.Execute);
        var answer = await client.GetAsync($"/api/v1/job/{job.Id}/output/live", ("Last-Event-ID", "abc"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.Status);
    }

    private async Task<Live> FollowAsync(long job, Uri? address = null, string? lastEventId = null, string? token = null)
    {
        var client = cluster.Node.Client(token ?? cluster.Token(Roles.Execute), address);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/job/{job}/output/live");
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Limit);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new(client, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed class Live(ApiClient client, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        /// <summary>The next event but pings: they come whenever it was silent for a while.</summary>
        public Task<SseItem<string>> NextAsync() => ReadAsync().WaitAsync(Limit);

        public Task<bool> MoveNextAsync() => events.MoveNextAsync().AsTask().WaitAsync(Limit);

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            try
            {
                await events.DisposeAsync();
            }
            catch (NotSupportedException)
            {
                // A read is under way; the connection is gone with the client.
            }
        }

        private async Task<SseItem<string>> ReadAsync()
        {
            do Assert.True(await events.MoveNextAsync(), "the stream ended");
            while (events.Current.EventType == "ping");
            return events.Current;
        }
    }
}
