using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bench.Running;
using Bench.Systems;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>
/// Three nodes with thousands of connections to their hub, a third on each: how long from the call until the last connection has a broadcast, and whether
/// each has every one, once and in order.
/// </summary>
public sealed class BroadcastScenario : IScenario
{
    private const int WarmUps = 3;
    private const int AtOnce = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    // Connecting leaves garbage and connections' first pings behind.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    public string Key => "broadcast";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var count = run.Options.Connections;
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Nodes = 3, Server = run.Postgres });
        var token = await GrantAsync(cluster);
        var round = new Round(count);
        var hubs = new HubSocket[count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
            {
                hubs[n] = await HubSocket.ConnectAsync(cluster.Nodes[n % cluster.Nodes.Count].Settings.Url, token, message => round.Take(n, message.Span));
                await hubs[n].SubscribeAsync("toasts");
            });
            await Task.Delay(Settled);
            List<double> last = [];
            List<double> answers = [];
            for (var i = 0; i < WarmUps + run.Options.Rounds; i++)
            {
                var called = round.Begin(i);
                using var answer = await cluster.Clients[i % cluster.Nodes.Count].Http.PostAsJsonAsync("api/v1/broadcast", new { topic = "toasts", message = Round.Text(i), title = "bench" });
                answer.EnsureSuccessStatusCode();
                var answered = Stopwatch.GetElapsedTime(called);
                var arrived = await round.AllAsync(Limit);
                if (i < WarmUps) continue;
                answers.Add(answered.TotalMilliseconds);
                last.Add(Stopwatch.GetElapsedTime(called, arrived).TotalMilliseconds);
            }

            var missing = round.Missing(WarmUps + run.Options.Rounds);
            return
            [
                (Rows.Broadcast(count), $"{Report.Number(Middle(last))} / {Report.Number(last.Max())} (n = {run.Options.Rounds})"),
                (Rows.BroadcastAnswer, $"{Report.Number(Middle(answers))} / {Report.Number(answers.Max())}"),
                (Rows.BroadcastLost, $"{missing} of {count}"),
                (Rows.BroadcastMemory, Report.Number(cluster.Nodes.Max(node => Memory(node.ProcessId)) / 1024.0)),
            ];
        }
        finally
        {
            await Parallel.ForEachAsync(hubs.Where(hub => hub is not null), async (hub, _) => await hub.DisposeAsync());
        }
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    // Kibibytes that are resident.
    private static long Memory(int processId) => long.Parse(
        File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim(),
        System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> GrantAsync(TestCluster cluster)
    {
        using var answer = await cluster.Clients[0].Http.PostAsJsonAsync("api/v1/apptoken/grant", new { roles = new[] { "Reader" } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Counts what arrives, without decoding more of it than the number of its round.</summary>
    private sealed class Round(int connections)
    {
        private static readonly byte[] Marker = Encoding.UTF8.GetBytes("broadcast-");
        private readonly int[] _next = new int[connections];
        private readonly bool[] _wrong = new bool[connections];
        private int _number;
        private int _arrived;
        private long _last;
        private TaskCompletionSource _all = new();

        public static string Text(int number) => $"broadcast-{number:D6}";

        public long Begin(int number)
        {
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_arrived, _number) = (0, number);
            return Stopwatch.GetTimestamp();
        }

        public void Take(int connection, ReadOnlySpan<byte> message)
        {
            var at = message.IndexOf(Marker);
            if (at < 0 || !System.Buffers.Text.Utf8Parser.TryParse(message.Slice(at + Marker.Length, 6), out int number, out _)) return;
            if (number != _next[connection]) _wrong[connection] = true;
            _next[connection] = number + 1;
            if (number != _number || Interlocked.Increment(ref _arrived) != connections) return;
            _last = Stopwatch.GetTimestamp();
            _all.TrySetResult();
        }

        /// <summary>When the last one had it; what did not come within the limit is counted as missing.</summary>
        public async Task<long> AllAsync(TimeSpan limit)
        {
            try
            {
                await _all.Task.WaitAsync(limit);
                return _last;
            }
            catch (TimeoutException)
            {
                return Stopwatch.GetTimestamp();
            }
        }

        /// <summary>Connections that missed one, or had one out of order or twice.</summary>
        public int Missing(int rounds) => Enumerable.Range(0, connections).Count(n => _wrong[n] || _next[n] != rounds);
    }
}
