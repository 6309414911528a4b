using System.Diagnostics;
using System.Text;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>A bare remote, somebody who pushes to it, and room for working copies.</summary>
public sealed class GitSandbox : IDisposable
{
    public static readonly GitAuthor Author = new("Ann Example", "ann@example.org");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("universal-git-");

    public GitSandbox()
    {
        Run(Root, "init", "--quiet", "--bare", "-b", "main", Remote);
        Run(Root, "init", "--quiet", "-b", "main", Other);
        Run(Other, "remote", "add", "origin", Url);
    }

    public string Root => _root.FullName;

    /// <summary>The bare repository.</summary>
    public string Remote => Path.Combine(Root, "remote.git");

    public string Url => "file://" + Remote;

    /// <summary>The working copy of somebody else.</summary>
    public string Other => Path.Combine(Root, "other");

    public string RemoteHead => Run(Remote, "rev-parse", "refs/heads/main");

    public string Folder(string name) => Path.Combine(Root, name);

    public GitRemoteSettings Settings(bool program = false) =>
        new() { Url = Url, Behavior = GitSyncBehavior.TwoWay, Timeout = TimeSpan.FromSeconds(20), UseGitProgram = program };

    public GitWorkingCopy Copy(string name = "copy", GitRemoteSettings? settings = null) => new(Folder(name), settings ?? Settings(), TimeProvider.System);

    /// <summary>A working copy of the remote, opened.</summary>
    public async Task<GitWorkingCopy> CloneAsync(string name = "copy", GitRemoteSettings? settings = null)
    {
        var copy = Copy(name, settings);
        var opened = await copy.OpenAsync(Author, TestContext.Current.CancellationToken);
        Assert.True(opened.Succeeded, opened.ToString());
        return copy;
    }

    /// <summary>Somebody else writes files (null: deletes them), commits and pushes. Gives the commit.</summary>
    public string Publish(params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files) Write(Other, path, text);
        Run(Other, "add", "--all", "--force");
        return PublishIndex();
    }

    /// <summary>Somebody else takes what was pushed.</summary>
    public void Pull() => Run(Other, "pull", "--quiet", "--ff-only", "origin", "main");

    /// <summary>Somebody else commits and pushes what is staged.</summary>
    public string PublishIndex(bool force = false, bool amend = false)
    {
        Run(Other, ["commit", "--quiet", "--allow-empty", "-m", "change", .. amend ? new[] { "--amend" } : []]);
        Run(Other, ["push", "--quiet", .. force ? new[] { "--force" } : [], "origin", "HEAD:refs/heads/main"]);
        return RemoteHead;
    }

    /// <summary>An edit of whoever saw that commit; a file without text is deleted.</summary>
    public static GitPublication Edit(string? seen, params (string Path, string? Text)[] files) => new(
        "Edit", Author,
        [.. files.Select(file => new GitFileEdit(file.Path, seen, file.Text is { } text ? Encoding.UTF8.GetBytes(text).AsMemory() : default(ReadOnlyMemory<byte>?)))]);

    /// <summary>A file's text at the remote's branch; null: it is not there.</summary>
    public string? RemoteText(string path) =>
        Run(Remote, "ls-tree", "-r", "-z", "--name-only", "main").Split('\0').Contains(path) ? Run(Remote, "show", "main:" + path) : null;

    /// <summary>Files of the remote's branch.</summary>
    public IEnumerable<string> RemoteFiles() =>
        Run(Remote, "ls-tree", "-r", "-z", "--name-only", "main").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Makes a program that the remote runs before it takes a push.</summary>
    public void SetHook(string script)
    {
        Write(Remote, "hooks/pre-receive", "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(Path.Combine(Remote, "hooks/pre-receive"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static void Write(string folder, string path, string? text)
    {
        var file = Path.Combine(folder, path);
        if (text is null)
        {
            File.Delete(file);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs git; gives what it wrote, without the last line end.</summary>
    public static string Run(string folder, params string[] arguments) => RunWith(null, folder, arguments);

    public static string RunWith(string? input, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Bob Example";
            start.Environment[$"GIT_{who}_EMAIL"] = "bob@example.org";
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {(errors.IsCompleted ? errors.GetAwaiter().GetResult() : "")}{output}");
        return output.TrimEnd('\n');
    }

    public void Dispose() => _root.Delete(recursive: true);
}
