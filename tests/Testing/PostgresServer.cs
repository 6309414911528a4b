using System.Diagnostics;
using Npgsql;

namespace Universal.Testing;

/// <summary>
/// A PostgreSQL server of a test's own: a fresh data folder, a free port on loopback, no password. It is stopped and its folder removed
/// when disposed, and when the test process exits without disposing it. Needs PostgreSQL's programs (Debian: package postgresql).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _fsync;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private int _disposed;

    private PostgresServer(string folder, int port, bool fsync, IReadOnlyDictionary<string, string> settings)
    {
        (_folder, Port, _fsync, _settings) = (folder, port, fsync, settings);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public int Port { get; }

    /// <summary>Process id of the postmaster; its children are the server's other processes.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "postmaster.pid")).First(), null);

    /// <param name="fsync">Whether commits reach the disk, as in production. Tests that do not crash the server can do without.</param>
    /// <param name="settings">Further server settings, for instance <c>shared_preload_libraries</c>.</param>
    public static async Task<PostgresServer> StartAsync(bool fsync = false, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("universal-pg-").FullName;
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", folder);
        await RunAsServerUserAsync(Tool("initdb"), "-D", folder, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
        var server = new PostgresServer(folder, FreePort.Take(), fsync, settings ?? new Dictionary<string, string>());
        await server.StartServerAsync();
        return server;
    }

    public string ConnectionString(string database = "postgres") =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Include Error Detail=true";

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await using var source = NpgsqlDataSource.Create(ConnectionString());
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Stops the server at once, as a crash would: connections break, and it recovers from its log at the next start.</summary>
    public Task StopImmediatelyAsync() => RunAsServerUserAsync(Tool("pg_ctl"), "stop", "-D", _folder, "-m", "immediate", "-w");

    public Task StartServerAsync() => RunAsServerUserAsync(
        Tool("pg_ctl"), "start", "-D", _folder, "-w", "-t", "60", "-l", Path.Combine(_folder, "server.log"), "-o",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=300 -c fsync={(_fsync ? "on" : "off")}"
        + string.Concat(_settings.Select(setting => $" -c {setting.Key}={setting.Value}")));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        try
        {
            await StopImmediatelyAsync();
        }
        catch (InvalidOperationException)
        {
            // It was stopped by the test.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void OnProcessExit(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static string Tool(string name)
    {
        const string debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return folders.Select(folder => Path.Combine(folder, "bin", name)).FirstOrDefault(File.Exists) ?? name;
    }

    // PostgreSQL refuses to run as root.
    private static Task RunAsServerUserAsync(params string[] command) =>
        Environment.UserName == "root" ? RunAsync(["runuser", "-u", "postgres", "--", .. command]) : RunAsync(command);

    private static async Task RunAsync(params string[] command)
    {
        // No redirection: the server inherits the handles and would keep the pipes open after pg_ctl has ended.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        foreach (var part in command) start.ArgumentList.Add(part);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with exit code {process.ExitCode}");
    }
}
