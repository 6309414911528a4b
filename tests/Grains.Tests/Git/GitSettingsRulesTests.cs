using Universal.Git;
using Universal.Grains.Git;

namespace Universal.Grains.Tests.Git;

public sealed class GitSettingsRulesTests
{
    private static readonly GitSettings Sound = new() { Remote = "https://git.example.org/a.git" };

    [Fact]
    public void Faults_WithoutRemote_AreNone() => Assert.Empty(GitSettingsRules.Faults(new GitSettings { Interval = TimeSpan.Zero }, "\n"));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("-x --upload-pack=touch")]
    [InlineData("..")]
    public void Faults_WithoutRemote_AreThoseOfWhatIsKept(string branch) =>
        Assert.Equal(["Branch", "CaFile", "Proxy"], GitSettingsRules.Faults(new GitSettings { Branch = branch, CaFile = "/no/such/file", Proxy = "x" }, null).Keys.Order());

    [Fact]
    public void Faults_WithoutRemote_BranchOfAnyLength_IsRefused() => Assert.Equal(["Branch"], GitSettingsRules.Faults(new GitSettings { Branch = new string('b', 5_000) }, null).Keys);

    [Fact]
    public void Faults_AreByField_SeveralOfOneTogether()
    {
        var faults = GitSettingsRules.Faults(
            Sound with { Remote = "ssh://git@host/a.git", Branch = "a..b", CaFile = "/no/such/file", VerifyCertificate = false, Mode = (GitMode)7, Interval = TimeSpan.FromDays(2) }, "p\n");

        Assert.Equal(["Branch", "CaFile", "Interval", "Mode", "Secret"], faults.Keys.Order());
        Assert.Equal(2, faults["Secret"].Length);
        Assert.Equal(2, faults["CaFile"].Length);
        Assert.All(faults.Values.SelectMany(texts => texts), text => Assert.EndsWith(".", text));
    }

    [Theory]
    [InlineData("00:00:01", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("00:00:00.999", false)]
    [InlineData("1.00:00:01", false)]
    [InlineData("-00:01:00", false)]
    public void Faults_Interval(string interval, bool sound) =>
        Assert.Equal(sound, GitSettingsRules.Faults(Sound with { Interval = TimeSpan.Parse(interval, null) }, null).Count == 0);

    [Fact]
    public void ToRemote_TakesEverythingOver()
    {
        var remote = GitSettingsRules.ToRemote(
            Sound with
            {
                Branch = "b", User = "u", Behavior = GitSyncBehavior.PushOnly, Timeout = TimeSpan.FromSeconds(7), Proxy = "http://p:1", UseGitProgram = true, CaFile = "c",
                VerifyCertificate = false,
            },
            "s");

        Assert.Equal(
            (Sound.Remote, "b", "u", "s", GitSyncBehavior.PushOnly, TimeSpan.FromSeconds(7), "http://p:1"),
            (remote.Url, remote.Branch, remote.User, remote.Secret, remote.Behavior, remote.Timeout, remote.Proxy));
        Assert.Equal((true, "c", false), (remote.UseGitProgram, remote.CaFile, remote.VerifyCertificate));
    }
}
