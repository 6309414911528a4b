using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitRemoteSettingsTests
{
    [Theory]
    [InlineData("https://example.org/team/repository.git")]
    [InlineData("http://127.0.0.1:8080/repository")]
    [InlineData("ssh://git@example.org:2222/team/repository.git")]
    [InlineData("git://example.org/repository")]
    [InlineData("file:///srv/git/repository.git")]
    [InlineData("git@example.org:team/repository.git")]
    [InlineData("example.org:repository.git")]
    public void Url_OfAKnownKind_IsTaken(string url) => Assert.Empty(Faults(url));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("--upload-pack=touch /tmp/x", "dash")]
    [InlineData("-oProxyCommand=x:y", "dash")]
    [InlineData("ext::sh -c touch", "spaces")]
    [InlineData("ext::touch", "must begin with")]
    [InlineData("/srv/git/repository", "must begin with")]
    [InlineData("C:/git/repository", "must begin with")]
    [InlineData("ftp://example.org/repository", "must begin with")]
    [InlineData("javascript://example.org/repository", "must begin with")]
    [InlineData("https://user:secret@example.org/repository", "credentials")]
    [InlineData("https://token@example.org/repository", "credentials")]
    [InlineData("ssh://git:secret@example.org/repository", "password")]
    [InlineData("ssh://-oProxyCommand=x/repository", "")]
    [InlineData("ssh://-l@example.org/repository", "option")]
    [InlineData("git@example.org:-x", "must begin with")]
    [InlineData("-x@example.org:path", "dash")]
    [InlineData("https://example.org", "no path")]
    [InlineData("file://host/repository", "absolute path")]
    [InlineData("https://example.org/a\nb", "control")]
    public void Url_ThatIsNone_IsAFault(string url, string says) => Assert.Contains(says, Assert.Single(Faults(url)), StringComparison.Ordinal);

    [Theory]
    [InlineData("main")]
    [InlineData("release/1.2")]
    [InlineData("feature/äöü-ß")]
    [InlineData("a@b")]
    public void Branch_ByGitsRules_IsTaken(string branch) => Assert.Empty(Faults(branch: branch));

    [Theory]
    [InlineData("")]
    [InlineData("-f")]
    [InlineData("@")]
    [InlineData("HEAD")]
    [InlineData("a b")]
    [InlineData("a..b")]
    [InlineData("a~1")]
    [InlineData("a^")]
    [InlineData("a:b")]
    [InlineData("a?")]
    [InlineData("a*")]
    [InlineData("a[")]
    [InlineData("a\\b")]
    [InlineData("a@{1}")]
    [InlineData("a\u007f")]
    [InlineData(".a")]
    [InlineData("a/.b")]
    [InlineData("a.lock")]
    [InlineData("a.lock/b")]
    [InlineData("a.")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    public void Branch_AgainstGitsRules_IsAFault(string branch) => Assert.Single(Faults(branch: branch));

    [Fact]
    public void Faults_AreReportedAllAtOnce()
    {
        var settings = new GitRemoteSettings
        {
            Url = "ftp://x/y", Branch = "-", User = "a:b", Secret = "", Behavior = (GitSyncBehavior)9, Timeout = TimeSpan.Zero, Proxy = "socks://x",
            CaFile = "/does/not/exist", VerifyCertificate = false,
        };

        var faults = GitRemoteSettingsValidator.Faults(settings);

        Assert.Equal(["Url", "Branch", "User", "Secret", "Behavior", "Timeout", "Proxy", "CaFile", "CaFile"], faults.Select(fault => fault.Split(':')[0]));
    }

    [Fact]
    public void Secret_ForARemoteThatTakesNone_IsAFault() =>
        Assert.Contains("ssh uses the keys", Assert.Single(GitRemoteSettingsValidator.Faults(new GitRemoteSettings { Url = "git@example.org:a", Secret = "s" })), StringComparison.Ordinal);

    [Fact]
    public void ProxyWithCredentials_IsAFault() =>
        Assert.Single(GitRemoteSettingsValidator.Faults(new GitRemoteSettings { Url = "https://example.org/a", Proxy = "http://u:p@proxy:3128" }));

    [Fact]
    public void ToString_HoldsNoSecret()
    {
        var settings = new GitRemoteSettings { Url = "https://example.org/a", User = "ann", Secret = "very-secret" };

        Assert.DoesNotContain("very-secret", settings.ToString(), StringComparison.Ordinal);
        Assert.Contains("ann", settings.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Faults(string url = "https://example.org/a", string branch = "main") =>
        GitRemoteSettingsValidator.Faults(new GitRemoteSettings { Url = url, Branch = branch });
}
