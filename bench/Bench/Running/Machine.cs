using System.Globalization;
using Npgsql;

namespace Bench.Running;

/// <summary>Where and how a run was made.</summary>
public static class Machine
{
    /// <summary>The load average over one, five and fifteen minutes.</summary>
    public static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    public static async Task<string> DescribeAsync(NpgsqlDataSource server, BenchOptions options, IReadOnlyList<string> args, DateTimeOffset started, string loadAtStart)
    {
        var version = await SettingAsync(server, "server_version");
        var fsync = await SettingAsync(server, "fsync");
        var synchronous = await SettingAsync(server, "synchronous_commit");
        return string.Create(CultureInfo.InvariantCulture, $"""
            {started:yyyy-MM-dd HH:mm} UTC. {Environment.ProcessorCount} processors ({Processor()}), load average {loadAtStart} at the start and {LoadAverage()} at the end,
            .NET {Environment.Version}, PostgreSQL {version} on the same machine, fsync {fsync}, synchronous_commit {synchronous}, {options.Workers} workers of {options.Slots} slots.
            Command: `dotnet run -c Release --project bench/Bench{(args.Count == 0 ? "" : " -- " + string.Join(' ', args))}`
            """);
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : "unknown model";

    private static async Task<string> SettingAsync(NpgsqlDataSource server, string name)
    {
        await using var command = server.CreateCommand("SELECT current_setting(@name)");
        command.Parameters.AddWithValue("name", name);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
