using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Universal.Repository.Catalogue;

/// <summary>
/// The catalogue of a folder. Read when the host starts and again when the folder changes. What is faulty in it is left out, and <see cref="Faults"/>
/// says why; everything else is in force. While the folder cannot be read at all the last snapshot stays in force.
/// </summary>
public sealed partial class FolderCatalogue(
    IOptions<RepositoryOptions> options, IConfigurationReader configuration, TimeProvider time, ILogger<FolderCatalogue> log, IOptions<ScriptsOptions>? scripts = null)
    : BackgroundService, ICatalogue
{
    private const int MaxDelays = 20;

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _loading = new(1);
    private readonly ConfigurationSource _configuration = new(configuration);
    private volatile CatalogueReading _state = new(CatalogueSnapshot.Empty, [], IsSound: false, EverSound: false);
    private RepositoryOrigin _origin = RepositoryOrigin.None;
    private IReadOnlyList<DeclaredScript> _declaredInJson = [];
    private int _undeclared;

    /// <summary>Raised after <see cref="Current"/> or <see cref="Faults"/> changed. Handlers must not block.</summary>
    public event Action? Changed;

    /// <inheritdoc />
    public CatalogueSnapshot Current => _state.Snapshot;

    /// <inheritdoc />
    public IReadOnlyList<CatalogueFault> Faults => _state.Faults;

    /// <summary>What the last reading of the folder came to, in one piece.</summary>
    public CatalogueReading Reading => _state;

    /// <summary>The folder, as an absolute path.</summary>
    public string Root => Path.GetFullPath(options.Value.Path!);

    /// <summary>Reads the folder first, so that what starts after it finds the catalogue.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CreateFolder) Directory.CreateDirectory(Root);
        await ReloadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reads the folder now. Its configuration files are run only when a PowerShell file has changed, and only scripts that changed are analysed. Repeating it is harmless; calls do not overlap.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(() => Task.FromResult<RepositoryOrigin?>(_origin), cancellationToken);
    }

    /// <summary>
    /// Lets somebody change the folder's files and reads them when that is done: nobody sees a catalogue of files half of which are old.
    /// </summary>
    /// <param name="change">Changes them. Gives where they come from now; null: nothing has changed, and the folder is not read.</param>
    /// <param name="cancellationToken">Ends the waiting and the reading; not the change, which has its own.</param>
    public async Task ExchangeAsync(Func<Task<RepositoryOrigin?>> change, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (await change() is not { } origin) return;
            _origin = origin;
            var load = CatalogueLoader.Load(
                Root, await _configuration.ReadAsync(Root, cancellationToken), origin, _configuration.Environments, scripts?.Value.Undeclared, _declaredInJson);
            if (load.Snapshot is not null) _declaredInJson = load.DeclaredInJson;
            if (load.Snapshot is not null && load.Undeclared != _undeclared && (_undeclared = load.Undeclared) > 0) LogUndeclared(_undeclared, Root);
            var before = _state;
            var snapshot = load.Snapshot is null || IsSame(load.Snapshot, before.Snapshot) ? before.Snapshot : load.Snapshot;
            var isSound = load.Snapshot is not null;
            if (snapshot == before.Snapshot && isSound == before.IsSound && load.Faults.SequenceEqual(before.Faults)) return;
            _state = new CatalogueReading(snapshot, load.Faults, isSound, isSound || before.EverSound);
            if (snapshot != before.Snapshot) LogCatalogueLoaded(snapshot.Scripts.Count, Root);
            foreach (var fault in load.Faults.Except(before.Faults)) LogFault(fault);
            if (load.Snapshot is null) LogLastGoodKept(before.Snapshot.Scripts.Count);
        }
        finally
        {
            _loading.Release();
        }

        Changed?.Invoke();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            while (true)
            {
                watcher ??= TryWatch();
                if (await ChangedWithinAsync(options.Value.RescanInterval, stoppingToken))
                {
                    // An editor or a checkout changes many files: read once, when it is quiet. A folder that a script logs into never is.
                    for (var i = 0; i < MaxDelays && await ChangedWithinAsync(options.Value.ReloadDelay, stoppingToken); i++) ;
                }

                await ReloadAsync(stoppingToken);
                if (Directory.Exists(Root)) continue;
                // Its watch died with the folder; a new folder needs a new one.
                watcher?.Dispose();
                watcher = null;
            }
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    private FileSystemWatcher? TryWatch()
    {
        if (!Directory.Exists(Root)) return null;
        try
        {
            var watcher = new FileSystemWatcher(Root) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Deleted += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Error += (_, _) => _changes.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            // What changed between the last reading and now gave no event.
            _changes.Writer.TryWrite(true);
            return watcher;
        }
        catch (IOException e)
        {
            // The system's limit of watches: the periodic reading does it alone, later.
            LogNotWatched(Root, e.Message);
            return null;
        }
    }

    private async Task<bool> ChangedWithinAsync(TimeSpan limit, CancellationToken stoppingToken)
    {
        using var quiet = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, quiet.Token);
        try
        {
            return await _changes.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool IsSame(CatalogueSnapshot one, CatalogueSnapshot other) =>
        one.Root == other.Root && one.Commit == other.Commit && one.Hash == other.Hash;
}

/// <summary>What reading a folder came to.</summary>
/// <param name="Snapshot">The catalogue in force.</param>
/// <param name="Faults">What was wrong.</param>
/// <param name="IsSound">Whether the folder could be read: faulty declarations in it take only themselves away.</param>
/// <param name="EverSound">Whether it could be read at least once since this process started.</param>
public sealed record CatalogueReading(CatalogueSnapshot Snapshot, IReadOnlyList<CatalogueFault> Faults, bool IsSound, bool EverSound);
