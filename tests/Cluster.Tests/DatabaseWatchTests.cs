using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Universal.Errors;
using Universal.Grains.Nodes;
using Universal.Persistence.Settings;
using Universal.Silo.Status;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>A database that answers and takes no writes.</summary>
public sealed class DatabaseWatchTests
{
    [Fact]
    public async Task DiskIsFull_NodeIsNotReadyUntilAWriteSucceeds()
    {
        var store = new FullStore { IsFull = true };
        var troubles = new NodeTroubles();
        using var watch = new DatabaseWatch(
            store, Options.Create(new NodeOptions { Name = "n1" }), troubles, Options.Create(new StatusOptions { DatabaseGrace = TimeSpan.Zero }), TimeProvider.System,
            NullLogger<DatabaseWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync("the node is in trouble", TimeSpan.FromSeconds(10), () => troubles.Current.Count > 0);
        var trouble = Assert.Single(troubles.Current);
        Assert.Equal((DatabaseWatch.Trouble, TroubleEffect.NotReady), (trouble.Code, trouble.Effect));
        Assert.Contains("database or disk is full", Assert.Single(trouble.Reasons), StringComparison.Ordinal);

        store.IsFull = false;
        await Eventually.IsTrueAsync("it is over", TimeSpan.FromSeconds(10), () => troubles.Current.Count == 0);
        await watch.StopAsync(CancellationToken.None);
    }

    private sealed class FullStore : ISettingStore
    {
        private volatile bool _isFull;

        public bool IsFull { get => _isFull; set => _isFull = value; }

        public Task<SettingRow?> GetAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult<SettingRow?>(null);

        public Task<bool> PutAsync(string name, string value, long version, string? by, CancellationToken cancellationToken = default) => IsFull
            ? Task.FromException<bool>(new DatabaseUnavailableException("The database did not answer: SQLite Error 13: 'database or disk is full'."))
            : Task.FromResult(true);

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(false);
    }
}
