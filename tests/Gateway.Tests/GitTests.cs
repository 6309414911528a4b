using System.Net;
using System.Text.Json;
using Universal.Gateway.Tests.Hosting;
using Universal.Git;

namespace Universal.Gateway.Tests;

/// <summary>Settings, status and history of git.</summary>
public sealed class GitTests(GitFixture fixture) : IClassFixture<GitFixture>, IAsyncLifetime
{
    private const string Settings = "/api/v1/git/settings";

    public async ValueTask InitializeAsync()
    {
        await fixture.Admin.DeleteAsync(Settings);
        fixture.Git.Synchronised.Clear();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<JsonElement> SetAsync(object body)
    {
        var answer = await fixture.Admin.PutAsync(Settings, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    [Fact]
    public async Task Put_OneField_KeepsTheRest_EmptyTextRemoves()
    {
        await SetAsync(new
        {
            remote = " https://git.example.org/ops.git ", branch = "prod", userName = "u", password = "p", syncBehavior = "TwoWay", mode = "Manual", interval = "00:05:00",
            timeout = "00:00:20", proxyUrl = "http://proxy:3128", externalGit = true, verifyCertificate = false, hookSecret = "h", setAsideFiles = true,
        });

        var changed = await SetAsync(new { interval = "00:00:10" });

        Assert.Equal(
            "https://git.example.org/ops.git prod u True TwoWay Manual 00:00:10 00:00:20 http://proxy:3128 True False True True Database 2 admin",
            string.Join(' ', new[]
            {
                "remote", "branch", "userName", "hasPassword", "syncBehavior", "mode", "interval", "timeout", "proxyUrl", "externalGit", "verifyCertificate", "hasHookSecret",
                "setAsideFiles", "source", "version", "changedBy",
            }.Select(name => changed.GetProperty(name).ToString())));
        var removed = await SetAsync(new { userName = "", password = "", proxyUrl = "", hookSecret = "" });
        Assert.Equal(JsonValueKind.Null, removed.GetProperty("userName").ValueKind);
        Assert.Equal(JsonValueKind.Null, removed.GetProperty("proxyUrl").ValueKind);
        Assert.False(removed.GetProperty("hasPassword").GetBoolean());
        Assert.False(removed.GetProperty("hasHookSecret").GetBoolean());
        Assert.Equal("prod", removed.GetProperty("branch").GetString());
    }

    [Fact]
    public async Task Secrets_AreInNoAnswerAndNoAuditLine()
    {
        var set = await fixture.Admin.PutAsync(Settings, new { remote = "https://git.example.org/a.git", password = "pass-word-1", hookSecret = "hook-secret-1" });
        ApiAnswer[] answers =
        [
            set, await fixture.Admin.GetAsync(Settings), await fixture.Admin.PutAsync(Settings, new { password = "pass-word-1\n", branch = ".." }),
            await fixture.Admin.GetAsync("/api/v1/git/status"), await fixture.Admin.GetAsync("/api/v1/audit"),
        ];

        Assert.All(answers, answer => Assert.DoesNotContain("-word-1", answer.Body));
        Assert.All(answers, answer => Assert.DoesNotContain("hook-secret-1", answer.Body));
        var stored = (await fixture.Git.Settings.GetAsync("git", TestContext.Current.CancellationToken))!.Value;
        Assert.DoesNotContain("-word-1", stored);
        Assert.DoesNotContain("hook-secret-1", stored);
        var line = fixture.Node.Store.Audit.Last(row => row.Action == "git.settings");
        Assert.Equal(("admin", "https://git.example.org/a.git", "https://git.example.org/a.git main OneWay Automatic"), (line.Identity, line.Subject, line.Detail));
    }

    [Theory]
    [InlineData("branch", """{"branch":"a\u0000b"}""")]
    [InlineData("branch", """{"branch":"-x --upload-pack=touch"}""")]
    [InlineData("proxyUrl", """{"proxyUrl":"ftp://proxy"}""")]
    [InlineData("caFile", """{"caFile":"/no/such/file.pem"}""")]
    public async Task Put_WrongWithoutRemote_IsRefusedByItsField(string field, string body)
    {
        await fixture.Admin.DeleteAsync(Settings);
        var answer = await fixture.Admin.PutAsync(Settings, body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(0, (await fixture.Admin.GetAsync(Settings)).Json.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("remote", """{"remote":"no url"}""")]
    [InlineData("remote", """{"remote":"https://user:pw@git.example.org/a.git"}""")]
    [InlineData("branch", """{"branch":"a..b"}""")]
    [InlineData("userName", """{"userName":"a:b"}""")]
    [InlineData("password", """{"remote":"ssh://git@git.example.org/a.git","password":"p"}""")]
    [InlineData("syncBehavior", """{"syncBehavior":9}""")]
    [InlineData("mode", """{"mode":9}""")]
    [InlineData("interval", """{"interval":"00:00:00"}""")]
    [InlineData("timeout", """{"timeout":"02:00:00"}""")]
    [InlineData("proxyUrl", """{"proxyUrl":"ftp://proxy"}""")]
    [InlineData("caFile", """{"caFile":"/no/such/file.pem"}""")]
    public async Task Put_Wrong_FaultHasTheNameOfTheBodysField(string field, string body)
    {
        await SetAsync(new { remote = "https://git.example.org/a.git" });

        var answer = await fixture.Admin.PutAsync(Settings, body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(1, (await fixture.Admin.GetAsync(Settings)).Json.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Put_VersionOfBefore_IsRefused_WithoutVersionTheOthersChangeStays()
    {
        await SetAsync(new { remote = "https://git.example.org/a.git" });
        await SetAsync(new { branch = "other", version = 1 });
        var late = await fixture.Admin.PutAsync(Settings, new { branch = "late", version = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "changed_meanwhile"), (late.Status, late.Code));

        // Somebody comes between what was read and what is written.
        fixture.Git.Settings.BeforePut = async () =>
        {
            fixture.Git.Settings.BeforePut = null;
            var settings = (await fixture.Git.Configuration.ReadAsync()).Settings;
            await fixture.Git.Configuration.WriteAsync(new GitSettingsChange(settings with { Branch = "between" }), "somebody");
        };
        var both = await SetAsync(new { interval = "00:00:30" });

        Assert.Equal(("between", "00:00:30"), (both.GetProperty("branch").GetString(), both.GetProperty("interval").GetString()));
    }

    [Fact]
    public async Task Delete_GivesTheNodesOwnSettingsBack()
    {
        await SetAsync(new { remote = "https://git.example.org/a.git" });

        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Admin.DeleteAsync(Settings)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Admin.DeleteAsync(Settings)).Status);
        Assert.Equal("None", (await fixture.Admin.GetAsync(Settings)).Json.GetProperty("source").GetString());
        Assert.Equal("git.settings.remove", fixture.Node.Store.Audit[^1].Action);
    }

    [Theory]
    [InlineData("", "7,6,5,4,3,2,1")]
    [InlineData("?take=2", "7,6")]
    [InlineData("?before=3", "2,1")]
    [InlineData("?before=6&take=2", "5,4")]
    [InlineData("?before=1", "")]
    public async Task History_IsPagedByNumber(string query, string ids)
    {
        var page = (await fixture.Olga.GetAsync("/api/v1/git/history" + query)).Json;
        Assert.Equal(ids, string.Join(',', page.EnumerateArray().Select(record => record.GetProperty("id").GetInt64())));
    }

    [Theory]
    [InlineData("git/history?take=0", "take")]
    [InlineData("git/history?take=501", "take")]
    [InlineData("git/history?before=-1", "before")]
    [InlineData("git/edit?take=501", "take")]
    public async Task List_WrongLimit_IsRefused(string path, string field)
    {
        var answer = await fixture.Olga.GetAsync("/api/v1/" + path);
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name));
    }

    [Fact]
    public async Task StatusAndSync_GiveEachNode()
    {
        var status = (await fixture.Olga.GetAsync("/api/v1/git/status")).Json;
        var synchronised = (await fixture.Olga.PostAsync("/api/v1/git/sync")).Json;

        Assert.Equal(status.ToString(), synchronised.ToString());
        Assert.Equal(["n1 UpToDate", "n2 RemoteUnreachable"], status.EnumerateArray().Select(node => $"{node.GetProperty("node")} {node.GetProperty("outcome")}"));
        Assert.Equal([GitTrigger.Request], fixture.Git.Synchronised);
        Assert.Equal(("olga", "git.synchronize"), (fixture.Node.Store.Audit[^1].Identity, fixture.Node.Store.Audit[^1].Action));
    }
}
