using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Universal.Connections;
using Universal.Security;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Who may speak on the ports for nodes and for clients of grains. Every job reaches them on loopback.</summary>
public sealed class TlsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    // A client that is refused goes on trying; it is not answered however long one waits.
    private static readonly TimeSpan RefusalLimit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Ports_WithoutACertificateOfTheCluster_RefuseClientsAndNodes()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Configure = (node, _) => node with { GatewayPort = FreePort.Take() },
        });
        var node = cluster.Nodes[0];
        var (silo, gateway) = (node.Settings.SiloPort, node.Settings.GatewayPort!.Value);
        var right = await IssueAsync(node.Settings, "right.pem");
        var wrong = await IssueAsync(node.Settings with { Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Secrets__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) } }, "wrong.pem");

        // A client that became administrator by calling grains, before.
        Assert.True(await CallAsync(gateway, right, Limit));
        Assert.False(await CallAsync(gateway, null, RefusalLimit));
        Assert.False(await CallAsync(gateway, wrong, RefusalLimit));
        await node.WaitForLogAsync("TlsServerConnectionMiddleware: Authentication failed");

        // The port between nodes takes nodes alone, not clients.
        Assert.False(await SpeaksAsync(silo, null));
        Assert.False(await SpeaksAsync(silo, wrong));
        Assert.False(await SpeaksAsync(silo, right));
        Assert.Empty(node.LinesOf(LogLevel.Error));
    }

    [Fact]
    public async Task Node_WithoutTheKeyOfTheCluster_DoesNotJoinAndSaysWhatToDo_UntilItGetsIt()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            SecretKey = null,
            Scripts = new Dictionary<string, string> { ["where.sh"] = "echo \"$UNIVERSAL_NODE\"" },
        });
        var first = cluster.Nodes[0].Settings;
        await using var second = NodeProcess.Start(first with
        {
            Name = "node2", HttpPort = FreePort.Take(), SiloPort = FreePort.Take(), DataFolder = Path.Combine(first.DataFolder, "..", "node2"),
        });
        await second.WaitForStatusAsync(HttpStatusCode.InternalServerError, Limit);
        await second.WaitForCodeAsync("secrets_unavailable");
        await second.WaitForLogAsync("Copy the file");
        await second.WaitForLogAsync("cannot join");

        File.Copy(Path.Combine(first.DataFolder, "universal.key"), Path.Combine(second.Settings.DataFolder, "universal.key"));
        await second.WaitForStatusAsync(HttpStatusCode.OK, Limit);
        var job = await cluster.Clients[0].CreateJobAsync("where.sh", more: ("computer", "node2"));
        await cluster.Clients[0].WaitForFinalAsync(job.Id);
        Assert.Equal(["node2"], await cluster.Clients[0].ReadTextAsync(job.Id));
    }

    [Fact]
    public async Task Change_FromNoTlsToTls_OneNodeAfterTheOther_KeepsThemTogether()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Database = NodeDatabase.Sqlite,
            StartLimit = Limit,
            Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Node__Tls__Mode"] = "Off" },
            Scripts = new Dictionary<string, string> { ["where.sh"] = "echo \"$UNIVERSAL_NODE\"" },
        });
        foreach (var mode in (string[])["Accept", "Prefer", "Require"])
        {
            foreach (var index in (int[])[0, 1])
            {
                cluster.Nodes[index].Settings.Overrides["UNIVERSAL_Node__Tls__Mode"] = mode;
                await cluster.Nodes[index].StopAsync();
                await cluster.RestartAsync(index);
                foreach (var (from, to) in ((int, string)[])[(0, "node2"), (1, "node1")])
                {
                    var job = await cluster.Clients[from].CreateJobAsync("where.sh", more: ("computer", to));
                    await cluster.Clients[from].WaitForFinalAsync(job.Id);
                    Assert.Equal([to], await cluster.Clients[from].ReadTextAsync(job.Id));
                }
            }
        }
    }

    private static async Task<string> IssueAsync(NodeSettings settings, string file)
    {
        file = Path.Combine(settings.DataFolder, file);
        await using var command = NodeProcess.Start(settings with { Arguments = ["certificate", "--name", "test", "--out", file] });
        Assert.True(await command.WaitForExitAsync() == 0, command.LogTail());
        return file;
    }

    // As a job can: it knows the port, which is on loopback.
    private static async Task<bool> CallAsync(int port, string? certificate, TimeSpan limit)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Node:Tls:CertificateFile"] = certificate, ["Node:Tls:Mode"] = certificate is null ? "Off" : null });
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("universal", "universal"))
            .UseStaticClustering(new IPEndPoint(IPAddress.Loopback, port))
            .UseClusterTls(builder.Configuration));
        using var host = builder.Build();
        using var over = new CancellationTokenSource(limit);
        try
        {
            await host.StartAsync(over.Token);
        }
        catch (Exception)
        {
            // Refused at once, or tried until the limit.
            return false;
        }

        var isSetUp = await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IIdentitiesGrain>(0).IsSetUp();
        await host.StopAsync();
        return isSetUp;
    }

    // A node greets who it has let in.
    private static async Task<bool> SpeaksAsync(int port, string? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = "universal", RemoteCertificateValidationCallback = (_, _, _, _) => true };
        if (certificate is not null) options.ClientCertificateContext = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificate), null, offline: true);
        try
        {
            await stream.AuthenticateAsClientAsync(options);
            return await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Limit) > 0;
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            return false;
        }
    }
}
