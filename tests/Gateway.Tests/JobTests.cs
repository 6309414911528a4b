using System.Net;
using System.Text.Json;
using Universal.Gateway.Tests.Hosting;
using Universal.Jobs;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class JobTests(ClusterFixture cluster)
{
    private FakeJobs Jobs => cluster.Node.Jobs;

    [Fact]
    public async Task RunScript_InPsusForms_AnswersABareNumber()
    {
        using var client = cluster.As(Roles.Execute);

        var byId = await client.PostAsync("/api/v1/script/7", "");
        var byPath = await client.PostAsync("/api/v1/script/path/hello.ps1?Server=a&Domain=b", "{}");
        var job = Jobs.Get(byPath.Json.GetInt64())!;

        Assert.Equal(HttpStatusCode.OK, byId.Status);
        Assert.True(byId.Json.GetInt64() > 0);
        Assert.Equal("""{"Server":"a","Domain":"b"}""", job.Parameters);
        Assert.Equal("Execute-identity", job.Identity);
    }

    [Fact]
    public async Task RunScript_WithJobContext_UsesEnvironmentAndComputer()
    {
        using var client = cluster.As(Roles.Operator);
        var cases = new[] { ("n1", "node:n1"), ("All computers", "all"), ("all", "all"), ("tags:b,a", "tags:a,b"), ("node:all", "node:all"), ("any", "any") };
        foreach (var (computer, target) in cases)
        {
            var id = (await client.PostAsync("/api/v1/script/7", new { Environment = "bash", Computer = computer })).Json.GetInt64();
            Assert.Equal((target, "bash"), (Jobs.Get(id)!.Target.ToString(), Jobs.Get(id)!.Environment));
        }
    }

    [Fact]
    public async Task RunScript_QueryOfDeclaredTypes_BecomesThoseTypes()
    {
        using var client = cluster.As(Roles.Operator);
        var id = (await client.PostAsync("/api/v1/script/path/ops/typed.ps1?server=s&COUNT=5&force=True&names=a&names=b&other=x", "{}")).Json.GetInt64();
        Assert.Equal("""{"Server":"s","Count":5,"Force":true,"Names":["a","b"],"other":"x"}""", Jobs.Get(id)!.Parameters);
    }

    [Fact]
    public async Task RunScript_WithoutRequiredParameter_SaysWhich()
    {
        using var client = cluster.As(Roles.Operator);
        var answer = await client.PostAsync("/api/v1/script/8", "{}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (answer.Status, answer.Code));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("parameters.Server", out _), answer.Body);
    }

    [Fact]
    public async Task RunScript_WithCredential_IsRefused()
    {
        using var client = cluster.As(Roles.Operator);
        var answer = await client.PostAsync("/api/v1/script/7", new { Credential = "MyUser" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("/api/v1/script/4711")]
    [InlineData("/api/v1/script/path/no/such.ps1")]
    [InlineData("/api/v1/script/path/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/api/v1/script/path/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/api/v1/script/path/..%5C..%5Cwindows")]
    [InlineData("/api/v1/script/path/C%3A/windows")]
    [InlineData("/api/v1/script/path/hello.ps1%00")]
    public async Task Script_UnknownOrOutside_AnswersNotFound(string path)
    {
        using var client = cluster.As(Roles.Operator);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var answer = await client.SendAsync(method, path, method == HttpMethod.Post ? "{}" : null);
            Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task Create_AnswersCreatedWithLocation()
    {
        using var client = cluster.As(Roles.Execute);

        var created = await client.PostAsync("/api/v1/job", new { script = "Hello", parameters = new { a = 1 }, priority = 5, timeout = "00:05:00" });
        var read = await client.GetAsync(created.Message.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Json.GetProperty("id").GetInt64();
        Assert.Equal(id, read.Json.GetProperty("id").GetInt64());
        Assert.Equal(1, read.Json.GetProperty("parameters").GetProperty("a").GetInt32());
        Assert.Equal("Queued", read.Json.GetProperty("status").GetString());
        Assert.Equal((5, TimeSpan.FromMinutes(5)), (Jobs.Requests[id].Priority, Jobs.Requests[id].Timeout));
    }

    [Fact]
    public async Task Create_WithSameIdempotencyKey_GivesTheFirstJob()
    {
        using var client = cluster.As(Roles.Execute);
        using var other = cluster.As(Roles.Operator);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await client.PostAsync("/api/v1/job", new { script = "7" }, key);
        var second = await client.PostAsync("/api/v1/job", new { script = "7" }, key);
        var byNumber = await client.PostAsync("/api/v1/script/7", "{}", key);
        var foreign = await other.PostAsync("/api/v1/job", new { script = "7" }, key);
        var tooLong = await client.PostAsync("/api/v1/job", new { script = "7" }, ("Idempotency-Key", new string('x', 201)));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first.Json.GetProperty("id").GetInt64(), second.Json.GetProperty("id").GetInt64());
        Assert.Equal(first.Json.GetProperty("id").GetInt64(), byNumber.Json.GetInt64());
        Assert.Equal(HttpStatusCode.Created, foreign.Status);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.Status);
    }

    [Fact]
    public async Task IdempotencyKey_OfAJobsToken_FindsJobsOfItsTreeOnly()
    {
        using var client = cluster.As(Roles.Execute);
        var (inJob, job) = await JobClientAsync("Execute-identity");
        using var _ = inJob;
        foreach (var text in new[] { Guid.NewGuid().ToString(), Guid.NewGuid() + new string('x', 164) })
        {
            var key = ("Idempotency-Key", text);
            var outside = await client.PostAsync("/api/v1/job", new { script = "7" }, key);
            var first = await inJob.PostAsync("/api/v1/job", new { script = "7" }, key);
            var second = await inJob.PostAsync("/api/v1/job", new { script = "7" }, key);

            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.OK), (outside.Status, first.Status, second.Status));
            Assert.Equal(job.Id, first.Json.GetProperty("parentJobId").GetInt64());
            Assert.Equal(first.Json.GetProperty("id").GetInt64(), second.Json.GetProperty("id").GetInt64());
            Assert.InRange(Jobs.Get(first.Json.GetProperty("id").GetInt64())!.IdempotencyKey!.Length, 1, 200);
        }
    }

    [Fact]
    public async Task Create_OnANodeThatThereIsNot_TellsItOfTheComputer()
    {
        using var client = cluster.As(Roles.Execute);
        foreach (var path in new[] { "job", "script/7" })
        {
            var body = path == "job" ? """{"script":"7","computer":"vmm"}""" : """{"computer":"vmm"}""";
            var answer = await client.PostAsync("/api/v1/" + path, body);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Body);
            Assert.Contains("vmm", answer.Json.GetProperty("errors").GetProperty("computer")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Job_OfACommit_NamesIt()
    {
        var pinned = Jobs.Add(new JobRecord { Script = "hello.ps1", Environment = "PowerShell", Commit = new string('c', 40) });
        using var client = cluster.As(Roles.Reader);
        Assert.Equal(pinned.Commit, (await client.GetAsync($"/api/v1/job/{pinned.Id}")).Json.GetProperty("commit").GetString());
    }

    [Fact]
    public async Task Job_OfSomebodyElse_IsTheSameAsUnknown()
    {
        var foreign = Jobs.Running("Operator-identity");
        var own = Jobs.Running("EXECUTE-identity");
        var grandchild = Jobs.Running("somebody", Jobs.Running("somebody", own.Id).Id);
        using var client = cluster.As(Roles.Execute);
        using var reader = cluster.As(Roles.Reader);

        var unknown = await client.GetAsync("/api/v1/job/424242");
        foreach (var suffix in new[] { "", "/output", "/log", "/children", "/feedback", "/output/live" })
        {
            var answer = await client.GetAsync($"/api/v1/job/{foreign.Id}{suffix}");
            Assert.Equal((HttpStatusCode.NotFound, Detail(unknown)), (answer.Status, Detail(answer)));
            if (suffix != "/output/live") Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"/api/v1/job/{foreign.Id}{suffix}")).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/api/v1/job/{foreign.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/api/v1/job/{foreign.Id}/feedback", new { id = 1, response = "x" })).Status);
        Assert.Equal(JobState.Running, Jobs.Get(foreign.Id)!.State);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/job/{own.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/job/{grandchild.Id}")).Status);

        static string? Detail(ApiAnswer answer) => answer.Json.GetProperty("title").GetString();
    }

    [Fact]
    public async Task List_ForExecute_ShowsOwnJobsAndChildrenOfThem()
    {
        var own = Jobs.Running("Execute-identity");
        var child = Jobs.Running("somebody", own.Id);
        var foreign = Jobs.Running("Operator-identity");
        using var client = cluster.As(Roles.Execute);
        using var reader = cluster.As(Roles.Reader);

        Assert.Contains(own.Id, await Ids(client, ""));
        Assert.DoesNotContain(foreign.Id, await Ids(client, ""));
        Assert.Empty(await Ids(client, "&identity=Operator-identity"));
        Assert.Empty(await Ids(client, $"&parentJobId={foreign.Id}"));
        Assert.Equal([child.Id], await Ids(client, $"&parentJobId={own.Id}"));
        Assert.Contains(foreign.Id, await Ids(reader, "&status=Running&status=Queued"));

        static async Task<long[]> Ids(ApiClient client, string filter) =>
            [.. (await client.GetAsync("/api/v1/job?take=500" + filter)).Json.GetProperty("page").EnumerateArray().Select(job => job.GetProperty("id").GetInt64())];
    }

    [Theory]
    [InlineData("/api/v1/job?take=0")]
    [InlineData("/api/v1/job?take=501")]
    [InlineData("/api/v1/job?take=-1")]
    [InlineData("/api/v1/job?take=99999999999")]
    [InlineData("/api/v1/job?before=-1")]
    [InlineData("/api/v1/job?skip=5")]
    [InlineData("/api/v1/job?status=Dancing")]
    [InlineData("/api/v1/script?take=501")]
    [InlineData("/api/v1/script?skip=-1")]
    [InlineData("/api/v1/identity?after=-1")]
    [InlineData("/api/v1/apptoken?take=0")]
    [InlineData("/api/v1/audit?take=501")]
    public async Task List_WithAbsurdLimits_AnswersBadRequest(string path)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Output_IsPagedWithinLimits()
    {
        var job = Jobs.Running("Execute-identity");
        foreach (var text in new[] { "one", "two", "three" }) await Jobs.WriteAsync(job.Id, text);
        using var client = cluster.As(Roles.Execute);

        var page = (await client.GetAsync($"/api/v1/job/{job.Id}/output?from=2&take=1")).Json;

        Assert.Equal("two", page.GetProperty("records")[0].GetProperty("text").GetString());
        Assert.Equal((3, false), (page.GetProperty("nextFrom").GetInt32(), page.GetProperty("ended").GetBoolean()));
        Assert.Equal("one\ntwo\nthree\n", (await client.GetAsync($"/api/v1/job/{job.Id}/log")).Json.GetProperty("log").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/v1/job/{job.Id}/output?take=5001")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/v1/job/{job.Id}/output?from=-1")).Status);
    }

    [Theory]
    [InlineData("text/plain", true)]
    [InlineData("text/plain, */*;q=0.1", true)]
    [InlineData("application/json, text/plain, */*", false)]
    [InlineData("*/*", false)]
    public async Task Log_AcceptTextPlain_IsPlainText(string accept, bool plain)
    {
        var job = Jobs.Running("Execute-identity");
        foreach (var text in new[] { "one", "two", "drei" }) await Jobs.WriteAsync(job.Id, text);
        using var client = cluster.As(Roles.Execute);

        var answer = await client.GetAsync($"/api/v1/job/{job.Id}/log", ("Accept", accept));

        Assert.Equal((HttpStatusCode.OK, plain ? "text/plain" : "application/json"), (answer.Status, answer.Message.Content.Headers.ContentType!.MediaType));
        Assert.Equal("one\ntwo\ndrei\n", plain ? answer.Body : answer.Json.GetProperty("log").GetString());
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/cancel")]
    public async Task Cancel_OfRunningAndEndedJob(string method, string suffix)
    {
        var job = Jobs.Running("Execute-identity");
        using var client = cluster.As(Roles.Execute);

        var canceled = await client.SendAsync(new(method), $"/api/v1/job/{job.Id}{suffix}", null);
        var again = await client.SendAsync(new(method), $"/api/v1/job/{job.Id}{suffix}", null);

        Assert.Equal("Canceled", canceled.Json.GetProperty("status").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "job_ended"), (again.Status, again.Code));
        Assert.Single(cluster.Node.Store.Audit, row => row.Action == "job.cancel" && row.Subject == $"{job.Id}");
    }

    [Fact]
    public async Task Feedback_IsShownAndAnsweredOnce()
    {
        var job = Jobs.Running("Execute-identity");
        await Jobs.ChangeAsync(job.Id, current => current with { State = JobState.WaitingOnFeedback, Feedback = new(3, JobFeedbackKind.Choice, "Sure?", ["Yes", "No"], 1) });
        using var client = cluster.As(Roles.Execute);

        var open = Assert.Single((await client.GetAsync($"/api/v1/job/{job.Id}/feedback")).Json.EnumerateArray());
        var stale = await client.PostAsync($"/api/v1/job/{job.Id}/feedback", new { id = 2, response = "0" });
        var missing = await client.PostAsync($"/api/v1/job/{job.Id}/feedback", new { id = 3 });
        var answered = await client.PostAsync($"/api/v1/job/{job.Id}/feedback", new { id = 3, response = "0" });

        Assert.Equal(("Choice", 3), (open.GetProperty("type").GetString(), open.GetProperty("id").GetInt32()));
        Assert.Equal((HttpStatusCode.Conflict, "not_open"), (stale.Status, stale.Code));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        Assert.Equal(HttpStatusCode.NoContent, answered.Status);
        Assert.Empty((await client.GetAsync($"/api/v1/job/{job.Id}/feedback")).Json.EnumerateArray());
    }

    [Fact]
    public async Task JobToken_MakesChildrenOfItsJobOnly()
    {
        var (client, job) = await JobClientAsync("Execute-identity");
        using var _ = client;
        var foreign = Jobs.Running("Execute-identity");

        var child = (await client.PostAsync("/api/v1/job", new { script = "7", parentJobId = foreign.Id })).Json;
        var list = (await client.GetAsync("/api/v1/job")).Json.GetProperty("page");

        Assert.Equal(job.Id, child.GetProperty("parentJobId").GetInt64());
        Assert.Equal("Execute-identity", child.GetProperty("identity").GetString());
        Assert.Equal([child.GetProperty("id").GetInt64()], list.EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/job/{job.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync($"/api/v1/job/{child.GetProperty("id")}")).Status);

        // Another job of the same identity is none of its business.
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/job/{foreign.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/api/v1/job/{foreign.Id}")).Status);
        Assert.Empty((await client.GetAsync($"/api/v1/job?parentJobId={foreign.Id}")).Json.GetProperty("page").EnumerateArray());
    }

    [Fact]
    public async Task JobToken_OfTriggeredJob_ReadsTheJobOfItsEventAndDoesNotChangeIt()
    {
        var (client, job) = await JobClientAsync(null);
        using var _ = client;
        var happened = Jobs.Running("Operator-identity");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/job/{happened.Id}")).Status);

        await Jobs.ChangeAsync(job.Id, current => current with { Origin = JobOrigin.Trigger("Mail", 1, happened.Id) });

        Assert.Equal(happened.Id, (await client.GetAsync($"/api/v1/job/{happened.Id}")).Json.GetProperty("id").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/job/{happened.Id}/output")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/api/v1/job/{happened.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/api/v1/job/{happened.Id}/feedback", new { id = 1, response = "0" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/job/{Jobs.Running("Operator-identity").Id}")).Status);
    }

    [Fact]
    public async Task JobToken_EndsWithItsAttempt()
    {
        var (client, job) = await JobClientAsync(null);
        using var _ = client;
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).Status);

        await Jobs.ChangeAsync(job.Id, current => current with { Attempt = 2 });
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);

        await Jobs.ChangeAsync(job.Id, current => current with { Attempt = 1, State = JobState.Completed });
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task JobToken_OfDisabledIdentityOrPastItsLifetime_IsRefused()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Execute);
        var (client, job) = await JobClientAsync(name);
        using var _ = client;
        var expired = await cluster.Node.Grains.GetGrain<IJobTokensGrain>(0).Grant(job.Id, 1, name, TimeSpan.FromMilliseconds(-1));
        using var late = cluster.Node.Client(expired);
        using var admin = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await late.GetAsync("/api/v1/me")).Status);
        await admin.PutAsync($"/api/v1/identity/{id}", new { enabled = false });
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
    }

    private async Task<(ApiClient Client, JobRecord Job)> JobClientAsync(string? identity)
    {
        var job = Jobs.Running(identity);
        var token = await cluster.Node.Grains.GetGrain<IJobTokensGrain>(0).Grant(job.Id, job.Attempt, identity, TimeSpan.FromHours(1));
        return (cluster.Node.Client(token), job);
    }
}
