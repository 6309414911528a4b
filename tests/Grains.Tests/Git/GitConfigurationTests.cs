using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Universal.Git;
using Universal.Grains.Git;

namespace Universal.Grains.Tests.Git;

public sealed class GitConfigurationTests
{
    private static readonly GitSettings Remote = new() { Remote = "https://git.example.org/a.git" };
    private readonly FakeSettings _store = new();
    private readonly EphemeralDataProtectionProvider _keys = new();

    private GitConfiguration Open(GitOptions? options = null) => new(_store, Options.Create(options ?? new GitOptions()), _keys);

    private static async Task<GitSettings> WriteAsync(GitConfiguration configuration, GitSettings settings, string? secret = null, string? hook = null)
    {
        var result = await configuration.WriteAsync(new GitSettingsChange(settings, secret, hook), "anna");
        Assert.Empty(result.Errors);
        return result.Settings!;
    }

    [Fact]
    public async Task Read_NothingStored_GivesTheNodesOwn()
    {
        var own = await Open(new GitOptions { Remote = Remote.Remote, Secret = "s", HookSecret = "h" }).ReadAsync();
        Assert.Equal((Remote.Remote, "s", "h", GitSettingsSource.Configuration, 0L), (own.Settings.Remote, own.Secret, own.HookSecret, own.Settings.Source, own.Settings.Version));
        Assert.False((await Open().ReadAsync()).IsSet);
    }

    [Fact]
    public async Task Write_IsReadByAnotherNode_AndGoesBeforeItsOwn()
    {
        var written = await WriteAsync(Open(), Remote with { Version = 77, HasSecret = true, Source = GitSettingsSource.None, ChangedBy = "forged" }, "s", "h");

        var read = await Open(new GitOptions { Remote = "https://other.example.org/b.git", Secret = "other" }).ReadAsync();

        Assert.Equal(written, read.Settings);
        Assert.Equal((GitSettingsSource.Database, 1L, "anna", DateTimeOffset.UnixEpoch), (written.Source, written.Version, written.ChangedBy, written.ChangedAt));
        Assert.Equal(("s", "h", null), (read.Secret, read.HookSecret, read.Fault));
        Assert.True(await Open().RemoveAsync());
        Assert.False(await Open().RemoveAsync());
        Assert.Equal("other", (await Open(new GitOptions { Remote = "https://other.example.org/b.git", Secret = "other" }).ReadAsync()).Secret);
    }

    [Fact]
    public async Task Write_SecretsAreStoredEncryptedOnly()
    {
        await WriteAsync(Open(), Remote, "pass-1-word", "hook-1-secret");

        var text = Assert.Single(_store.Rows.Values).Value;
        Assert.Contains("git.example.org", text);
        Assert.DoesNotContain("-1-", text);
    }

    [Fact]
    public async Task Write_SecretsLeftOut_AreKept_EmptyOnesRemoved()
    {
        var configuration = Open();
        await WriteAsync(configuration, Remote, "s", "h");

        var kept = await WriteAsync(configuration, Remote with { Branch = "other" });
        Assert.Equal((true, true), (kept.HasSecret, kept.HasHookSecret));
        Assert.Equal(("s", "h"), ((await configuration.ReadAsync()).Secret, (await configuration.ReadAsync()).HookSecret));

        var removed = await WriteAsync(configuration, Remote, "", "");
        Assert.Equal((false, false), (removed.HasSecret, removed.HasHookSecret));
        Assert.Null((await configuration.ReadAsync()).Secret);
    }

    [Fact]
    public async Task Write_OverTheNodesOwn_KeepsItsSecrets()
    {
        var configuration = Open(new GitOptions { Remote = Remote.Remote, Secret = "own", HookSecret = "hook" });
        await WriteAsync(configuration, Remote with { Branch = "other" });
        Assert.Equal(("own", "hook"), ((await Open().ReadAsync()).Secret, (await Open().ReadAsync()).HookSecret));
    }

    [Theory]
    [InlineData("https://git.example.org/other.git", true)]
    [InlineData("https://GIT.example.org:443/a.git", true)]
    [InlineData("https://evil.example.org/a.git", false)]
    [InlineData("https://git.example.org:8443/a.git", false)]
    [InlineData("http://git.example.org/a.git", false)]
    [InlineData("git@git.example.org:a.git", false)]
    [InlineData("", false)]
    public async Task Write_RemoteIsAnotherServer_SecretIsNotSentThere(string remote, bool kept)
    {
        var configuration = Open();
        await WriteAsync(configuration, Remote, "s", "h");

        var settings = await WriteAsync(configuration, Remote with { Remote = remote });

        Assert.Equal((kept, kept ? "s" : null), (settings.HasSecret, (await configuration.ReadAsync()).Secret));
        // That one is for those who come to us.
        Assert.Equal("h", (await configuration.ReadAsync()).HookSecret);
    }

    [Fact]
    public async Task Write_Wrong_StoresNothing()
    {
        var result = await Open().WriteAsync(new GitSettingsChange(Remote with { Branch = ".." }), "anna");
        Assert.Null(result.Settings);
        Assert.Equal(["Branch"], result.Errors.Keys);
        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task Write_OfAnotherVersion_IsRefused()
    {
        var configuration = Open();
        Assert.Equal(1, (await configuration.WriteAsync(new GitSettingsChange(Remote, Version: 0), "anna")).Settings!.Version);
        foreach (var version in new[] { 0L, 2L })
        {
            var refused = await configuration.WriteAsync(new GitSettingsChange(Remote, Version: version), "anna");
            Assert.Null(refused.Settings);
            Assert.Empty(refused.Errors);
        }

        Assert.Equal(2, (await configuration.WriteAsync(new GitSettingsChange(Remote, Version: 1), "anna")).Settings!.Version);
    }

    [Fact]
    public async Task Write_SomebodyComesBetween_IsTriedAgainUnlessAVersionIsNamed()
    {
        var configuration = Open();
        await WriteAsync(configuration, Remote, "s");
        void Between()
        {
            _store.BeforePut = null;
            _store.Rows["git"] = _store.Rows["git"] with { Version = _store.Rows["git"].Version + 1 };
        }

        _store.BeforePut = Between;
        Assert.Equal(3, (await WriteAsync(configuration, Remote with { Branch = "a" })).Version);
        _store.BeforePut = Between;
        Assert.Null((await configuration.WriteAsync(new GitSettingsChange(Remote, Version: 3), "anna")).Settings);
        Assert.Equal("s", (await configuration.ReadAsync()).Secret);
    }

    [Fact]
    public async Task Read_SecretOfOtherKeys_IsAFaultThatSettingItAgainHeals()
    {
        await new GitConfiguration(_store, Options.Create(new GitOptions()), new EphemeralDataProtectionProvider()).WriteAsync(new GitSettingsChange(Remote, "s", "h"), "anna");

        var read = await Open().ReadAsync();

        Assert.Equal((Remote.Remote, null, null), (read.Settings.Remote, read.Secret, read.HookSecret));
        Assert.Contains("set it again", read.Fault);
        await WriteAsync(Open(), Remote, "new");
        Assert.Equal(("new", null), ((await Open().ReadAsync()).Secret, (await Open().ReadAsync()).Fault));
    }
}
