using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Universal.Catalogue;
using Universal.Grains.Execution;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Universal.ScriptHost.Tests;

/// <summary>A runner with real hosts in a folder of its own. At the end it makes sure that no process is left.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private readonly ServiceProvider _services;
    private long _jobs;

    public HostFixture() : this([])
    {
    }

    private HostFixture(Dictionary<string, string?> settings)
    {
        Folder = Path.Combine(Path.GetTempPath(), "universal-hosts-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
        settings["DataFolder"] = Folder;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<ICatalogue>(Catalogue).AddScriptHosts(configuration).BuildServiceProvider();
        Runner = _services.GetRequiredService<ScriptHostRunner>();
        Pool = _services.GetRequiredService<ScriptHostPool>();
        Folders = _services.GetRequiredService<AttemptFolders>();
    }

    /// <summary>A runner with settings of its own.</summary>
    public static HostFixture With(Dictionary<string, string?> settings) => new(settings);

    public string Folder { get; }

    public FixedCatalogue Catalogue { get; } = new();

    public ScriptEnvironments Environments => _services.GetRequiredService<ScriptEnvironments>();

    public ScriptHostRunner Runner { get; }

    public ScriptHostPool Pool { get; }

    public AttemptFolders Folders { get; }

    public NodeTroubles Troubles => _services.GetRequiredService<NodeTroubles>();

    public ConditionRunner Conditions => _services.GetRequiredService<ConditionRunner>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Writes a script and runs it.</summary>
    public async Task<AttemptOutcome> RunAsync(
        string environment, string script, RecordingSink sink, string? parameters = null, TimeSpan? grace = null, TimeSpan? limit = null, CancellationToken stop = default)
    {
        var start = Start(environment, script, parameters);
        var outcome = await Runner.RunAsync(start, sink, grace ?? TimeSpan.FromSeconds(5), stop).WaitAsync(limit ?? TimeSpan.FromSeconds(60), CancellationToken.None);
        await WaitForNoScriptsAsync();
        Assert.False(Directory.Exists(Path.Combine(Folders.Root, start.Job.Id.ToString())), "The attempt's folder is still there.");
        return outcome;
    }

    /// <summary>Runs an attempt that is killed at once when it is stopped.</summary>
    public Task<AttemptOutcome> RunAsync(AttemptStart start, RecordingSink sink) =>
        Runner.RunAsync(start, sink, TimeSpan.Zero, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

    public AttemptStart Start(string environment, string script, string? parameters = null)
    {
        var id = Interlocked.Increment(ref _jobs);
        var extension = environment is "bash" or "sh" ? "sh" : environment is "python3" ? "py" : environment is "PowerShell" or "Integrated" ? "ps1" : "txt";
        var file = Path.Combine(Folder, $"script{id}.{extension}");
        File.WriteAllText(file, script.ReplaceLineEndings("\n"));
        return new AttemptStart
        {
            Job = new JobRecord { Id = id, Attempt = 1, Script = Path.GetFileName(file), Environment = environment, Parameters = parameters },
            ScriptFile = file,
            RepositoryRoot = Folder,
            Variables = new Dictionary<string, string> { ["UNIVERSAL_JOB_ID"] = id.ToString(), ["UNIVERSAL_ATTEMPT"] = "1" },
        };
    }

    /// <summary>Every process of this fixture that is no waiting host. A host that warms up runs a shell for a moment.</summary>
    public IReadOnlyList<int> RunningScripts() =>
        [.. ProcessTable.WithVariable("UNIVERSAL_HOST_TOKEN", Folders.TokenPrefix).Where(id => !IsHost(id))];

    /// <summary>Waits until there was a moment without a running script.</summary>
    public Task WaitForNoScriptsAsync() => Testing.Eventually.IsTrueAsync("no process of a script is left", TimeSpan.FromSeconds(30), () => RunningScripts().Count == 0);

    public async Task WaitForReadyAsync(ScriptKind kind, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Pool.ReadyCount(kind) < count)
            await Task.Delay(10, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        var left = ProcessTable.WithVariable("UNIVERSAL_HOST_TOKEN", Folders.TokenPrefix);
        foreach (var id in left)
            Signals.Send(id, Signals.Kill);
        Directory.Delete(Folder, recursive: true);
        Assert.Empty(left);
    }

    private static bool IsHost(int id)
    {
        try
        {
            // A process that has ended since it was found has no command line any more.
            var commandLine = File.ReadAllText($"/proc/{id}/cmdline");
            return commandLine.Length == 0 || commandLine.Contains("Universal.ScriptHost\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}

/// <summary>A catalogue that declares what a test says.</summary>
public sealed class FixedCatalogue : ICatalogue
{
    public CatalogueSnapshot Current { get; private set; } = CatalogueSnapshot.Empty;

    public IReadOnlyList<CatalogueFault> Faults => [];

    public void Declare(params EnvironmentDefinition[] environments) => Current = new CatalogueSnapshot("", [], environments: environments);
}
