using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Universal.Nodes;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Nodes;

/// <summary>What this process is as a node, and what it is doing.</summary>
public sealed class LocalNode
{
    private readonly ILocalSiloDetails _silo;
    private readonly NodeOptions _options;
    private readonly ICatalogue _catalogue;
    private bool _maintenance;
    private bool _started;
    private bool _stopping;

    /// <summary>Creates the node of this process.</summary>
    public LocalNode(ILocalSiloDetails silo, IOptions<NodeOptions> options, ICatalogue catalogue, NodeTroubles troubles, TimeProvider time)
    {
        (_silo, _options, _catalogue, Troubles) = (silo, options.Value, catalogue, troubles);
        troubles.Changed += () => Changed?.Invoke();
        StartedAt = time.GetUtcNow();
        Tags = [.. _options.Tags.Prepend(SystemTag).Prepend(_options.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Raised when the state, and with it what the node offers, changes.</summary>
    public event Action? Changed;

    /// <summary>The node's name.</summary>
    public string Name => _options.Name;

    /// <summary>The silo's address, which no other process ever has.</summary>
    public SiloAddress Silo => _silo.SiloAddress;

    /// <summary>The silo's address as text.</summary>
    public string Incarnation => Silo.ToParsableString();

    /// <summary>How many jobs it runs at once.</summary>
    public int Slots => _options.Slots;

    /// <summary>Its tags, name and operating system first.</summary>
    public string[] Tags { get; }

    /// <summary>When the process started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Where it is reached.</summary>
    public string Url => _options.Url ?? "";

    /// <summary>Whether an operator put it in maintenance.</summary>
    public bool Maintenance
    {
        get => Volatile.Read(ref _maintenance);
        set => Set(ref _maintenance, value);
    }

    /// <summary>Whether it is shutting down.</summary>
    public bool Stopping
    {
        get => Volatile.Read(ref _stopping);
        set => Set(ref _stopping, value);
    }

    /// <summary>Whether it stops and load balancers have had their time: requests are answered 503 from now on.</summary>
    public bool RefusingRequests { get; set; }

    /// <summary>Whether it has joined and registered.</summary>
    public bool Started
    {
        get => Volatile.Read(ref _started);
        set => Set(ref _started, value);
    }

    /// <summary>What is wrong with it. Features set and clear theirs.</summary>
    public NodeTroubles Troubles { get; }

    /// <summary>What keeps its repository from being in step with the remote; null: nothing.</summary>
    public RepositoryTrouble? Repository
    {
        get;
        set
        {
            field = value;
            if (value is null) Troubles.Clear(RepositoryTrouble.Code);
            else Troubles.Set(RepositoryTrouble.Code, value.Reason, value.Kind == RepositoryTroubleKind.Waiting ? TroubleEffect.NotReady : TroubleEffect.Degraded);
        }
    }

    /// <summary>Whether it has the repository's files, be they old: of an earlier start, when the settings of the remote are at fault now.</summary>
    public bool HasFiles => Repository?.Kind != RepositoryTroubleKind.Waiting;

    /// <summary>Whether it takes new jobs.</summary>
    public bool Accepting => Started && !Maintenance && !Stopping;

    /// <summary>What it is doing.</summary>
    public NodeState State =>
        Stopping ? NodeState.Stopping : !Started ? NodeState.Starting : Maintenance ? NodeState.Maintenance : Troubles.Effect == TroubleEffect.Faulted ? NodeState.Faulted : NodeState.Online;

    private static string SystemTag => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux";

    /// <summary>The node as the registry shows it.</summary>
    public NodeInfo Describe(IEnumerable<long> runningJobs) => new()
    {
        Name = Name,
        State = State,
        Maintenance = Maintenance,
        Incarnation = Incarnation,
        Machine = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        OperatingSystem = RuntimeInformation.OSDescription,
        User = Environment.UserName,
        Version = typeof(LocalNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
        Url = Url,
        Tags = Tags,
        StartedAt = StartedAt,
        Slots = Slots,
        RunningJobs = runningJobs.Order().ToArray(),
        Reasons = [.. Troubles.Current.SelectMany(trouble => trouble.Reasons)],
        CatalogueHash = _catalogue.Current.Hash,
    };

    private void Set(ref bool field, bool value)
    {
        if (Volatile.Read(ref field) == value) return;
        Volatile.Write(ref field, value);
        Changed?.Invoke();
    }
}
