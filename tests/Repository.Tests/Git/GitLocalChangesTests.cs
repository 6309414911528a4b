using System.Text;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitLocalChangesTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task LocalChanges_AreWhatTheNextResetWouldRemove()
    {
        var head = _sandbox.Publish(("changed.ps1", "1"), ("deleted.ps1", "1"), ("mode.sh", "1"), ("staged.ps1", "1"), ("back.ps1", "1"), (".gitignore", "*.log"));
        var copy = await _sandbox.CloneAsync();
        Assert.Equal(GitOutcome.UpToDate, (await copy.LocalChangesAsync(1000, default)).Outcome);
        GitSandbox.Write(copy.Folder, "changed.ps1", "2");
        GitSandbox.Write(copy.Folder, "deleted.ps1", null);
        GitSandbox.Write(copy.Folder, "new in ördner/ä b.ps1", "ü");
        GitSandbox.Write(copy.Folder, "x.log", "");
        GitSandbox.Write(copy.Folder, "staged.ps1", "2");
        GitSandbox.Write(copy.Folder, "back.ps1", "2");
        GitSandbox.Write(copy.Folder, "gone again.ps1", "2");
        GitSandbox.Run(copy.Folder, "add", "staged.ps1", "back.ps1", "gone again.ps1");
        GitSandbox.Write(copy.Folder, "back.ps1", "1");
        GitSandbox.Write(copy.Folder, "gone again.ps1", null);
        File.SetUnixFileMode(Path.Combine(copy.Folder, "mode.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var changes = await copy.LocalChangesAsync(1000, default);

        Assert.Equal((GitOutcome.Success, head), (changes.Outcome, changes.Value!.Head));
        Assert.Equal(["changed.ps1=2", "deleted.ps1=-", "new in ördner/ä b.ps1=ü", "staged.ps1=2"], changes.Value.Files.Select(Short));
        Assert.All(changes.Value.Files, file => Assert.Equal(head, file.Base));
        Assert.Empty(changes.Value.TooLarge);
        Assert.Equal("2", File.ReadAllText(Path.Combine(copy.Folder, "changed.ps1")));
    }

    [Fact]
    public async Task LocalChanges_OnlyOfModes_AreNone()
    {
        _sandbox.Publish(("mode.sh", "1"));
        var copy = await _sandbox.CloneAsync();
        File.SetUnixFileMode(Path.Combine(copy.Folder, "mode.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(GitOutcome.UpToDate, (await copy.LocalChangesAsync(1000, default)).Outcome);
    }

    [Fact]
    public async Task LocalChanges_BeyondTheLimit_AreNamed()
    {
        _sandbox.Publish(("a.ps1", "1"), ("gone.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(copy.Folder, "a.ps1", "12345");
        GitSandbox.Write(copy.Folder, "b.ps1", new string('x', 2000));
        GitSandbox.Write(copy.Folder, "c.ps1", "12345");
        GitSandbox.Write(copy.Folder, "d.ps1", "1");
        GitSandbox.Write(copy.Folder, "gone.ps1", null);

        var changes = await copy.LocalChangesAsync(10, default);

        Assert.Equal(["a.ps1=12345", "c.ps1=12345", "gone.ps1=-"], changes.Value!.Files.Select(Short));
        Assert.Equal(["b.ps1", "d.ps1"], changes.Value.TooLarge);
        var none = await copy.LocalChangesAsync(0, default);
        Assert.Equal((GitOutcome.Success, 1, 4), (none.Outcome, none.Value!.Files.Count, none.Value.TooLarge.Count));
    }

    [Fact]
    public async Task LocalChanges_WhatCannotBePublished_IsNamed()
    {
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "old link"), "a.ps1");
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        File.CreateSymbolicLink(Path.Combine(copy.Folder, "link"), "/etc/hostname");
        GitSandbox.Write(copy.Folder, "back\\slash.ps1", "1");
        GitSandbox.Write(copy.Folder, "git~1", "1");
        File.Delete(Path.Combine(copy.Folder, "old link"));
        File.Delete(Path.Combine(copy.Folder, "a.ps1"));
        File.CreateSymbolicLink(Path.Combine(copy.Folder, "a.ps1"), "/etc/hostname");

        var changes = (await copy.LocalChangesAsync(1000, default)).Value!;

        Assert.Equal(["a.ps1", "back\\slash.ps1", "git~1", "link"], changes.TooLarge);
        Assert.Equal(["old link=-"], changes.Files.Select(Short));
    }

    [Fact]
    public async Task LocalChanges_Published_AreTheFilesAfterTheNextReset()
    {
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "old link"), "a.ps1");
        _sandbox.Publish(("a.ps1", "1\n"), ("folder/b.ps1", "1\n"), ("file", "1\n"), (".gitattributes", "*.ps1 text"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(copy.Folder, "a.ps1", "1\r\n2\r\n");
        GitSandbox.Write(copy.Folder, "file", null);
        GitSandbox.Write(copy.Folder, "file/inside.ps1", "2\n");
        Directory.Delete(Path.Combine(copy.Folder, "folder"), recursive: true);
        GitSandbox.Write(copy.Folder, "folder", "2\n");
        File.Delete(Path.Combine(copy.Folder, "old link"));
        var changes = (await copy.LocalChangesAsync(1000, default)).Value!;

        var published = await copy.PublishAsync(new GitPublication("By hand", GitSandbox.Author, changes.Files), null, default);

        Assert.Equal((GitOutcome.Success, null), (published.Outcome, published.Detail));
        Assert.Equal([".gitattributes", "a.ps1", "file/inside.ps1", "folder"], _sandbox.RemoteFiles());
        Assert.True((await copy.ResetToRemoteAsync(default)).Succeeded);
        Assert.Equal(GitOutcome.UpToDate, (await copy.LocalChangesAsync(1000, default)).Outcome);
        Assert.Equal("1\n2", _sandbox.RemoteText("a.ps1"));
        Assert.Equal("2\n", File.ReadAllText(Path.Combine(copy.Folder, "file/inside.ps1")));
    }

    private static string Short(GitFileEdit file) =>
        $"{file.Path}={(file.Content is { } content ? Encoding.UTF8.GetString(content.Span) : "-")}";
}
