using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Universal.Persistence;
using Universal.Persistence.Secrets;

namespace Universal.Silo.Hosting;

/// <summary>
/// Takes the rights of other accounts from what earlier versions left in the data folder, on Unix. What the node makes from now on has none, by its umask.
/// </summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Tightens them. What cannot be is logged, and the node goes on: a mounted folder may know no rights.</summary>
    public static void Tighten(IServiceProvider services, IConfiguration configuration, ILogger logger)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = configuration["Node:DataFolder"]!;
        // Other accounts that jobs run under are let in one by one. The group's right to pass is the mask of those entries: without it they mean nothing.
        var kept = HasLauncher(configuration) ? UnixFileMode.GroupExecute : UnixFileMode.None;
        Set(folder, Folder, logger, kept);
        foreach (var jobs in new[] { Path.Combine(folder, "jobs"), Path.Combine(configuration["ScriptHosts:DataFolder"]!, "jobs") }.Distinct(StringComparer.Ordinal)) Set(jobs, Folder, logger, kept);
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        if (database.Engine == DatabaseEngine.Sqlite && new SqliteConnectionStringBuilder(database.ConnectionString).DataSource is { Length: > 0 } file)
        {
            foreach (var suffix in new[] { "", "-wal", "-shm", "-journal", ".migrate" }) Set(Path.GetFullPath(file) + suffix, File, logger);
        }

        var secrets = services.GetRequiredService<IOptions<SecretsOptions>>().Value;
        if (secrets.GeneratedKeyFile is { } made) Set(made, File, logger);
        // Those are an administrator's to set: whoever reads them may be meant to.
        foreach (var key in secrets.PreviousKeys.Append(secrets.KeyFile).OfType<string>().Where(System.IO.File.Exists))
        {
            if ((System.IO.File.GetUnixFileMode(key) & Others) != 0) LogReadable(logger, key);
        }
    }

    private static bool HasLauncher(IConfiguration configuration) =>
        configuration.GetSection("ScriptHosts").AsEnumerable().Any(option => option.Value is { Length: > 0 } && option.Key.EndsWith(":Launcher", StringComparison.OrdinalIgnoreCase));

    [UnsupportedOSPlatform("windows")]
    private static void Set(string path, UnixFileMode mode, ILogger logger, UnixFileMode kept = UnixFileMode.None)
    {
        if (!Path.Exists(path)) return;
        try
        {
            var before = System.IO.File.GetUnixFileMode(path);
            var wanted = mode | (before & kept);
            if (before != wanted) System.IO.File.SetUnixFileMode(path, wanted);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogOpen(logger, path, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The rights of {Path} could not be limited to the node's account ({Reason}). Other accounts of this machine may read it.")]
    private static partial void LogOpen(ILogger logger, string path, string reason);

    [LoggerMessage(LogLevel.Warning, "Every account of this machine can read the key in {Path}. Give it mode 0600, or 0640 with a group of its own.")]
    private static partial void LogReadable(ILogger logger, string path);
}
