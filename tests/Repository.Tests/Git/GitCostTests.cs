using System.Diagnostics;
using System.Globalization;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>
/// What asking a remote that has nothing new costs, since every node does it at each interval. Measures only: run it alone, with
/// <c>-class Universal.Repository.Tests.Git.GitCostTests -explicit only -showLiveOutput</c>.
/// </summary>
public sealed class GitCostTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 50;

    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cost_OfARoundWithoutChange(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish([.. Enumerable.Range(0, 5000).Select(i => ($"folder{i % 100}/sub{i % 7}/{i}.ps1", (string?)$"Write-Output {i}\n"))]);
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program) with { Url = server.Url });
        // The server is in this process too; what it costs is measured by the same requests without git on this side.
        using var client = new HttpClient();
        var requests = server.Requests;
        await copy.FetchAsync(default);
        requests = server.Requests - requests;
        Report("server alone", await MeasureAsync(async () =>
        {
            for (var i = 0; i < requests; i++) await client.GetByteArrayAsync(server.Url + "/info/refs?service=git-upload-pack");
        }));
        Report($"fetch, {requests} requests, with the server", await MeasureAsync(
            async () => Assert.Equal(GitOutcome.UpToDate, (await copy.FetchAsync(default)).Outcome)));
        Report("status", await MeasureAsync(() => copy.StatusAsync(default)));
        Report("local changes", await MeasureAsync(async () => Assert.Equal(GitOutcome.UpToDate, (await copy.LocalChangesAsync(1000, default)).Outcome)));
        Report("reset", await MeasureAsync(async () => Assert.Equal(GitOutcome.UpToDate, (await copy.ResetToRemoteAsync(default)).Outcome)));
    }

    private void Report(string what, (TimeSpan Own, TimeSpan Wall) cost) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {cost.Own.TotalMilliseconds:0.0} ms CPU of this process, {cost.Wall.TotalMilliseconds:0.0} ms"));

    private static async Task<(TimeSpan Own, TimeSpan Wall)> MeasureAsync(Func<Task> round)
    {
        for (var i = 0; i < 5; i++) await round();
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        for (var i = 0; i < Rounds; i++) await round();
        process.Refresh();
        return ((process.TotalProcessorTime - cpu) / Rounds, clock.Elapsed / Rounds);
    }
}
