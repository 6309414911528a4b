using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.ScriptHost.Protocol.Accounts;

namespace Universal.Grains.Execution;

/// <summary>
/// Finds out which account each launcher leads to, opens to it what its hosts need of the node's folders, and does by it what the node may not do itself.
/// </summary>
public sealed partial class HostAccounts(IOptions<ScriptHostOptions> options, TimeProvider time, ILogger<HostAccounts> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, Task<HostAccount>> _known = new();
    private readonly ConcurrentDictionary<string, bool> _readable = new();

    /// <summary>The launcher of hosts whose environment says nothing.</summary>
    internal IReadOnlyList<string> DefaultLauncher { get; } = Launcher.Split(options.Value.Launcher);

    private string DataFolder => Path.GetFullPath(options.Value.DataFolder);

    /// <summary>The account of a launcher. Asked for once; what fails is tried again.</summary>
    /// <exception cref="Win32Exception">The launcher cannot be run, or the account cannot be let in; the message says why.</exception>
    internal Task<HostAccount> OfAsync(IReadOnlyList<string> launcher)
    {
        var key = string.Join('\0', launcher);
        return _known.TryGetValue(key, out var known) && !known.IsFaulted && !known.IsCanceled ? known : _known[key] = FindAsync(launcher);
    }

    /// <summary>Lets the account read a folder and all that is or comes to be in it.</summary>
    internal void LetRead(HostAccount account, string folder)
    {
        if (!account.IsOther || folder.Length == 0 || !Directory.Exists(folder)) return;
        var key = $"{account.UserId} {folder}";
        try
        {
            // A folder that was put in the place of another has lost it.
            if (_readable.TryGetValue(key, out var opened) && (!opened || PosixAcl.Has(folder, account.UserId))) return;
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Prepend(folder))
            {
                PosixAcl.Grant(inner, account.UserId, PosixAcl.Read);
                PosixAcl.GrantNew(inner, PosixAcl.Read, account.UserId);
                foreach (var file in new DirectoryInfo(inner).EnumerateFiles("*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })) PosixAcl.Grant(file.FullName, account.UserId, PosixAcl.Read);
            }

            LetEnterParents(account, folder);
            _readable[key] = true;
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            // The folder may be somebody else's, and open to all.
            if (_readable.TryAdd(key, false)) LogNotReadable(folder, account.UserId, e.Message);
        }
    }

    /// <summary>Lets the account read a file, whatever its mode was set to since its folder was opened.</summary>
    internal static void LetReadFile(HostAccount account, string? file)
    {
        if (!account.IsOther || file is null) return;
        try
        {
            PosixAcl.Grant(file, account.UserId, PosixAcl.Read);
        }
        catch (Win32Exception)
        {
            // It may be somebody else's, and open to all.
        }
    }

    /// <summary>Gives the account a folder to work in. The node keeps its own access to what comes to be there.</summary>
    /// <exception cref="Win32Exception">The file system knows no access lists.</exception>
    internal static void LetWork(HostAccount account, string folder)
    {
        if (!account.IsOther) return;
        PosixAcl.Grant(folder, account.UserId, PosixAcl.All);
        PosixAcl.GrantNew(folder, PosixAcl.All, account.UserId, LinuxAccount.Id);
    }

    /// <summary>Kills the account's processes that carry a mark, and removes what is in folders, by the account itself.</summary>
    internal async Task ClearAsync(IReadOnlyList<string> launcher, string mark, params string[] folders)
    {
        try
        {
            await RunAsync(launcher, ["clear", mark, .. folders]);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException or OperationCanceledException)
        {
            LogNotCleared(mark, e);
        }
    }

    private async Task<HostAccount> FindAsync(IReadOnlyList<string> launcher)
    {
        var own = LinuxAccount.Id;
        var user = own;
        if (launcher.Count > 0 && OperatingSystem.IsLinux())
        {
            var answer = await RunAsync(launcher, ["account"]);
            if (!uint.TryParse(answer.Trim(), CultureInfo.InvariantCulture, out user))
                throw new Win32Exception($"The launcher '{string.Join(' ', launcher)}' did not start the script host: {(answer.Length == 0 ? "it wrote nothing" : answer)}");
        }

        var isOther = user != own;
        var folders = options.Value.UseAccountHome ? null : Path.Combine(DataFolder, isOther ? Path.Combine("accounts", user.ToString(CultureInfo.InvariantCulture)) : "host");
        var account = new HostAccount(launcher, user, isOther, folders);
        if (folders is not null) Directory.CreateDirectory(folders);
        if (!isOther) return account;
        LogAccount(string.Join(' ', launcher), user);
        if (folders is not null)
        {
            LetWork(account, folders);
            LetEnterParents(account, folders);
        }

        var jobs = Path.Combine(DataFolder, "jobs");
        Directory.CreateDirectory(jobs);
        PosixAcl.Grant(jobs, user, PosixAcl.Enter);
        LetEnterParents(account, jobs);
        return account;
    }

    // As far up as the node's own data folder: what lies above it is the administrator's.
    private void LetEnterParents(HostAccount account, string folder)
    {
        for (var parent = Path.GetDirectoryName(folder); parent is not null && (parent + "/").StartsWith(DataFolder + "/", StringComparison.Ordinal); parent = Path.GetDirectoryName(parent))
        {
            if (!PosixAcl.Has(parent, account.UserId)) PosixAcl.Grant(parent, account.UserId, PosixAcl.Enter);
        }
    }

    private async Task<string> RunAsync(IReadOnlyList<string> launcher, string[] arguments)
    {
        using var process = Process.Start(ScriptHostConnection.StartInfo(options.Value, new HostAccount(launcher, 0, false, null), null, arguments))!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var answer = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var said = (await errors).Trim();
            return process.ExitCode == 0 ? answer : throw new Win32Exception($"'{string.Join(' ', launcher)}' ended with exit code {process.ExitCode}: {said}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new Win32Exception($"'{string.Join(' ', launcher)}' did not answer within {Patience}.");
        }
    }

    [LoggerMessage(LogLevel.Information, "Hosts started by '{Launcher}' run under the account {UserId}")]
    private partial void LogAccount(string launcher, uint userId);

    [LoggerMessage(LogLevel.Warning, "The folder {Folder} could not be opened to account {UserId}, which runs scripts: {Reason} Where it cannot read the folder, its scripts do not start.")]
    private partial void LogNotReadable(string folder, uint userId, string reason);

    [LoggerMessage(LogLevel.Warning, "Processes with the mark {Mark} could not be ended by their account")]
    private partial void LogNotCleared(string mark, Exception error);
}
