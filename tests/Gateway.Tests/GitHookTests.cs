using System.Net;
using System.Security.Cryptography;
using System.Text;
using Universal.Gateway.Tests.Hosting;
using Universal.Git;

namespace Universal.Gateway.Tests;

/// <summary>The webhook of git, which anybody may call who knows its secret.</summary>
public sealed class GitHookTests(GitFixture fixture) : IClassFixture<GitFixture>, IAsyncLifetime
{
    private const string HookPath = "/api/v1/git/hook";
    private const string HookSecret = "hook secret ä";
    private static readonly byte[] Push = """{"ref":"refs/heads/main"}"""u8.ToArray();

    public async ValueTask InitializeAsync()
    {
        await fixture.Admin.DeleteAsync("/api/v1/git/settings");
        fixture.Git.Synchronised.Clear();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task SetAsync(object body) => Assert.Equal(HttpStatusCode.OK, (await fixture.Admin.PutAsync("/api/v1/git/settings", body)).Status);

    private static string Sign(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Push));

    private async Task<ApiAnswer> HookAsync(string? header, string? value, HttpContent? content = null)
    {
        using var stranger = fixture.Node.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, HookPath) { Content = content ?? new ByteArrayContent(Push) };
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        // A refused body is not sent to its end.
        request.Headers.ExpectContinue = content is not null;
        var response = await stranger.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    [Theory]
    [InlineData("X-Hub-Signature-256", "sha256=")]
    [InlineData("X-Hub-Signature", "sha256=")]
    [InlineData("X-Gitea-Signature", "")]
    [InlineData("X-Gogs-Signature", "")]
    public async Task Hook_Signed_SynchronisesWithoutSignIn(string header, string prefix)
    {
        await SetAsync(new { hookSecret = HookSecret });

        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync(header, prefix + Sign(HookSecret))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync(header, prefix + Sign(HookSecret).ToUpperInvariant())).Status);
        foreach (var wrong in new[] { Sign("other"), Sign(HookSecret)[..^1], Sign(HookSecret) + "0", "", Sign(HookSecret)[..^1] + "g", "sha1=" + Sign(HookSecret)[..40] })
        {
            var refused = await HookAsync(header, prefix + wrong);
            Assert.Equal((HttpStatusCode.Unauthorized, "hook_signature"), (refused.Status, refused.Code));
        }

        Assert.Equal([GitTrigger.Hook, GitTrigger.Hook], fixture.Git.Synchronised);
    }

    [Fact]
    public async Task Hook_OfGitLab_GivesTheSecretItself()
    {
        await SetAsync(new { hookSecret = "plain-secret" });

        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync("X-Gitlab-Token", "plain-secret")).Status);
        foreach (var wrong in new[] { "plain-secre", "plain-secret2", "other", "" })
            Assert.Equal("hook_signature", (await HookAsync("X-Gitlab-Token", wrong)).Code);
        Assert.Equal("hook_signature", (await HookAsync(null, null)).Code);
    }

    [Fact]
    public async Task Hook_WithoutSecret_IsClosed()
    {
        await SetAsync(new { remote = "https://git.example.org/a.git" });

        var closed = await HookAsync("X-Hub-Signature-256", "sha256=" + Sign(""));

        Assert.Equal((HttpStatusCode.Forbidden, "hook_closed"), (closed.Status, closed.Code));
        Assert.Empty(fixture.Git.Synchronised);
    }

    [Fact]
    public async Task Hook_LargeBody_IsTakenUpToItsLimit()
    {
        await SetAsync(new { hookSecret = "s" });
        var body = new byte[5 * 1024 * 1024];
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s"u8, body));

        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync("X-Hub-Signature-256", signature, new ByteArrayContent(body))).Status);
        var refused = await HookAsync("X-Hub-Signature-256", signature, new ByteArrayContent(new byte[27 * 1024 * 1024]));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), (refused.Status, refused.Code));
    }
}
