using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Jobs;

namespace Universal.Grains.Execution;

/// <summary>The working folders of attempts, and the mark by which this node knows its processes again after a restart.</summary>
public sealed partial class AttemptFolders : IDisposable
{
    private readonly ILogger<AttemptFolders> _logger;
    private FileStream? _owner;

    /// <summary>Knows the folders of a node.</summary>
    public AttemptFolders(IOptions<ScriptHostOptions> options, ILogger<AttemptFolders> logger)
    {
        _logger = logger;
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
        catch (IOException)
        {
            LogFolderShared(Root);
            return;
        }

        var killed = await ProcessSweep.KillAsync(TokenPrefix, hostId: null, cancellationToken);
        if (killed > 0)
            LogLeftoversKilled(killed);
        foreach (var folder in Directory.EnumerateDirectories(Root))
            Remove(folder);
    }

    /// <summary>Makes the empty folder of an attempt, readable by this user alone.</summary>
    public string Create(JobRecord job)
    {
        var folder = Of(job);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>Removes the folder of an attempt. What cannot be removed is logged, and tried again when the node starts.</summary>
    public void Remove(JobRecord job)
    {
        var folder = Of(job);
        Remove(folder);
        try
        {
            Directory.Delete(Path.GetDirectoryName(folder)!);
        }
        catch (IOException)
        {
            // Another attempt of the job still has its folder in it.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _owner?.Dispose();

    private string Of(JobRecord job) => Path.Combine(
        Root, job.Id.ToString(CultureInfo.InvariantCulture), job.Attempt.ToString(CultureInfo.InvariantCulture));

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFolderStays(folder, e);
        }
    }
}
