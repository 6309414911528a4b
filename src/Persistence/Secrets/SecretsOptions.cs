using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Universal.Persistence.Secrets;

/// <summary>The key that secrets in the database are encrypted with. Section <c>Secrets</c>; the same on every node of a cluster.</summary>
public sealed class SecretsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Secrets";

    /// <summary>Name of the file of a key that was made.</summary>
    public const string FileName = "universal.key";

    /// <summary>The key: base64 of 32 random bytes. Default: that of <see cref="KeyFile"/>. Secret.</summary>
    public string? Key { get; set; }

    /// <summary>Path of a file that holds the key, in base64. Default: none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Keys that are still read: former ones, until nothing is encrypted with them any more, and the next one, while nodes are given it one after the
    /// other. Each is base64 of 32 bytes, or the path of a file with it. Default: none. Secret.
    /// </summary>
    public IList<string> PreviousKeys { get; set; } = [];

    /// <summary>
    /// Where the first node of a cluster keeps the key that it makes when none is configured. Default: <c>universal.key</c>, in the folder of the
    /// database file with SQLite, otherwise in the node's data folder. Null: no key is made.
    /// </summary>
    public string? GeneratedKeyFile { get; set; }

    /// <summary>
    /// Whether the key ring of cookies and tokens is encrypted with the key as well. Default: when the key is configured, or the database is
    /// SQLite; a node that does not have the key cannot join then.
    /// </summary>
    public bool? EncryptKeyRing { get; set; }

    /// <summary>The file beside the database, which nodes that share the database file share; null: the database is no file.</summary>
    public static string? FileBeside(DatabaseEngine engine, string? connectionString)
    {
        if (engine != DatabaseEngine.Sqlite) return null;
        try
        {
            var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
            return file is "" or ":memory:" ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, FileName);
        }
        catch (ArgumentException)
        {
            // The validator of the database says what is wrong with it.
            return null;
        }
    }
}

/// <summary>Finds every fault of <see cref="SecretsOptions"/>. None of them tells a key.</summary>
internal sealed class SecretsOptionsValidator : IValidateOptions<SecretsOptions>
{
    private const string Form = "must be the base64 of 32 random bytes, as 'openssl rand -base64 32' writes it";

    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        List<string> faults = [];
        if (!string.IsNullOrEmpty(options.Key) && !string.IsNullOrEmpty(options.KeyFile)) faults.Add("Secrets:Key and Secrets:KeyFile exclude each other.");
        if (!string.IsNullOrEmpty(options.Key) && SecretKey.TryParse(options.Key) is null) faults.Add($"Secrets:Key {Form}.");
        if (!string.IsNullOrEmpty(options.KeyFile) && FileFault(options.KeyFile) is { } fault) faults.Add($"Secrets:KeyFile {fault}");
        for (var i = 0; i < options.PreviousKeys.Count; i++)
        {
            if (SecretKey.TryParse(options.PreviousKeys[i]) is null && FileFault(options.PreviousKeys[i]) is not null)
                faults.Add($"Secrets:PreviousKeys:{i} {Form}, or the path of a file with it.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FileFault(string path)
    {
        try
        {
            return SecretKey.Read(path) is null ? $"'{path}': what the file holds {Form}." : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"'{path}' cannot be read: {error.GetType().Name}.";
        }
    }
}
