using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Universal.Repository.Catalogue;

namespace Universal.Repository.Tests;

public sealed class FolderCatalogueTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly RepositoryFolder _folder = new();
    private readonly FakeConfigurationReader _configuration = new();
    private IHost? _host;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.StopAsync();
        _host?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_ReadsTheFolderBeforeAnythingElseRuns()
    {
        _folder.Write("a.ps1");

        var catalogue = await StartAsync();

        Assert.NotNull(catalogue.Current.Find("a.ps1"));
        Assert.Same(catalogue, _host!.Services.GetRequiredService<ICatalogue>());
    }

    [Fact]
    public async Task Current_AfterAFileAppears_HoldsIt()
    {
        var catalogue = await StartAsync();

        await ChangeAsync(catalogue, () => _folder.Write("sub/new.sh"), () => catalogue.Current.Find("sub/new.sh") is not null);
        await ChangeAsync(catalogue, () => File.Delete(Path.Combine(_folder.Root, "sub/new.sh")), () => catalogue.Current.Scripts.Count == 0);
    }

    [Fact]
    public async Task Current_WhileDeclarationsAreFaulty_StaysTheLastGoodOne()
    {
        _folder.Write("a.ps1");
        _folder.Declare("""[{ "path": "a.ps1", "name": "Good" }]""");
        var catalogue = await StartAsync();
        var good = catalogue.Current;

        await ChangeAsync(catalogue, () => _folder.Declare("""[{ "path": "a.ps1", "nam": "Bad" }]"""), () => catalogue.Faults.Count == 1);
        Assert.Same(good, catalogue.Current);
        Assert.Equal(".universal/scripts.json:1: \"nam\" is not a field here", catalogue.Faults[0].ToString().Split(';')[0]);

        await ChangeAsync(catalogue, () => _folder.Declare("""[{ "path": "a.ps1", "name": "Better" }]"""), () => catalogue.Current.Find("Better") is not null);
        Assert.Empty(catalogue.Faults);
    }

    [Fact]
    public async Task Reload_WithoutChange_KeepsTheSnapshot()
    {
        _folder.Write("a.ps1", "1");
        var catalogue = await StartAsync();
        var before = catalogue.Current;
        _folder.Write("a.ps1", "2");
        _folder.Write("notes.txt");

        await catalogue.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Same(before, catalogue.Current);
    }

    [Fact]
    public async Task Reload_ConfigurationFiles_AreRunOnlyAfterAChange()
    {
        _folder.Write("a.sh");
        var catalogue = await StartAsync();
        Assert.Equal(0, _configuration.Calls);

        _configuration.Answer = FakeConfigurationReader.Scripts(["""{"Name":"Named","Path":"a.sh"}"""]);
        await ChangeAsync(catalogue, () => _folder.Write(".universal/scripts.ps1", "1"), () => catalogue.Current.Find("Named") is not null);
        var calls = _configuration.Calls;
        _folder.Write("notes.txt");
        await catalogue.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(calls, _configuration.Calls);
        // A module that they may use.
        _folder.Write("Modules/M/M.psm1");
        await catalogue.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.True(_configuration.Calls > calls);
    }

    [Fact]
    public async Task Reload_Scripts_AreAnalysedOnlyWhenTheyChanged()
    {
        _folder.Write("a.ps1");
        _folder.Write("b.ps1");
        _folder.Write("c.psm1");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "link.ps1"), "a.ps1");
        File.WriteAllText(Path.Combine(_folder.Outside, "secret.ps1"), "");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "outside.ps1"), "../secret.ps1");
        _configuration.Answer = Analysed("a.ps1", "b.ps1", "link.ps1");
        var catalogue = await StartAsync();
        Assert.Equal((false, "a.ps1 b.ps1 link.ps1"), (_configuration.Last!.Run, string.Join(' ', _configuration.Last.Scripts)));
        Assert.NotNull(catalogue.Current.Find("a.ps1")!.Parameters);

        _configuration.Answer = Analysed("b.ps1");
        await ChangeAsync(catalogue, () => _folder.Write("b.ps1", "changed"), () => catalogue.Current.Find("b.ps1")!.Parameters![0].Name == "b.ps1 2");
        Assert.Equal(["b.ps1"], _configuration.Last.Scripts);
        Assert.NotNull(catalogue.Current.Find("a.ps1")!.Parameters);
        var calls = _configuration.Calls;
        await catalogue.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(calls, _configuration.Calls);

        string Analysed(params string[] paths) =>
            $$"""{"version":1,"complete":true,"declarations":[],"faults":[],"scripts":[{{string.Join(',', paths.Select(path =>
                $$"""{"path":"{{path}}","others":"None","parameters":[{"name":"{{path}} {{paths.Length switch { 3 => 1, _ => 2 }}}","type":"Any"}]}"""))}}]}""";
    }

    [Fact]
    public async Task Reload_ScriptsThatWereNotReached_AreAWarningAndAskedForAgain()
    {
        _folder.Write("a.ps1");
        _folder.Write(".universal/initialize.ps1");
        _configuration.ReachesAll = false;
        var catalogue = await StartAsync();

        // Once with the configuration files and once without: one of them may have ended the process.
        Assert.Equal(2, _configuration.Calls);
        Assert.False(_configuration.Last!.Run);
        Assert.Equal(FaultSeverity.Warning, Assert.Single(catalogue.Faults).Severity);
        Assert.Null(catalogue.Current.Find("a.ps1")!.Parameters);

        _configuration.Answer = """{"version":1,"complete":true,"declarations":[],"faults":[],"scripts":[{"path":"a.ps1","others":"None","parameters":[]}]}""";
        await catalogue.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Empty(catalogue.Faults);
        Assert.Empty(catalogue.Current.Find("a.ps1")!.Parameters!);
    }

    [Fact]
    public async Task Reload_ConfigurationFileWithAnError_KeepsWhatItDeclaredAndFollowsTheOthers()
    {
        _folder.Write("a.sh");
        _folder.Write("b.sh");
        _folder.Write(".universal/scripts.ps1");
        _configuration.Answer = FakeConfigurationReader.Scripts(["""{"Name":"A","Path":"a.sh"}"""]);
        var catalogue = await StartAsync();
        Assert.NotNull(catalogue.Current.Find("A"));

        _configuration.Answer = FakeConfigurationReader.Scripts(
            ["""{"Name":"B","Path":"b.sh"}"""], """{"severity":"Error","code":"x","message":"is broken","file":".universal/scripts.ps1","line":7,"column":1}""", file: ".universal/other.ps1");
        await ChangeAsync(catalogue, () => _folder.Write(".universal/other.ps1", "1"), () => catalogue.Current.Find("B") is not null);
        Assert.NotNull(catalogue.Current.Find("A"));
        Assert.Equal(".universal/scripts.ps1:7: is broken", Assert.Single(catalogue.Faults).ToString());
    }

    [Fact]
    public async Task Reload_ConfigurationThatWasNotReadToItsEnd_IsTriedAgain()
    {
        _folder.Write("a.sh");
        _folder.Write(".universal/scripts.ps1");
        _configuration.Answer = FakeConfigurationReader.Scripts(["""{"Name":"A","Path":"a.sh"}"""]);
        var catalogue = await StartAsync();

        _configuration.Answer = FakeConfigurationReader.Scripts([], """{"severity":"Error","code":"TimedOut","message":"took too long","file":".universal/initialize.ps1"}""", complete: false);
        await ChangeAsync(catalogue, () => _folder.Write(".universal/initialize.ps1", "1"), () => catalogue.Faults.Count == 1);
        Assert.NotNull(catalogue.Current.Find("A"));

        _configuration.Answer = FakeConfigurationReader.Scripts(["""{"Name":"A2","Path":"a.sh"}"""]);
        await catalogue.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(catalogue.Current.Find("A2"));
        Assert.Empty(catalogue.Faults);
    }

    [Fact]
    public async Task Current_AfterTheFolderCameBack_FollowsIt()
    {
        _folder.Write("a.ps1");
        var catalogue = await StartAsync(("Repository:RescanInterval", "00:00:01"));

        await ChangeAsync(catalogue, () => Directory.Delete(_folder.Root, recursive: true), () => catalogue.Faults.Count == 1);
        Assert.NotNull(catalogue.Current.Find("a.ps1"));
        await ChangeAsync(catalogue, () => _folder.Write("b.ps1"), () => catalogue.Current.Find("b.ps1") is not null);
    }

    [Fact]
    public async Task Start_WithoutAPath_CreatesTheFolderInTheDataFolder()
    {
        var catalogue = await StartAsync(("Repository:Path", null), ("Node:DataFolder", _folder.Outside + "/data"));

        Assert.Empty(catalogue.Faults);
        Assert.True(Directory.Exists(_folder.Outside + "/data/repository"));
    }

    [Fact]
    public async Task Start_WithWrongOptions_ReportsEveryFault()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(("Repository:Path", _folder.Write("a-file")), ("Repository:RescanInterval", "00:00:00"), ("Repository:ReloadDelay", "1.00:00:00")));

        Assert.Equal(3, e.Failures.Count());
    }

    private async Task<FolderCatalogue> StartAsync(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Repository:Path"] = _folder.Root, ["Repository:ReloadDelay"] = "00:00:00.05" });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<IConfigurationReader>(_configuration);
        builder.Services.AddRepository(builder.Configuration);
        builder.Services.AddRepository(builder.Configuration);
        _host = builder.Build();
        await _host.StartAsync();
        return _host.Services.GetRequiredService<FolderCatalogue>();
    }

    private static async Task ChangeAsync(FolderCatalogue catalogue, Action change, Func<bool> reached)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (reached()) done.TrySetResult();
        }

        catalogue.Changed += Look;
        change();
        await done.Task.WaitAsync(Limit);
        catalogue.Changed -= Look;
    }
}
