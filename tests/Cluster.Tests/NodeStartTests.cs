using System.Net;
using System.Text.Json;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>A node while it starts: what it answers, and how it ends.</summary>
public sealed class NodeStartTests
{
    [Fact]
    public async Task Start_PortOnceOpen_AnswersUntilReady()
    {
        using var folder = new TestFolder();
        await using var node = NodeProcess.Start(Settings(folder));
        // A connection for each request, as a balancer's check makes it.
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = node.Settings.Url };
        var answers = new List<string>();
        await Eventually.IsTrueAsync("the node is ready", TimeSpan.FromSeconds(60), async () =>
        {
            try
            {
                using var answer = await http.GetAsync("api/v1/status");
                using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                answers.Add($"{(int)answer.StatusCode} {body.RootElement.GetProperty("status").GetString()}");
                if (answers.Count == 1)
                {
                    using var refused = await http.GetAsync("api/v1/me");
                    Assert.Equal((HttpStatusCode.ServiceUnavailable, "other-node"), (refused.StatusCode, refused.Headers.GetValues("Universal-Retry").Single()));
                }
            }
            catch (HttpRequestException error) when (answers.Count == 0)
            {
                // The port is not open yet. Once it is, an error is the end of the test.
                Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
            }

            return answers.LastOrDefault() == "200 Online";
        });
        Assert.Equal("503 Starting", answers[0]);
        Assert.Equal(["503 Starting", "200 Online"], answers.Distinct());
    }

    [Theory]
    [InlineData("while the port is open and nothing has joined", null)]
    [InlineData("while the silo starts", "scripts loaded")]
    [InlineData("when it has just joined", " joined as ")]
    public async Task Stop_WhileStarting_EndsInOrder(string when, string? line)
    {
        using var folder = new TestFolder();
        await using var node = NodeProcess.Start(Settings(folder));
        await (line is null ? node.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable) : node.WaitForLogAsync(line));
        await AssertEndsInOrderAsync(node, when);
    }

    [Fact]
    public async Task Stop_WhileTheDatabaseIsAwaited_EndsInOrder()
    {
        using var folder = new TestFolder();
        await using var node = NodeProcess.Start(Settings(folder) with
        {
            Engine = NodeDatabase.PostgreSql,
            ConnectionString = $"Host=127.0.0.1;Port={FreePort.Take()};Database=nowhere;Username=postgres",
        });
        await node.WaitForCodeAsync("database_unavailable");
        await AssertEndsInOrderAsync(node, "while the database is awaited");
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("Node:SiloPort")]
    [InlineData("Node:GatewayPort")]
    public async Task Start_PortIsTaken_SaysSoInOneSentence(string option)
    {
        using var folder = new TestFolder();
        var settings = Settings(folder) with { GatewayPort = FreePort.Take() };
        var port = option switch { "--urls" => settings.HttpPort, "Node:SiloPort" => settings.SiloPort, _ => settings.GatewayPort.Value };
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        // As Orleans opens it.
        if (option != "--urls") other.Server.SetSocketOption(System.Net.Sockets.SocketOptionLevel.Socket, System.Net.Sockets.SocketOptionName.ReuseAddress, true);
        other.Start();
        await using var node = NodeProcess.Start(settings);
        Assert.Equal(1, await node.WaitForExitAsync());
        var line = Assert.Single(node.LinesOf(Microsoft.Extensions.Logging.LogLevel.Error));
        Assert.Contains($"{port}", line, StringComparison.Ordinal);
        Assert.Contains(option, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", node.LogTail(1_000), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_JobRuns_KeepsItsApiToItsEnd()
    {
        using var folder = new TestFolder();
        var settings = Settings(folder);
        await File.WriteAllTextAsync(Path.Combine(settings.RepositoryFolder, "drained.py"), """
            import os, sys, time, urllib.error, urllib.request
            def ask(method, path, body=None):
                request = urllib.request.Request(os.environ['UNIVERSAL_URL'] + path, method=method, data=body,
                    headers={'Authorization': 'Bearer ' + os.environ['UNIVERSAL_TOKEN'], 'Content-Type': 'application/json'})
                try:
                    return urllib.request.urlopen(request).status
                except urllib.error.HTTPError as error:
                    return error.code
            print('ready', flush=True)
            while ask('GET', '/api/v1/status') == 200: time.sleep(0.05)
            time.sleep(1)
            answers = [ask('GET', '/api/v1/job/' + os.environ['UNIVERSAL_JOB_ID']), ask('PUT', '/api/v1/cache', b'{"key":"k","value":"v"}'), ask('GET', '/api/v1/cache?key=k')]
            open(os.environ['UNIVERSAL_PARAM_FILE'], 'w').write(' '.join(map(str, answers)))
            """);
        await using var node = await NodeProcess.StartReadyAsync(settings);
        using var client = new ApiClient(node.Settings.Url);
        await client.SignInAsync(node.Settings.AdministratorName, node.Settings.AdministratorPassword);
        var result = Path.Combine(folder.Path, "answers");
        var job = await client.CreateJobAsync("drained.py", new { File = result });
        await Eventually.IsTrueAsync("the job runs", TimeSpan.FromSeconds(30), async () => (await client.ReadOutputAsync(job.Id)).Count > 0);

        // No notice is set: the job is what it waits for.
        Assert.Equal(0, await node.StopAsync());

        Assert.Equal("200 204 200", await File.ReadAllTextAsync(result));
    }

    private static async Task AssertEndsInOrderAsync(NodeProcess node, string when)
    {
        var code = await node.StopAsync();
        var log = node.LogTail(1_000);
        Assert.True(code == 0, $"exit code {code} {when}:\n{log}");
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", log, StringComparison.Ordinal);
    }

    private static NodeSettings Settings(TestFolder folder)
    {
        var repository = Directory.CreateDirectory(Path.Combine(folder.Path, "repository"));
        return new NodeSettings
        {
            Name = "node1",
            Engine = NodeDatabase.Sqlite,
            ConnectionString = $"Data Source={Path.Combine(folder.Path, "universal.db")}",
            DataFolder = Path.Combine(folder.Path, "data"),
            RepositoryFolder = repository.FullName,
        };
    }

    private sealed class TestFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-start-");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
