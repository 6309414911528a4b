using System.Diagnostics;
using System.Net;
using Orleans.Runtime;
using Universal.Gateway.Status;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>What a gateway does when a node dies under a call.</summary>
public sealed class PatientCallsTests
{
    private const string Job = """{"script":"7"}""";

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task Read_NodeDies_IsAskedAgain(int failures)
    {
        await using var node = await TestNode.StartAsync();
        using var client = await SignInAsync(node);
        for (var i = 0; i < failures; i++) node.Jobs.Faults.Enqueue(i % 2 == 0 ? UnderWay() : new TimeoutException("no answer"));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/job")).Status);
        Assert.Equal(failures + 1, node.Jobs.Calls);
    }

    [Fact]
    public async Task Read_NoNodeAnswers_GivesUpInTime()
    {
        await using var node = await TestNode.StartAsync(("Gateway:NodeLossPatience", "00:00:01"));
        using var client = await SignInAsync(node);
        for (var i = 0; i < 100; i++) node.Jobs.Faults.Enqueue(UnderWay());
        var watch = Stopwatch.StartNew();

        var answer = await client.GetAsync("/api/v1/job");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "cluster_unavailable"), (answer.Status, answer.Code));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Assert.InRange(node.Jobs.Calls, 2, 20);
    }

    [Fact]
    public async Task Write_ThatMayHaveRun_IsNotRepeated()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await SignInAsync(node);
        foreach (var fault in (Exception[])[UnderWay(), new TimeoutException("no answer"), OfACallWithin()])
        {
            var before = node.Jobs.Calls;
            node.Jobs.Faults.Enqueue(fault);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PostAsync("/api/v1/job", Job)).Status);
            Assert.Equal(before + 1, node.Jobs.Calls);
        }
    }

    [Fact]
    public async Task Write_WithIdempotencyKey_IsRepeated()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await SignInAsync(node);
        node.Jobs.Faults.Enqueue(UnderWay());
        node.Jobs.Faults.Enqueue(OfACallWithin());

        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/v1/job", Job, ("Idempotency-Key", "one"))).Status);
        Assert.Equal(3, node.Jobs.Calls);
    }

    [Fact]
    public async Task Write_ThatSurelyDidNotRun_IsRepeated()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await SignInAsync(node);
        // What the runtime makes of a message that it could not deliver.
        node.Jobs.Faults.Enqueue(Rejection());
        node.Jobs.Faults.Enqueue(new SiloUnavailableException());

        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/v1/job", Job)).Status);
        Assert.Equal(3, node.Jobs.Calls);
    }

    [Fact]
    public async Task Calls_OfNoRequest_AreNotRepeated()
    {
        await using var node = await TestNode.StartAsync();
        node.Jobs.Faults.Enqueue(UnderWay());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => node.Grains.GetGrain<Universal.Jobs.IJobsGrain>(0).List(new()));
        Assert.Equal(1, node.Jobs.Calls);
    }

    [Fact]
    public async Task Stopping_ServesAndClosesEachConnection()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await SignInAsync(node);
        Assert.NotEqual(true, (await client.GetAsync("/api/v1/me")).Message.Headers.ConnectionClose);

        node.Status.Current = new(NodeStatus.Stopping, []);

        var served = await client.GetAsync("/api/v1/me");
        Assert.Equal((HttpStatusCode.OK, true), (served.Status, served.Message.Headers.ConnectionClose));
    }

    private static SiloUnavailableException UnderWay() => new("The target silo became unavailable for a message.");

    private static OrleansMessageRejectionException Rejection() => (OrleansMessageRejectionException)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, null, ["not delivered"], null)!;

    // A call that the grain itself made was not delivered: the grain ran up to there.
    private static OrleansMessageRejectionException OfACallWithin()
    {
        var error = Rejection();
        error.Data["universal.surfaced"] = true;
        return error;
    }

    private static async Task<ApiClient> SignInAsync(TestNode node)
    {
        await node.Grains.GetGrain<IIdentitiesGrain>(0).CreateFirst(new("admin", ClusterFixture.Password, []), new(null));
        var client = node.Client();
        await client.SignInAsync("admin", ClusterFixture.Password);
        return client;
    }
}
