using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Universal.Git;

namespace Universal.Repository.Git.Transport;

/// <summary>How a run of the git program ended.</summary>
/// <param name="ExitCode">0: well.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Errors">The end of what it wrote to its standard error.</param>
internal sealed record GitProgramRun(int ExitCode, string Output, string Errors);

/// <summary>Runs the <c>git</c> program for the remote: asks nobody anything, runs no hooks, and has the secret in its environment only.</summary>
internal sealed class GitProgram(GitRemoteSettings settings, TimeProvider time)
{
    private const int MaxOutput = 4 * 1024 * 1024;
    private const int MaxErrors = 16 * 1024;

    // A node that a git hook or alias started would hand these down, and git would then work on another repository.
    private static readonly string[] Inherited =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "SSH_ASKPASS",
        "GIT_SSL_NO_VERIFY",
    ];

    /// <summary>Runs it until it ends, or kills it when it is silent for too long or canceled.</summary>
    public async Task<GitProgramRun> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var watch = new NetworkWatch(settings.Timeout, time, cancellationToken);
        using var process = Start(folder, arguments);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, MaxOutput, watch);
            var errors = ReadAsync(process.StandardError, MaxErrors, watch);
            await process.WaitForExitAsync(watch.Token);
            return new GitProgramRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw watch.Silent();
        }
    }

    private Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        SetEnvironment(start.Environment);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new GitException(
                GitOutcome.Refused, $"The git program cannot be started; install it, or let the library talk to the remote. {e.Message}");
        }
    }

    private void SetEnvironment(IDictionary<string, string?> environment)
    {
        foreach (var name in Inherited) environment.Remove(name);
        // Failures are told apart by their English text.
        environment["LC_ALL"] = "C";
        environment["LANGUAGE"] = "C";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_ASKPASS"] = "";
        environment["GIT_ALLOW_PROTOCOL"] = "https:http:ssh:git:file";
        environment.TryAdd("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        // It counts more than git's configuration, so an inherited one would win.
        if (settings.CaFile is not null) environment["GIT_SSL_CAINFO"] = Path.GetFullPath(settings.CaFile);
        // By the environment and not by arguments, which every user of the machine can read.
        var number = 0;
        foreach (var (key, value) in Configuration())
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{number}")] = key;
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{number++}")] = value;
        }

        environment["GIT_CONFIG_COUNT"] = number.ToString(CultureInfo.InvariantCulture);
    }

    private IEnumerable<(string Key, string Value)> Configuration()
    {
        yield return ("core.hooksPath", OperatingSystem.IsWindows() ? "NUL" : "/dev/null");
        yield return ("core.fsmonitor", "false");
        yield return ("gc.auto", "0");
        yield return ("maintenance.auto", "false");
        yield return ("submodule.recurse", "false");
        // As one pack, which is there whole or not at all; single objects of a fetch that was killed would look like a whole commit.
        yield return ("fetch.unpackLimit", "1");
        if (settings.Proxy is not null) yield return ("http.proxy", settings.Proxy);
        if (!settings.VerifyCertificate) yield return ("http.sslVerify", "false");
        if (settings.Secret is null) yield break;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User ?? "git"}:{settings.Secret}"));
        yield return ("http.extraHeader", "Authorization: Basic " + basic);
        // The header would go along to wherever the remote leads.
        yield return ("http.followRedirects", "false");
        yield return ("credential.helper", "");
    }

    private static async Task<string> ReadAsync(StreamReader reader, int limit, NetworkWatch watch)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, watch.Token)) > 0)
        {
            watch.Progress();
            text.Append(buffer, 0, read);
            if (text.Length > limit) text.Remove(0, text.Length - limit);
        }

        return text.ToString();
    }
}
