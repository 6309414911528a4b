using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Connections.Security;

namespace Universal.Connections;

/// <summary>Mutual TLS for one kind of connection: presents this process's certificate and checks the peer's.</summary>
internal static class OrleansTls
{
    /// <summary>What the certificate of a node is for: to be called and to call.</summary>
    internal static readonly string[] NodeUses = [ServerUse, ClientUse];

    /// <summary>What the certificate of a client is for at least.</summary>
    internal static readonly string[] ClientUses = [ClientUse];

    /// <summary>Server authentication, as RFC 5280 names it.</summary>
    internal const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>Client authentication.</summary>
    internal const string ClientUse = "1.3.6.1.5.5.7.3.2";

    // Connections that say nothing would use up the process's descriptors.
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(10);

    // Peers are found by address; what they are is in the certificate.
    private const string TargetName = "universal";

    /// <summary>Takes connections. With <paramref name="plainToo"/> also such that do not begin with a handshake.</summary>
    /// <param name="connection">The connections.</param>
    /// <param name="nodesOnly">Whether the peer must be a node; otherwise a client of grains is good as well.</param>
    /// <param name="plainToo">Whether connections without TLS are taken.</param>
    public static void UseClusterTlsServer(this IConnectionBuilder connection, bool nodesOnly, bool plainToo)
    {
        var source = connection.ApplicationServices.GetRequiredService<ICertificateSource>();
        var settings = connection.ApplicationServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<ClusterTlsOptions>>().Value;
        var options = Options(settings);
        options.LocalServerCertificateSelector = (_, _) => source.Current.Local;
        options.OnAuthenticateAsServer = (_, handshake) =>
        {
            var bundle = source.Current;
            var server = (SslServerAuthenticationOptions)handshake.SslServerAuthenticationOptions;
            server.ServerCertificateSelectionCallback = null;
            server.ServerCertificateContext = SslStreamCertificateContext.Create(bundle.Local, bundle.Intermediates, offline: true);
            server.CertificateChainPolicy = Policy(bundle, nodesOnly ? NodeUses : ClientUses);
            // Each connection proves itself.
            server.AllowTlsResume = false;
        };
        if (!plainToo)
        {
            connection.UseServerTls(options);
            return;
        }

        connection.Use(plain =>
        {
            var branch = new ConnectionBuilder(connection.ApplicationServices);
            branch.UseServerTls(options);
            branch.Run(context => plain(context));
            var secure = branch.Build();
            return async context =>
            {
                switch (await BeginsWithHandshakeAsync(context))
                {
                    case true: await secure(context); break;
                    case false: await plain(context); break;
                    default: context.Abort(); break;
                }
            };
        });
    }

    /// <summary>Makes connections, to nodes.</summary>
    public static void UseClusterTlsClient(this IConnectionBuilder connection)
    {
        var source = connection.ApplicationServices.GetRequiredService<ICertificateSource>();
        var settings = connection.ApplicationServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<ClusterTlsOptions>>().Value;
        var options = Options(settings);
        options.LocalClientCertificateSelector = (_, _, _, _, _) => source.Current.Local;
        options.OnAuthenticateAsClient = (_, handshake) =>
        {
            var bundle = source.Current;
            var client = (SslClientAuthenticationOptions)handshake.SslClientAuthenticationOptions;
            client.LocalCertificateSelectionCallback = null;
            client.ClientCertificateContext = SslStreamCertificateContext.Create(bundle.Local, bundle.Intermediates, offline: true);
            client.CertificateChainPolicy = Policy(bundle, NodeUses);
            client.TargetHost = TargetName;
            client.AllowTlsResume = false;
        };
        connection.UseClientTls(options);
    }

    private static TlsOptions Options(ClusterTlsOptions settings) => new()
    {
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        // The chain was checked against the authorities. A name is not expected to be the peer's address.
        RemoteCertificateValidation = (certificate, _, errors) =>
            (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None
            && (settings.PeerNames.Count == 0 || settings.PeerNames.Any(name => certificate.MatchesHostname(name))),
    };

    internal static X509ChainPolicy Policy(CertificateBundle bundle, string[] uses)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(bundle.Authorities);
        foreach (var use in uses) policy.ApplicationPolicy.Add(new Oid(use));
        return policy;
    }

    // The first bytes of a TLS handshake; those of Orleans are a length, which would be 16 MB here. Null: the other side says nothing, or has gone.
    private static async Task<bool?> BeginsWithHandshakeAsync(ConnectionContext context)
    {
        var input = context.Transport.Input;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionClosed);
        limit.CancelAfter(SilenceLimit);
        while (true)
        {
            ReadResult read;
            try
            {
                read = await input.ReadAsync(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                return null;
            }

            if (read.Buffer.Length < 3 && !read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var handshake = Begins(read.Buffer);
            input.AdvanceTo(read.Buffer.Start);
            return handshake;
        }
    }

    private static bool Begins(System.Buffers.ReadOnlySequence<byte> buffer)
    {
        var reader = new System.Buffers.SequenceReader<byte>(buffer);
        return reader.TryRead(out var type) && type == 0x16 && reader.TryRead(out var version) && version == 0x03;
    }
}
