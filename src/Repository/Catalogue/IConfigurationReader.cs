namespace Universal.Repository.Catalogue;

/// <summary>What is to be read of a repository.</summary>
/// <param name="Root">Its folder.</param>
/// <param name="Run">Whether the files of <c>.universal</c> are run.</param>
/// <param name="Scripts">Paths of PowerShell scripts whose parameters are wanted.</param>
public sealed record ConfigurationRequest(string Root, bool Run, IReadOnlyList<string> Scripts);

/// <summary>
/// Runs the configuration files of a repository and reads the parameters of its PowerShell scripts, in a process of its own: the node runs no users' code
/// and loads no PowerShell.
/// </summary>
public interface IConfigurationReader
{
    /// <summary>Names of the environments that this node has by itself, whatever the repository declares.</summary>
    IReadOnlyCollection<string> Environments { get; }

    /// <summary>
    /// Does what is asked. Does not throw for what files do; what they start is gone when it returns. Scripts that are not in the answer were not
    /// reached.
    /// </summary>
    Task<ConfigurationDocument> ReadAsync(ConfigurationRequest request, CancellationToken cancellationToken);
}
