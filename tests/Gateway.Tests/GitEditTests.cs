using System.Net;
using System.Text;
using System.Text.Json;
using Universal.Gateway.Tests.Hosting;
using Universal.Git;

namespace Universal.Gateway.Tests;

/// <summary>Edits of the repository over REST.</summary>
public sealed class GitEditTests(GitFixture fixture) : IClassFixture<GitFixture>, IAsyncLifetime
{
    private const string Edit = "/api/v1/git/edit";

    public async ValueTask InitializeAsync()
    {
        (fixture.Git.Refusal, fixture.Git.LastAsked) = (null, null);
        fixture.Git.Edits.Clear();
        await fixture.Admin.PutAsync("/api/v1/git/settings", new { remote = "https://git.example.org/a.git", syncBehavior = "TwoWay", mode = "Automatic" });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string ContentOf(long edit, string path) => Encoding.UTF8.GetString(fixture.Git.Contents[(edit, path)].Content!.Value.Span);

    [Fact]
    public async Task Create_TakesTextBytesAndDeletions_InTheCallersName()
    {
        var created = (await fixture.Olga.PostAsync(Edit, new
        {
            message = "three",
            files = new object[]
            {
                new { path = "a ä.ps1", content = "'ä'", @base = "c1" }, new { path = "b.bin", contentBase64 = Convert.ToBase64String([0, 255]) }, new { path = "c.ps1", delete = true },
            },
        })).Json;

        var id = created.GetProperty("id").GetInt64();
        Assert.Equal(("olga", "three"), (created.GetProperty("author").GetString(), created.GetProperty("message").GetString()));
        Assert.Equal("'ä'", ContentOf(id, "a ä.ps1"));
        Assert.Equal("c1", fixture.Git.Contents[(id, "a ä.ps1")].Base);
        Assert.Equal([0, 255], fixture.Git.Contents[(id, "b.bin")].Content!.Value.ToArray());
        Assert.Null(fixture.Git.Contents[(id, "c.ps1")].Content);
        var line = fixture.Node.Store.Audit[^1];
        Assert.Equal(("olga", "git.edit.create", $"{id}", "a ä.ps1, b.bin, c.ps1"), (line.Identity, line.Action, line.Subject, line.Detail));
        Assert.Equal(created.ToString(), (await fixture.Olga.GetAsync($"{Edit}/{id}")).Json.ToString());
    }

    [Theory]
    [InlineData("Automatic", true, null, "Published")]
    [InlineData("Automatic", false, null, "Open")]
    [InlineData("Automatic", true, false, "Open")]
    [InlineData("Manual", true, null, "Open")]
    [InlineData("Manual", true, true, "Published")]
    public async Task Create_IsPublishedAtOnce_WithFilesInAutomaticModeOrOnRequest(string mode, bool files, bool? publish, string state)
    {
        await fixture.Admin.PutAsync("/api/v1/git/settings", new { mode });
        var created = await fixture.Olga.PostAsync(Edit, new { files = files ? new[] { new { path = "a.ps1", content = "1" } } : null, publish });
        Assert.Equal(state, created.Json.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("files", """{"files":[null]}""")]
    [InlineData("files", """{"files":[{}]}""")]
    [InlineData("files", """{"files":[{"path":null,"content":"1"}]}""")]
    [InlineData("files", """{"files":[{"path":"a.ps1"}]}""")]
    [InlineData("files", """{"files":[{"path":"a.ps1","content":"1","delete":true}]}""")]
    [InlineData("files", """{"files":[{"path":"a.ps1","content":"1","contentBase64":"MQ=="}]}""")]
    [InlineData("files", """{"files":[{"path":"a.ps1","contentBase64":"not base64!"}]}""")]
    [InlineData("edit", """{"files":[{"path":"../a.ps1","content":"1"}]}""")]
    [InlineData("edit", """{"files":[{"path":"/a.ps1","content":"1"}]}""")]
    [InlineData("edit", """{"files":[{"path":"a\\b.ps1","content":"1"}]}""")]
    [InlineData("edit", """{"files":[{"path":".git/config","content":"1"}]}""")]
    [InlineData("edit", """{"files":[{"path":"","content":"1"}]}""")]
    [InlineData("edit", """{"files":[{"path":"a","content":"1"},{"path":"a","content":"2"}]}""")]
    [InlineData("edit", """{"message":" \n","files":[{"path":"a","content":"1"}]}""")]
    public async Task Create_Wrong_IsRefusedAndStoresNothing(string field, string body)
    {
        var answer = await fixture.Olga.PostAsync(Edit, body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (answer.Status, answer.Code));
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Empty(fixture.Git.Edits);
        if (field != "files") return;
        fixture.Git.Add("olga", null, GitEditState.Open);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Olga.PutAsync($"{Edit}/current/files", body)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"files":null}""")]
    public async Task Create_Empty_IsAnOpenEdit(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Edit) { Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await fixture.Olga.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"Open\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_OfSeveralMegabytes_IsTaken_OverItsLimitRefused()
    {
        var text = new string('x', 4 * 1024 * 1024);
        var created = (await fixture.Olga.PostAsync(Edit, new { publish = false, files = new[] { new { path = "large.txt", content = text } } })).Json;
        Assert.Equal(text.Length, created.GetProperty("files")[0].GetProperty("size").GetInt64());

        var body = JsonSerializer.Serialize(new { files = new[] { new { path = "large.txt", content = text + text + text } } });
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Edit}/current/files") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        using var refused = await fixture.Olga.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        var more = await fixture.Olga.PutAsync($"{Edit}/current/files", new { files = new[] { new { path = "more.txt", contentBase64 = Convert.ToBase64String(new byte[3 * 1024 * 1024]) } } });
        Assert.Equal(HttpStatusCode.OK, more.Status);
    }

    public static TheoryData<GitEditStatus, HttpStatusCode, string> Refusals => new()
    {
        { GitEditStatus.NotFound, HttpStatusCode.NotFound, "not_found" },
        { GitEditStatus.Invalid, HttpStatusCode.BadRequest, "invalid" },
        { GitEditStatus.Conflict, HttpStatusCode.Conflict, "edit_state" },
        { GitEditStatus.ReadOnly, HttpStatusCode.Conflict, "read_only" },
        { GitEditStatus.NotConfigured, HttpStatusCode.Conflict, "not_configured" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_OfEachOperation_HasItsCodeAndNoAuditLine(GitEditStatus refusal, HttpStatusCode status, string code)
    {
        var id = fixture.Git.Add("olga", null, GitEditState.Open).Id;
        fixture.Git.Refusal = new(refusal, null, "What to do.");
        var lines = fixture.Node.Store.Audit.Count;
        ApiAnswer[] answers =
        [
            await fixture.Olga.PostAsync(Edit, "{}"), await fixture.Olga.PutAsync($"{Edit}/{id}/files", """{"files":[]}"""), await fixture.Olga.PostAsync($"{Edit}/{id}/publish", "{}"),
            await fixture.Olga.PostAsync($"{Edit}/{id}/discard", "{}"), await fixture.Olga.PostAsync($"{Edit}/{id}/resolve", """{"path":"a","choice":"Mine"}"""),
        ];

        Assert.All(answers, answer => Assert.Equal((status, code), (answer.Status, answer.Code)));
        if (refusal != GitEditStatus.NotFound) Assert.All(answers, answer => Assert.Contains("What to do.", answer.Body));
        Assert.Equal(lines, fixture.Node.Store.Audit.Count);
    }

    [Fact]
    public async Task Current_IsTheCallersNewestOpenEdit()
    {
        fixture.Git.Add("OLGA", "older", GitEditState.Open);
        var mine = fixture.Git.Add("Olga", "mine", GitEditState.Open).Id;
        fixture.Git.Add("olga", "waits", GitEditState.Pending);
        fixture.Git.Add("admin", "of another", GitEditState.Open);
        var ofNode = fixture.Git.Add("olga", "of a node", GitEditState.Open);
        fixture.Git.Edits[ofNode.Id] = ofNode with { Node = "olga" };

        Assert.Equal(mine, (await fixture.Olga.GetAsync($"{Edit}/current")).Json.GetProperty("id").GetInt64());
        await fixture.Olga.PostAsync($"{Edit}/current/publish", """{"message":"m","paths":["a","b"]}""");
        Assert.Equal((GitEditState.Published, "m"), (fixture.Git.Edits[mine].State, fixture.Git.Edits[mine].Message));
        Assert.Equal(("m", "a,b"), fixture.Git.LastAsked);
        await fixture.Olga.PostAsync($"{Edit}/current/discard");
        Assert.Equal("all", fixture.Git.LastAsked);
        var none = await fixture.Olga.GetAsync($"{Edit}/current");
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (none.Status, none.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Olga.PostAsync($"{Edit}/newest/publish", "{}")).Status);
    }

    [Fact]
    public async Task List_NewestFirst_UnfinishedOnlyOnRequest()
    {
        foreach (var state in new[] { GitEditState.Open, GitEditState.Published, GitEditState.Conflict, GitEditState.Discarded }) fixture.Git.Add("olga", $"{state}", state);

        async Task<string> MessagesAsync(string query) =>
            string.Join(',', (await fixture.Olga.GetAsync(Edit + query)).Json.EnumerateArray().Select(edit => edit.GetProperty("message").GetString()));
        Assert.Equal("Discarded,Conflict,Published,Open", await MessagesAsync(""));
        Assert.Equal("Conflict,Open", await MessagesAsync("?unfinished=true"));
        Assert.Equal("Conflict", await MessagesAsync("?unfinished=true&take=1"));
        var newest = fixture.Git.Edits.Keys.Max();
        Assert.Equal("Conflict,Published", await MessagesAsync($"?before={newest}&take=2"));
    }

    [Theory]
    [InlineData("""{"path":"a ä","choice":"mine"}""", GitConflictChoice.Mine, null)]
    [InlineData("""{"path":"a ä","choice":"Theirs"}""", GitConflictChoice.Theirs, null)]
    [InlineData("""{"path":"a ä","choice":"Content","content":"both ü"}""", GitConflictChoice.Content, "both ü")]
    [InlineData("""{"path":"a ä","choice":"Content"}""", GitConflictChoice.Content, null)]
    public async Task Resolve_PassesTheChoiceOn(string body, GitConflictChoice choice, string? content)
    {
        var id = fixture.Git.Add("admin", null, GitEditState.Conflict).Id;
        Assert.Equal(HttpStatusCode.OK, (await fixture.Olga.PostAsync($"{Edit}/{id}/resolve", body)).Status);
        Assert.Equal(("a ä", choice, content), fixture.Git.LastAsked);
        Assert.Equal("git.edit.resolve", fixture.Node.Store.Audit[^1].Action);
    }

    [Theory]
    [InlineData("path", """{"choice":"Mine"}""")]
    [InlineData("choice", """{"path":"a"}""")]
    [InlineData("choice", """{"path":"a","choice":7}""")]
    public async Task Resolve_Wrong_IsRefused(string field, string body)
    {
        var answer = await fixture.Olga.PostAsync($"{Edit}/1/resolve", body);
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name));
    }

    [Fact]
    public async Task Diff_IsOfOneFile()
    {
        var id = fixture.Git.Add("olga", null, GitEditState.Open, new GitFileContent("a b.ps1", "1"u8.ToArray())).Id;
        Assert.Equal("@@ patch", (await fixture.Olga.GetAsync($"{Edit}/{id}/diff?path=a%20b.ps1")).Json.GetProperty("patch").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Olga.GetAsync($"{Edit}/{id}/diff?path=other")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Olga.GetAsync($"{Edit}/{id}/diff")).Status);
    }
}
