using Microsoft.Extensions.Configuration;
using Universal.Git;
using Universal.Grains.Git;

namespace Universal.Grains.Tests.Git;

/// <summary>Section <c>Git</c>, and PSU's keys where it names no remote.</summary>
public sealed class GitOptionsTests
{
    private static GitOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var options = new GitOptions();
        configuration.GetSection(GitOptions.Section).Bind(options);
        options.ReadPsuKeys(configuration);
        return options;
    }

    private static string Text(GitOptions options) =>
        $"{options.Remote} {options.Branch} {options.User} {options.Secret} {options.Behavior} {options.Mode} {options.Interval} {options.UseGitProgram}";

    [Fact]
    public void Nothing_IsSoundAndSetsNoRemote()
    {
        var options = Read();

        Assert.Equal(" main   OneWay Automatic 00:01:00 False", Text(options));
        Assert.True(new GitOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((false, GitSettingsSource.None), (options.ToConfigured().IsSet, options.ToConfigured().Settings.Source));
    }

    [Fact]
    public void PsuKeys_AreTakenOver()
    {
        var options = Read(
            ("Data:GitRemote", "https://git.example.org/a.git"), ("Data:GitBranch", "prod"), ("Data:GitUserName", "u"), ("Data:GitPassword", "p"),
            ("Data:GitSyncBehavior", "twoway"), ("Data:GitSyncInterval", "5"), ("Data:Mode", "Manual"), ("Data:ExternalGitClient", "true"));

        Assert.Equal("https://git.example.org/a.git prod u p TwoWay Manual 00:05:00 True", Text(options));
        Assert.Equal((true, GitSettingsSource.Configuration), (options.ToConfigured().IsSet, options.ToConfigured().Settings.Source));
    }

    [Fact]
    public void PsuRemoteAlone_HasPsusBranch_AndIsNotPushedTo() =>
        Assert.Equal("https://git.example.org/a.git master   OneWay Automatic 00:01:00 False", Text(Read(("Data:GitRemote", "https://git.example.org/a.git"))));

    [Theory]
    [InlineData("Data:GitSyncBehavior", "Sideways")]
    [InlineData("Data:GitSyncInterval", "0")]
    [InlineData("Data:GitSyncInterval", "-5")]
    [InlineData("Data:GitSyncInterval", "often")]
    [InlineData("Data:ExternalGitClient", "perhaps")]
    [InlineData("Data:Mode", "")]
    public void PsuKey_WithoutMeaning_LeavesTheDefault(string key, string value) =>
        Assert.Equal("https://git.example.org/a.git master   OneWay Automatic 00:01:00 False", Text(Read(("Data:GitRemote", "https://git.example.org/a.git"), (key, value))));

    [Fact]
    public void SectionGit_Wins_AndFillsWhatPsuKeysLeaveOut()
    {
        (string, string)[] psu = [("Data:GitRemote", "https://psu.example.org/a.git"), ("Data:GitUserName", "psu"), ("Data:GitBranch", "psu")];
        Assert.Equal(
            "https://git.example.org/a.git main   OneWay Automatic 00:01:00 False", Text(Read([.. psu, ("Git:Remote", "https://git.example.org/a.git")])));
        Assert.Equal(
            "https://psu.example.org/a.git psu psu s PushOnly Manual 00:00:30 True",
            Text(Read([.. psu, ("Git:Secret", "s"), ("Git:Behavior", "PushOnly"), ("Git:Mode", "Manual"), ("Git:Interval", "00:00:30"), ("Git:UseGitProgram", "true")])));
    }

    [Fact]
    public void ToConfigured_KeepsSecretsApart()
    {
        var configured = Read(("Git:Remote", "https://git.example.org/a.git"), ("Git:Secret", "pass-1"), ("Git:HookSecret", "hook-1"), ("Git:SetAsideFiles", "true")).ToConfigured();

        Assert.Equal(("pass-1", "hook-1", true, true, true), (configured.Secret, configured.HookSecret, configured.Settings.HasSecret, configured.Settings.HasHookSecret, configured.Settings.SetAsideFiles));
        Assert.DoesNotContain("-1", $"{configured} {configured.Settings} {configured.ToRemote()}");
        var without = Read(("Git:Remote", "https://git.example.org/a.git"), ("Git:Secret", ""), ("Git:HookSecret", "")).ToConfigured();
        Assert.Equal((null, null, false, false), (without.Secret, without.HookSecret, without.Settings.HasSecret, without.Settings.HasHookSecret));
    }

    [Fact]
    public void Validate_EverythingWrong_TellsEveryFaultAtOnce()
    {
        var faults = new GitOptionsValidator().Validate(null, new GitOptions
        {
            Remote = "no url", Branch = "..", User = "a:b", Secret = "a\nb", Behavior = (GitSyncBehavior)9, Mode = (GitMode)9, Interval = TimeSpan.FromDays(2),
            Timeout = TimeSpan.Zero, Proxy = "ftp://x", CaFile = "/no/such/file",
        }).Failures!.ToArray();

        Assert.Equal(
            ["Git:Behavior", "Git:Branch", "Git:CaFile", "Git:Interval", "Git:Mode", "Git:Proxy", "Git:Remote", "Git:Secret", "Git:Timeout", "Git:User"],
            faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(GitSyncBehavior.OneWay, false)]
    [InlineData(GitSyncBehavior.TwoWay, true)]
    [InlineData(GitSyncBehavior.PushOnly, true)]
    public void TakesEdits_WithARemoteThatIsPushedTo(GitSyncBehavior behavior, bool takes)
    {
        Assert.Equal(takes, new GitOptions { Remote = "https://git.example.org/a.git", Behavior = behavior }.ToConfigured().TakesEdits);
        Assert.False(new GitOptions { Behavior = behavior }.ToConfigured().TakesEdits);
    }
}
