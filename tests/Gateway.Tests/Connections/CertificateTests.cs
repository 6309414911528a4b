using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Universal.Connections;

namespace Universal.Gateway.Tests.Connections;

/// <summary>Which certificates the processes of a cluster have, and which they trust.</summary>
public sealed class CertificateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(57);
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public void TwoProcessesOfOneKey_TrustEachOther()
    {
        var key = Key();
        using var one = Of("a", key);
        using var other = Of("b", key);
        Assert.True(Trusts(one, other.Current.Local, OrleansTls.NodeUses));
        Assert.True(Trusts(other, one.Current.Local, OrleansTls.NodeUses));
    }

    [Fact]
    public void AnotherKey_IsNotTrusted()
    {
        using var one = Of("a", Key());
        using var stranger = Of("a", Key());
        Assert.False(Trusts(one, stranger.Current.Local, OrleansTls.NodeUses));
    }

    [Fact]
    public void AnotherClusterOfTheSameKey_IsNotTrusted()
    {
        var keys = new Keys { AuthoritySeeds = [Key()] };
        using var one = new IssuedCertificates(keys, "production", "a", _time);
        using var other = new IssuedCertificates(keys, "test", "a", _time);
        Assert.False(Trusts(one, other.Current.Local, OrleansTls.NodeUses));
    }

    [Fact]
    public void ChangeOfKeys_NodesOfEachRoundTrustEachOther()
    {
        var (former, next) = (Key(), Key());
        using var before = Of("a", former);
        using var knowsNext = Of("b", former, next);
        using var usesNext = Of("c", next, former);
        using var after = Of("d", next);
        foreach (var (left, right) in ((IssuedCertificates, IssuedCertificates)[])[(before, knowsNext), (knowsNext, usesNext), (usesNext, after)])
        {
            Assert.True(Trusts(left, right.Current.Local, OrleansTls.NodeUses));
            Assert.True(Trusts(right, left.Current.Local, OrleansTls.NodeUses));
        }

        Assert.False(Trusts(before, after.Current.Local, OrleansTls.NodeUses));
    }

    [Fact]
    public void NodeThatRunsForYears_RenewsItsCertificateBeforeItEnds()
    {
        var key = Key();
        using var old = Of("a", key);
        using var other = Of("b", key);
        var first = old.Current.Local;
        for (var day = 0; day < 800; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.True(Trusts(other, old.Current.Local, OrleansTls.NodeUses), $"not trusted after {day} days");
            Assert.True(old.Current.Local.NotAfter.ToUniversalTime() - _time.GetUtcNow() > TimeSpan.FromDays(10));
        }

        Assert.NotEqual(first.SerialNumber, old.Current.Local.SerialNumber);
        Assert.False(Trusts(other, first, OrleansTls.NodeUses));
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public void ClocksThatDifferByHours_DoNotCutNodesOff(int hours)
    {
        var key = Key();
        using var here = Of("a", key);
        using var there = new IssuedCertificates(new Keys { AuthoritySeeds = [key] }, "universal", "b", new FakeTimeProvider(Now.AddHours(hours)));
        Assert.True(Trusts(here, there.Current.Local, OrleansTls.NodeUses));
    }

    [Fact]
    public void CertificateOfAClient_CallsAndDoesNotJoin()
    {
        var key = Key();
        using var node = Of("a", key);
        using var client = X509Certificate2.CreateFromPem(ClientCertificate.Issue(new Keys { AuthoritySeeds = [key] }, "universal", "tool", Now, TimeSpan.FromDays(9)));
        Assert.True(Trusts(node, client, OrleansTls.ClientUses));
        Assert.False(Trusts(node, client, OrleansTls.NodeUses));
        Assert.Equal("CN=tool", client.Subject);
        Assert.Equal(Now.AddDays(9).UtcDateTime, client.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void NoKey_SaysWhatToDo() => Assert.Contains("Secrets:Key", Assert.Throws<CertificatesUnavailableException>(() => Of("a").Current).Message);

    [Fact]
    public void Files_AreReadAgainWhenTheyChangeAndKeptWhileTheyAreHalfWritten()
    {
        var keys = new Keys { AuthoritySeeds = [Key()] };
        var file = Path.GetTempFileName();
        try
        {
            void Write(string name) => File.WriteAllText(file, ClientCertificate.Issue(keys, "universal", name, Now, TimeSpan.FromDays(1)));

            Write("first");
            var options = new ClusterTlsOptions { CertificateFile = file };
            Assert.True(new ClusterTlsOptionsValidator().Validate(null, options).Succeeded);
            using var source = new FileCertificates(options, NullLogger.Instance);
            Assert.Equal("CN=first", source.Current.Local.Subject);
            Assert.True(source.Current.Local.HasPrivateKey);
            Assert.Single(source.Current.Authorities);

            File.WriteAllText(file, "-----BEGIN CERT");
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(70));
            Assert.Equal("CN=first", source.Current.Local.Subject);
            Assert.False(new ClusterTlsOptionsValidator().Validate(null, options).Succeeded);

            Write("second");
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(71));
            Assert.Equal("CN=second", source.Current.Local.Subject);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Key() => RandomNumberGenerator.GetBytes(32);

    private IssuedCertificates Of(string name, params byte[][] seeds) => new(new Keys { AuthoritySeeds = seeds }, "universal", name, _time);

    private bool Trusts(IssuedCertificates own, X509Certificate2 peer, string[] uses)
    {
        using var chain = new X509Chain { ChainPolicy = OrleansTls.Policy(own.Current, uses) };
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return chain.Build(peer);
    }

    private sealed class Keys : IClusterKeys
    {
        public IReadOnlyList<byte[]> AuthoritySeeds { get; init; } = [];
    }
}
