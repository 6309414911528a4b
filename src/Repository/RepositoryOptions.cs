using Microsoft.Extensions.Options;

namespace Universal.Repository;

/// <summary>Section <c>Repository</c> of the configuration.</summary>
public sealed class RepositoryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Repository";

    /// <summary>Folder with the scripts. Default: <c>repository</c> in the node's data folder.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// Whether a missing folder is created when the node starts. Default: only when <see cref="Path"/> is not set, so that a misspelled path
    /// is a fault and not an empty repository.
    /// </summary>
    public bool CreateFolder { get; set; }

    /// <summary>How long the folder must be quiet after a change before it is read again. Default 300 ms.</summary>
    public TimeSpan ReloadDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How long the configuration files may run, with the analysis of changed scripts, which takes at most half of it. What is not read by then keeps what
    /// it declared before. Default 30 s.
    /// </summary>
    public TimeSpan ConfigurationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the folder is read again without a sign of change: network file systems and exhausted watches give none. Default 30 s.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Reports every fault of <see cref="RepositoryOptions"/> at once.</summary>
public sealed class RepositoryOptionsValidator : IValidateOptions<RepositoryOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, RepositoryOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path)) faults.Add("Repository:Path is empty: give the folder that holds the scripts.");
        else if (options.Path.Contains('\0', StringComparison.Ordinal)) faults.Add("Repository:Path holds a NUL character.");
        else if (File.Exists(options.Path)) faults.Add($"Repository:Path: {options.Path} is a file, not a folder.");
        if (options.ReloadDelay < TimeSpan.Zero || options.ReloadDelay > TimeSpan.FromMinutes(1))
            faults.Add("Repository:ReloadDelay must be between 0 and 1 minute.");
        if (options.RescanInterval < TimeSpan.FromSeconds(1) || options.RescanInterval > TimeSpan.FromDays(1))
            faults.Add("Repository:RescanInterval must be between 1 second and 1 day.");
        if (options.ConfigurationTimeout < TimeSpan.FromSeconds(1) || options.ConfigurationTimeout > TimeSpan.FromHours(1))
            faults.Add("Repository:ConfigurationTimeout must be between 1 second and 1 hour.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
