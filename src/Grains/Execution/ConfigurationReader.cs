using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Catalogue;
using Universal.Repository;
using Universal.Repository.Catalogue;
using Universal.ScriptHost.Protocol.Accounts;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.Grains.Execution;

/// <summary>
/// Runs a repository's configuration files, and reads the parameters of its scripts, in a script host of their own, which is gone with all that was started
/// when the answer is there.
/// </summary>
internal sealed partial class ConfigurationReader(
    IOptions<ScriptHostOptions> hosts, IOptions<RepositoryOptions> repository, AttemptFolders folders, HostAccounts accounts, TimeProvider time, ILogger<ConfigurationReader> logger)
    : IConfigurationReader
{
    private const int MaxAnswer = 64 * 1024 * 1024;

    // Each costs a process.
    private const int MaxDeadly = 5;
    private const string DeadlyMessage = "The file ended the process that reads the configuration, and is left out. The other files are in force.";

    // The host keeps the limit itself and then answers; this is for a host that cannot.
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public IReadOnlyCollection<string> Environments => [.. hosts.Value.Environments.Keys, .. BuiltInEnvironments.NamesHere];

    /// <inheritdoc />
    public async Task<ConfigurationDocument> ReadAsync(ConfigurationRequest request, CancellationToken cancellationToken)
    {
        List<string> deadly = [];
        while (true)
        {
            var (document, ended) = await ReadOnceAsync(request, deadly, cancellationToken);
            if (ended is not null && deadly.Count < MaxDeadly)
            {
                deadly.Add(ended);
                continue;
            }

            // Read again some time: what ended the process may have been the system, for want of memory.
            return deadly.Count == 0
                ? document
                : document with { Complete = false, Faults = [.. document.Faults, .. deadly.Select(file => new CatalogueFault(file, null, DeadlyMessage))] };
        }
    }

    /// <returns>What was read; and the file that ended the process that read it, when one did.</returns>
    private async Task<(ConfigurationDocument Document, string? EndedBy)> ReadOnceAsync(ConfigurationRequest request, IReadOnlyList<string> skip, CancellationToken cancellationToken)
    {
        var token = folders.TokenPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var limit = repository.Value.ConfigurationTimeout;
        HostAccount account;
        try
        {
            account = await accounts.OfAsync(accounts.DefaultLauncher);
            accounts.LetRead(account, request.Root);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            LogFailed(error.Message);
            return (ConfigurationDocument.Unreadable($"the script host could not be started: {error.Message}"), null);
        }

        var start = ScriptHostConnection.StartInfo(hosts.Value, account, token, "configuration", request.Root, limit.TotalSeconds.ToString(CultureInfo.InvariantCulture), "-");
        using var deadline = new CancellationTokenSource(limit + Allowance, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var errors = DrainAsync(process.StandardError, either.Token);
                await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, new { run = request.Run, scripts = request.Scripts, skip }, cancellationToken: either.Token);
                await process.StandardInput.WriteLineAsync();
                await process.StandardInput.FlushAsync(either.Token);
                var answer = await ReadAnswerAsync(process.StandardOutput.BaseStream, either.Token);
                await process.WaitForExitAsync(either.Token);
                await errors;
                var (last, reading) = LastLine(answer);
                if (last.IsEmpty && reading is not null) return (ConfigurationDocument.Unreadable($"{reading} ended the process that reads them"), reading);
                return (ConfigurationDocument.Parse(last), null);
            }
            finally
            {
                await EndAsync(process, account, token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (ConfigurationDocument.Unreadable($"the script host did not answer within {limit + Allowance}."), null);
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidDataException or JsonException)
        {
            LogFailed(error.Message);
            return (ConfigurationDocument.Unreadable($"the script host gave no sound answer ({error.Message}); the node's log has what it wrote."), null);
        }
    }

    // Before the answer each file is named when its turn comes. Without an answer the last one of them is what ended the host.
    private static (ReadOnlyMemory<byte> Answer, string? Reading) LastLine(ReadOnlyMemory<byte> lines)
    {
        string? reading = null;
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            if (!line.Span.StartsWith(ReadingMark)) return (lines, reading);
            using var named = JsonDocument.Parse(line);
            reading = named.RootElement.GetProperty("reading").GetString();
            lines = end < 0 ? default : lines[(end + 1)..];
        }

        return (lines, reading);
    }

    private async Task EndAsync(Process process, HostAccount account, string token)
    {
        if (account.IsOther && !LinuxAccount.IsRoot)
        {
            // Without its pipe it ends with all that it started. What it could not end, only its account can.
            process.StandardInput.BaseStream.Dispose();
            if (!process.HasExited) await accounts.ClearAsync(account.Launcher, token);
            return;
        }

        if (!process.HasExited) process.Kill(entireProcessTree: true);
        if (OperatingSystem.IsLinux()) await ProcessSweep.KillAsync(token, process.Id, CancellationToken.None);
    }

    private static ReadOnlySpan<byte> ReadingMark => "{\"reading\":"u8;

    private static async Task<ReadOnlyMemory<byte>> ReadAnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int count; (count = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (answer.Length + count > MaxAnswer) throw new InvalidDataException(FormattableString.Invariant($"it declares more than {MaxAnswer:N0} bytes"));
            answer.Write(chunk, 0, count);
        }

        return answer.GetBuffer().AsMemory(0, (int)answer.Length);
    }

    private async Task DrainAsync(StreamReader errors, CancellationToken cancellationToken)
    {
        while (await errors.ReadLineAsync(cancellationToken) is { } line) LogHostError(line);
    }

    [LoggerMessage(LogLevel.Warning, "The script host that reads the configuration wrote: {Line}")]
    private partial void LogHostError(string line);

    [LoggerMessage(LogLevel.Warning, "The script host that reads the configuration failed: {Reason}")]
    private partial void LogFailed(string reason);
}
