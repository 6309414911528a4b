using System.Reflection;
using Universal.Catalogue;
using Universal.Git;
using Universal.Grains.Catalogue;
using Universal.Grains.Tests.Dispatch;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Tests.Catalogue;

public sealed class DeclarationEditsTests : IDisposable
{
    private const string Schedules = ".universal/schedules.ps1";
    private const string One = "New-PSUSchedule -Name 'one' -Script 'a.ps1' -EveryDay";
    private const string Two = "New-PSUSchedule -Name 'two' -Script 'a.ps1' -EveryDay";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-edits-");
    private readonly FakeGitEdits _git = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Append_ToWhatTheRemoteHas_IsPublished()
    {
        var edits = NodeAt($"{One}\n");

        Assert.Equal((DeclarationEditStatus.Done, 1L), await AppendAsync(edits, Two));

        Assert.Equal($"{One}\n{Two}\n", _git.Remote);
    }

    [Fact]
    public async Task Append_TwoInARowBeforeTheNodeHasTheFirst_BothLinesStay()
    {
        var edits = NodeAt(null);

        Assert.Equal((DeclarationEditStatus.Done, 1L), await AppendAsync(edits, One));
        Assert.Equal((DeclarationEditStatus.Done, 2L), await AppendAsync(edits, Two));

        Assert.Equal($"{One}\n{Two}\n", _git.Remote);
        Assert.All(_git.Edits, edit => Assert.Equal(GitEditState.Published, edit.State));
    }

    [Fact]
    public async Task Append_OthersAreFasterTwice_ComesAfterTheirs()
    {
        var edits = NodeAt("# mine\n");
        var left = 2;
        _git.BeforePublish = () =>
        {
            if (left-- > 0) _git.Push(_git.Remote + "# theirs\n");
        };

        Assert.Equal((DeclarationEditStatus.Done, 1L), await AppendAsync(edits, One));

        Assert.Equal($"# mine\n# theirs\n# theirs\n{One}\n", _git.Remote);
    }

    [Fact]
    public async Task Append_OthersAreAlwaysFaster_IsRefusedAndLeavesNoEdit()
    {
        var edits = NodeAt("# mine\n");
        _git.BeforePublish = () => _git.Push(_git.Remote + "# theirs\n");

        var result = await edits.AppendAsync("it", Schedules, One, "Add", "anna");

        Assert.Equal(DeclarationEditStatus.Refused, result.Status);
        Assert.StartsWith("The repository was not changed. It does not fit. Try again", result.Reason, StringComparison.Ordinal);
        Assert.Equal(GitEditState.Discarded, Assert.Single(_git.Edits).State);
        Assert.DoesNotContain(One, _git.Remote!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_NameThatTheRemoteHasAndTheNodeNotYet_IsRefused()
    {
        var edits = NodeAt("");
        _git.Push("New-PSUSchedule -Name 'ONE' -Script 'b.ps1' -EveryHour\n");

        Assert.Equal((DeclarationEditStatus.Refused, null), await AppendAsync(edits, One));

        Assert.Equal(GitEditState.Discarded, Assert.Single(_git.Edits).State);
        Assert.DoesNotContain(One, _git.Remote!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_NameThatTheFileHasAndIsNotInForce_IsRefusedWithoutAnEdit()
    {
        var edits = NodeAt($"{One}\n");

        Assert.Equal((DeclarationEditStatus.Refused, null), await AppendAsync(edits, One));

        Assert.Empty(_git.Edits);
    }

    [Fact]
    public async Task Append_WhileTheRemoteIsAway_WaitsAndIsDone()
    {
        var edits = NodeAt("");
        _git.Away = true;

        Assert.Equal((DeclarationEditStatus.Done, 1L), await AppendAsync(edits, One));

        Assert.Equal(GitEditState.Pending, Assert.Single(_git.Edits).State);
    }

    [Fact]
    public async Task Append_FileThatCannotBeWritten_IsRefusedAndLeavesNoEdit()
    {
        var edits = NodeAt("");
        _git.Refusal = "It is a symbolic link there.";

        var result = await edits.AppendAsync("it", Schedules, One, "Add", "anna");

        Assert.Equal((DeclarationEditStatus.Refused, "The repository was not changed. It is a symbolic link there."), (result.Status, result.Reason));
        Assert.Equal(GitEditState.Discarded, Assert.Single(_git.Edits).State);
    }

    [Fact]
    public async Task Replace_OfLinesThatTheRemoteHasChanged_IsRefusedAndLeavesNoEdit()
    {
        var edits = NodeAt($"{One}\n");
        _git.Push("# gone\n");

        var result = await edits.ReplaceAsync("it", (Schedules, 1, 1), IsOne, null, "Remove", "anna");

        Assert.Equal(DeclarationEditStatus.Refused, result.Status);
        Assert.Equal(GitEditState.Discarded, Assert.Single(_git.Edits).State);
        Assert.Equal("# gone\n", _git.Remote);
    }

    [Fact]
    public async Task Replace_OfLinesAsTheRemoteHasThem_IsPublished()
    {
        var edits = NodeAt($"{One}\n{Two}\n");

        var result = await edits.ReplaceAsync("it", (Schedules, 1, 1), IsOne, null, "Remove", "anna");

        Assert.Equal((DeclarationEditStatus.Done, 1L), (result.Status, result.EditId));
        Assert.Equal($"{Two}\n", _git.Remote);
    }

    [Fact]
    public async Task Replace_OfLinesThatAreSomethingElseMeanwhile_IsRefused()
    {
        // The file is the remote's newest, and the catalogue in force is not yet.
        var edits = NodeAt($"{Two}\n{One}\n");

        Assert.Equal(DeclarationEditStatus.Refused, (await edits.ReplaceAsync("it", (Schedules, 1, 1), IsOne, null, "Remove", "anna")).Status);

        Assert.Equal($"{Two}\n{One}\n", _git.Remote);
    }

    private static bool IsOne(string lines) => DeclarationText.Names(lines, "Schedule", "one");

    private static async Task<(DeclarationEditStatus Status, long? EditId)> AppendAsync(DeclarationEdits edits, string line)
    {
        var result = await edits.AppendAsync("it", Schedules, line, "Add", "anna");
        return (result.Status, result.EditId);
    }

    // A node that has the remote's commit, with that file; null: without it.
    private DeclarationEdits NodeAt(string? text)
    {
        if (text is not null)
        {
            var file = Path.Combine(_folder.FullName, Schedules);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            _git.Push(text);
        }

        var grains = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)(object)grains).Grain = _git;
        return new DeclarationEdits(new OneSnapshot(new CatalogueSnapshot(_folder.FullName, []) { Commit = _git.Commit }), grains, TimeProvider.System);
    }

    private sealed class OneSnapshot(CatalogueSnapshot snapshot) : ICatalogue
    {
        public CatalogueSnapshot Current => snapshot;

        public IReadOnlyList<CatalogueFault> Faults => [];
    }
}
