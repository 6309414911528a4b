using System.Security.Cryptography;
using Bench.Measuring;
using Bench.Systems;
using Npgsql;
using Universal.Testing;

namespace Bench.Running;

/// <summary>A system with its workers on an empty database, and a client.</summary>
public sealed class BenchCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly PostgresServer _postgres;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-bench-");
    private readonly List<WorkerProcess> _workers = [];
    private readonly List<WorkerProcess> _released = [];
    private readonly NpgsqlDataSource _server;
    private ISystemClient? _client;
    private Recorder? _recorder;
    private string _database = "";

    private BenchCluster(PostgresServer postgres)
    {
        _postgres = postgres;
        _server = NpgsqlDataSource.Create(postgres.ConnectionString());
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public ISystemClient Client => _client!;

    public Recorder Recorder => _recorder!;

    public IReadOnlyList<WorkerProcess> Workers => _workers;

    /// <param name="postgres">The database server.</param>
    /// <param name="system">The system.</param>
    /// <param name="variant">Its settings.</param>
    /// <param name="options">How many workers, and their slots.</param>
    /// <param name="jobs">How many places the recorder has.</param>
    public static async Task<BenchCluster> StartAsync(PostgresServer postgres, ISystemUnderTest system, Variant variant, BenchOptions options, int jobs)
    {
        var cluster = new BenchCluster(postgres);
        try
        {
            await cluster.StartAsync(system, variant, options, jobs);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>CPU time so far.</summary>
    public CpuTimes CpuTimes() => new(
        _workers.Aggregate(TimeSpan.Zero, (sum, worker) => sum + worker.CpuTime()), ProcessTable.CpuTime(_postgres.ProcessId), Environment.CpuUsage.TotalTime);

    public Task<DatabaseCounters> ReadCountersAsync() => DatabaseCounters.ReadAsync(_server, _database);

    /// <summary>Kills the workers and the client, then reads: a connection reports late while it lives, and all it did when it ends.</summary>
    public async Task<DatabaseCounters> EndAndReadCountersAsync()
    {
        await EndProcessesAsync();
        NpgsqlConnection.ClearAllPools();
        await Eventually.IsTrueAsync("all connections are gone", StartLimit, async () => await DatabaseCounters.ReadBackendsAsync(_server, _database) == 0);
        return await ReadCountersAsync();
    }

    /// <summary>Waits for something that bodies recorded.</summary>
    public Task WaitAsync(string what, TimeSpan limit, Func<bool> reached) => WaitAsync(what, limit, () => Task.FromResult(reached()));

    /// <inheritdoc cref="WaitAsync(string, TimeSpan, Func{bool})"/>
    public Task WaitAsync(string what, TimeSpan limit, Func<Task<bool>> reached) => Eventually.IsTrueAsync(what, limit, () =>
    {
        foreach (var worker in _workers.Where(worker => worker.HasExited))
            throw new InvalidOperationException($"A worker ended:\n{string.Join('\n', File.ReadLines(worker.LogFile).TakeLast(40))}");
        return reached();
    });

    public WorkerProcess WorkerOf(int processId) => _workers.Single(worker => worker.ProcessId == processId);

    /// <summary>Kills a worker.</summary>
    public async Task KillAsync(WorkerProcess worker)
    {
        _workers.Remove(worker);
        await worker.KillAsync();
        await worker.DisposeAsync();
    }

    /// <summary>From now on the worker may end by itself. It is ended with the cluster.</summary>
    public void Release(WorkerProcess worker)
    {
        _workers.Remove(worker);
        _released.Add(worker);
    }

    /// <summary>Starts a worker with the name, folder and ports of one that is gone.</summary>
    public void StartAgain(WorkerSettings settings) => _workers.Add(WorkerProcess.Start(settings));

    /// <summary>Starts a worker again and waits until it takes jobs.</summary>
    public async Task StartAgainAsync(WorkerSettings settings)
    {
        var ready = Recorder.WorkersReady;
        StartAgain(settings);
        await WaitAsync($"worker {settings.Node.Number} is ready again", StartLimit, () => Recorder.WorkersReady > ready);
    }

    /// <summary>Brings the database to rest: statistics are fresh, and no checkpoint is near that would fall into one window and not into the other.</summary>
    public async Task SettleDatabaseAsync()
    {
        await using var database = NpgsqlDataSource.Create(_postgres.ConnectionString(_database));
        foreach (var sql in (string[])["VACUUM ANALYZE", "CHECKPOINT"])
        {
            await using var command = database.CreateCommand(sql);
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await EndProcessesAsync();
        _recorder?.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(ISystemUnderTest system, Variant variant, BenchOptions options, int jobs)
    {
        var connectionString = await _postgres.CreateDatabaseAsync();
        _database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        var recorderFile = Path.Combine(_folder.FullName, "recorder");
        _recorder = Recorder.Create(recorderFile, jobs);
        var nodes = Enumerable.Range(0, options.Workers).Select(number => new WorkerNode(
            number, Path.Combine(_folder.FullName, $"worker{number}"), FreePort.Take(), FreePort.Take(), FreePort.Take()));
        var settings = new ClusterSettings(system.Key, variant, connectionString, recorderFile, options.Slots, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), [.. nodes]);
        foreach (var node in settings.Workers)
        {
            _workers.Add(WorkerProcess.Start(new WorkerSettings(settings, node)));
            // One after the other: the first one makes the schema.
            await WaitAsync($"{system.Title} worker {node.Number} is ready", StartLimit, () => Recorder.WorkersReady > node.Number);
        }

        _client = await system.ConnectAsync(settings, CancellationToken.None);
    }

    private async Task EndProcessesAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
        _client = null;
        foreach (var worker in _workers.Concat(_released)) await worker.DisposeAsync();
        _workers.Clear();
        _released.Clear();
    }

    private void OnProcessExit(object? sender, EventArgs e) => EndProcessesAsync().GetAwaiter().GetResult();
}
