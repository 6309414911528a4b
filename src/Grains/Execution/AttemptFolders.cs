using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Jobs;
using Universal.ScriptHost.Protocol.Accounts;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.Grains.Execution;

/// <summary>The working folders of attempts, and the mark by which this node knows its processes again after a restart.</summary>
public sealed partial class AttemptFolders : IDisposable
{
    private const string GivenSuffix = ".given";
    private readonly ScriptHostOptions _options;
    private readonly HostAccounts _accounts;
    private readonly ILogger<AttemptFolders> _logger;
    private FileStream? _owner;

    /// <summary>Knows the folders of a node.</summary>
    public AttemptFolders(IOptions<ScriptHostOptions> options, HostAccounts accounts, ILogger<AttemptFolders> logger)
    {
        (_options, _accounts, _logger) = (options.Value, accounts, logger);
        Root = Path.Combine(Path.GetFullPath(options.Value.DataFolder), "jobs");
        TokenPrefix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16] + ".";
    }

    /// <summary>Folder of all attempts.</summary>
    public string Root { get; }

    /// <summary>Start of the token that every process of this data folder carries in its environment.</summary>
    public string TokenPrefix { get; }

    /// <summary>
    /// Removes what a former process of this node left behind, processes first. Does nothing while another living node uses the same data
    /// folder, because their attempts cannot be told apart.
    /// </summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The node goes on: it serves, and refuses each attempt with this reason, so that other nodes run it.
            LogNoFolder(Root, e);
            return;
        }

        try
        {
            // The lock ends with this process, however it ends.
            _owner ??= new FileStream(Path.Combine(Root, ".owner"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFolderShared(Root);
            return;
        }

        var killed = await ProcessSweep.KillAsync(TokenPrefix, hostId: null, cancellationToken);
        if (killed > 0)
            LogLeftoversKilled(killed);
        await ClearOthersAsync();
        foreach (var folder in Directory.EnumerateDirectories(Root))
            Remove(folder);
        RemoveTemporary(Path.Combine(Path.GetDirectoryName(Root)!, "host", "tmp"));
    }

    /// <summary>
    /// Makes the empty folder of an attempt, and beside it the one for what the script is given by files. Both are the node's account's alone, until another
    /// one is let in.
    /// </summary>
    internal (string Working, string Given) Create(JobRecord job)
    {
        var folder = Of(job);
        Make(folder);
        Make(folder + GivenSuffix);
        return (folder, folder + GivenSuffix);
    }

    /// <summary>Lets the account of a host work in the folders of an attempt.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The file system knows no access lists.</exception>
    internal void LetIn(HostAccount account, JobRecord job)
    {
        if (!account.IsOther) return;
        var folder = Of(job);
        PosixAcl.Grant(Path.GetDirectoryName(folder)!, account.UserId, PosixAcl.Enter);
        HostAccounts.LetWork(account, folder);
        HostAccounts.LetWork(account, folder + GivenSuffix);
        foreach (var file in Directory.EnumerateFiles(folder)) PosixAcl.Grant(file, account.UserId, PosixAcl.Read);
    }

    /// <summary>Removes the folders of an attempt that ran under an account: what the node may not remove, that account does.</summary>
    internal async Task RemoveAsync(JobRecord job, HostAccount? account)
    {
        if (account is { IsOther: true } && !LinuxAccount.IsRoot)
        {
            try
            {
                Directory.Delete(Of(job), recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await _accounts.ClearAsync(account.Launcher, TokenPrefix + "none", Of(job));
            }
        }

        Remove(job);
    }

    /// <summary>Removes the folder of an attempt. What cannot be removed is logged, and tried again when the node starts.</summary>
    public void Remove(JobRecord job)
    {
        var folder = Of(job);
        Remove(folder);
        Remove(folder + GivenSuffix);
        try
        {
            Directory.Delete(Path.GetDirectoryName(folder)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another attempt of the job still has its folder in it, or it was never made.
        }
    }

    // What scripts left there. The host that reads the configuration may use it already.
    private void RemoveTemporary(string folder)
    {
        if (!Directory.Exists(folder)) return;
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var started = self.StartTime.ToUniversalTime();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }).Where(entry => entry.LastWriteTimeUtc < started))
        {
            if (entry is DirectoryInfo { LinkTarget: null }) Remove(entry.FullName);
            else entry.Delete();
        }
    }

    private async Task ClearOthersAsync()
    {
        var left = Directory.EnumerateDirectories(Root).SelectMany(Directory.EnumerateDirectories).ToArray();
        if (left.Length == 0 || LinuxAccount.IsRoot) return;
        foreach (var launcher in _options.Launchers().Where(launcher => launcher.Count > 0)) await _accounts.ClearAsync(launcher, TokenPrefix, left);
    }

    /// <inheritdoc />
    public void Dispose() => _owner?.Dispose();

    private string Of(JobRecord job) => Path.Combine(
        Root, job.Id.ToString(CultureInfo.InvariantCulture), job.Attempt.ToString(CultureInfo.InvariantCulture));

    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFolderStays(folder, e);
        }
    }
}
