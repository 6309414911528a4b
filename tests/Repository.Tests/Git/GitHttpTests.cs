using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>Over smart HTTP, with git's own server program.</summary>
public sealed class GitHttpTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloneFetchAndPublish_WithCredentials_Work(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        server.Credentials = "ann:sécret";
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: Settings(server, program) with { User = "ann", Secret = "sécret" });
        _sandbox.Publish(("a.ps1", "2"));

        Assert.Equal(1, (await copy.FetchAsync(default)).Value?.Behind);
        Assert.Equal(GitOutcome.Success, (await copy.ResetToRemoteAsync(default)).Outcome);
        var published = await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "3")), null, default);

        Assert.Equal((GitOutcome.Success, _sandbox.RemoteHead), (published.Outcome, published.Value?.Commit));
        Assert.DoesNotContain("sécret", File.ReadAllText(Path.Combine(copy.Folder, ".git/config")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "wrong")]
    [InlineData(true, "wrong")]
    [InlineData(false, null)]
    [InlineData(true, null)]
    public async Task Fetch_WrongOrNoCredentials_FailsOnceAndDoesNotLoop(bool program, string? secret)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: Settings(server, program) with { Secret = secret });
        server.Credentials = "git:right";
        var before = server.Requests;

        var fetched = await copy.FetchAsync(default);

        Assert.Equal(GitOutcome.AuthenticationFailed, fetched.Outcome);
        Assert.DoesNotContain("wrong", fetched.Detail, StringComparison.Ordinal);
        Assert.InRange(server.Requests - before, 1, 5);
        server.Credentials = null;
        Assert.Equal(GitOutcome.UpToDate, (await copy.FetchAsync(default)).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_RemoteThatLeadsElsewhere_DoesNotGiveTheSecretAway(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        await using var thief = await GitHttpServer.StartAsync(_sandbox);
        server.LeadsTo = thief;
        thief.Credentials = "thief:thief";
        var copy = _sandbox.Copy(settings: Settings(server, program) with { Secret = "secret" });

        Assert.False((await copy.OpenAsync(GitSandbox.Author, default)).Succeeded);
        Assert.False(thief.WasGivenCredentials);
        Assert.Equal(!program, thief.Requests > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_RemoteThatHangs_TimesOutAndLeavesTheFilesUsable(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish(("a.ps1", "1"));
        await _sandbox.CloneAsync(settings: Settings(server, program));
        var copy = _sandbox.Copy(settings: Settings(server, program) with { Timeout = TimeSpan.FromMilliseconds(700) });
        server.Hangs = true;

        Assert.Equal(GitOutcome.TimedOut, (await copy.FetchAsync(default)).Outcome);
        Assert.Equal(GitOutcome.TimedOut, (await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default)).Outcome);
        Assert.Equal(GitOutcome.Success, (await copy.StatusAsync(default)).Outcome);
        server.Hangs = false;
        Assert.Equal(GitOutcome.UpToDate, (await _sandbox.Copy(settings: Settings(server, program)).FetchAsync(default)).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_CanceledByItsCaller_EndsAtOnce(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: Settings(server, program));
        server.Hangs = true;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy.FetchAsync(stop.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_RemoteThatDiesInTheMiddle_HealsAtTheNext(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: Settings(server, program));
        var random = new Random(1);
        var commit = _sandbox.Publish([.. Enumerable.Range(0, 50).Select(i => ($"{i}.txt", (string?)Convert.ToHexString(RandomBytes(random))))]);
        server.CutAfter = 20_000;

        Assert.Equal(GitOutcome.RemoteUnreachable, (await copy.FetchAsync(default)).Outcome);
        server.CutAfter = null;

        Assert.Equal(commit, (await copy.FetchAsync(default)).Value?.Remote);
        Assert.True((await copy.ResetToRemoteAsync(default)).Succeeded);
        Assert.True(File.Exists(Path.Combine(copy.Folder, "49.txt")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clone_RemoteThatDiesInTheMiddle_HealsAtTheNextOpen(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        var random = new Random(1);
        var commit = _sandbox.Publish([.. Enumerable.Range(0, 50).Select(i => ($"{i}.txt", (string?)Convert.ToHexString(RandomBytes(random))))]);
        server.CutAfter = 20_000;
        var copy = _sandbox.Copy(settings: Settings(server, program));

        Assert.Equal(GitOutcome.RemoteUnreachable, (await copy.OpenAsync(GitSandbox.Author, default)).Outcome);
        server.CutAfter = null;

        Assert.Equal(new GitOpened(GitFirstContact.Cloned, commit), (await copy.OpenAsync(GitSandbox.Author, default)).Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_OverHttps_ChecksTheCertificateAsSet(bool program)
    {
        using var issuer = Authority();
        using var certificate = SignedBy(issuer);
        await using var server = await GitHttpServer.StartAsync(_sandbox, certificate);
        _sandbox.Publish(("a.ps1", "1"));
        var authority = _sandbox.Folder("authority.pem");
        File.WriteAllText(authority, issuer.ExportCertificatePem());
        var settings = Settings(server, program);

        var unknown = await _sandbox.Copy("unknown", settings).OpenAsync(GitSandbox.Author, default);
        var known = await _sandbox.Copy("known", settings with { CaFile = authority }).OpenAsync(GitSandbox.Author, default);
        var any = await _sandbox.Copy("unchecked", settings with { VerifyCertificate = false }).OpenAsync(GitSandbox.Author, default);

        Assert.Equal(GitOutcome.RemoteUnreachable, unknown.Outcome);
        Assert.Contains("certificate", unknown.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.True(known.Succeeded, known.Detail);
        Assert.True(any.Succeeded, any.Detail);
    }

    private GitRemoteSettings Settings(GitHttpServer server, bool program) => _sandbox.Settings(program) with { Url = server.Url };

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[1000];
        random.NextBytes(bytes);
        return bytes;
    }

    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(From, Until);
    }

    private static X509Certificate2 SignedBy(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var signed = request.Create(authority, From, Until, [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }
}
