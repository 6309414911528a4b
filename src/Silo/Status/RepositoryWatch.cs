using Microsoft.Extensions.Options;
using Universal.Catalogue;
using Universal.Grains.Nodes;
using Universal.Repository.Catalogue;

namespace Universal.Silo.Status;

/// <summary>Makes troubles of the node of what is wrong in its repository.</summary>
internal sealed class RepositoryWatch(FolderCatalogue catalogue, NodeTroubles troubles, IOptions<StatusOptions> options) : IHostedService
{
    /// <summary>Something that the repository declares is not in force; everything else is.</summary>
    public const string Faults = "repository_faults";

    /// <summary>The repository could not be read. With a catalogue of before it serves that; a node that never had one has nothing to serve.</summary>
    public const string Unreadable = "repository_unreadable";

    // The catalogue lists them all.
    private const int MaxReasons = 20;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalogue.Changed += Look;
        Look();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        catalogue.Changed -= Look;
        return Task.CompletedTask;
    }

    private void Look()
    {
        var reading = catalogue.Reading;
        var errors = reading.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.ToString()).ToArray();
        if (errors.Length > MaxReasons) errors = [.. errors.Take(MaxReasons), $"{errors.Length - MaxReasons} more; GET /api/v1/catalogue lists all."];
        if (reading.IsSound || errors.Length == 0) troubles.Clear(Unreadable);
        else troubles.Set(Unreadable, errors, reading.EverSound ? TroubleEffect.Degraded : TroubleEffect.Faulted);
        if (!reading.IsSound || errors.Length == 0) troubles.Clear(Faults);
        else troubles.Set(Faults, errors, options.Value.RepositoryFaults == RepositoryFaultPolicy.Fail ? TroubleEffect.Faulted : TroubleEffect.Degraded);
    }
}
