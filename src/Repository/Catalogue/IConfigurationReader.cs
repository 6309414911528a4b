namespace Universal.Repository.Catalogue;

/// <summary>Runs the configuration files of a repository, which is done in a process of its own, and gives what they declare.</summary>
public interface IConfigurationReader
{
    /// <summary>Names of the environments that this node has by itself, whatever the repository declares.</summary>
    IReadOnlyCollection<string> Environments { get; }

    /// <summary>Reads the files of <c>.universal</c> below <paramref name="root"/>. Does not throw for what they do; what they start is gone when it returns.</summary>
    Task<ConfigurationDocument> ReadAsync(string root, CancellationToken cancellationToken);
}
