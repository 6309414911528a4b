using Universal.Calls;

namespace Universal.Variables;

/// <summary>Who asks for variables: a job, or somebody with roles.</summary>
/// <param name="JobId">The job whose token was used; then its environment, and the roles of who asked for it, decide. Null: a person or program.</param>
/// <param name="Roles">The roles in effect, unless a job asks.</param>
[GenerateSerializer, Immutable, Alias("universal.VariableReader")]
public sealed record VariableReader([property: Id(0)] long? JobId, [property: Id(1)] IReadOnlyList<string> Roles);

/// <summary>Outcome of reading a secret.</summary>
[GenerateSerializer, Alias("universal.SecretReadStatus")]
public enum SecretReadStatus
{
    /// <summary>Here it is.</summary>
    Done = 0,

    /// <summary>There is no secret of that name.</summary>
    NotFound = 1,

    /// <summary>It is declared, and nobody has set its value.</summary>
    NoValue = 2,

    /// <summary>It is not for the job's environment, or not for the roles of who asked for the job.</summary>
    Refused = 3,
}

/// <summary>A secret's value, or why there is none.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Name">The name, as it is declared.</param>
/// <param name="UserName">Of a credential, its name; of a text null.</param>
/// <param name="Value">The text, or the password.</param>
/// <param name="Message">Why not, and what to do.</param>
/// <param name="Type">The type that is declared for it; null: none.</param>
[GenerateSerializer, Immutable, Alias("universal.SecretReading")]
public sealed record SecretReading(
    [property: Id(0)] SecretReadStatus Status,
    [property: Id(1)] string Name,
    [property: Id(2)] string? UserName = null,
    [property: Id(3)] string? Value = null,
    [property: Id(4)] string? Message = null,
    [property: Id(5)] string? Type = null)
{
    /// <summary>Its members without the value.</summary>
    public override string ToString() => $"{Name}: {Status}";
}

/// <summary>How a node stands to the key that secrets are encrypted with.</summary>
/// <param name="Node">The node.</param>
/// <param name="KeyId">The key's id; null: the node does not have it.</param>
/// <param name="Remaining">How many values are encrypted with a former key still; null: this node does not know.</param>
/// <param name="Reason">Why the node cannot use secrets, and what to do. Null: it can.</param>
[GenerateSerializer, Immutable, Alias("universal.SecretKeyInfo")]
public sealed record SecretKeyInfo(
    [property: Id(0)] string Node, [property: Id(1)] string? KeyId, [property: Id(2)] long? Remaining, [property: Id(3)] string? Reason);

/// <summary>
/// Platform variables and secrets: those that the repository declares, and those of the database. Key 0; runs on whatever node is asked. A call
/// throws <see cref="Errors.SecretsUnavailableException"/> when that node does not have the cluster's key and the call needs it.
/// </summary>
[Alias("universal.IVariablesGrain")]
public interface IVariablesGrain : IGrainWithIntegerKey
{
    /// <summary>The variables that the reader may use, by name.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<VariableInfo>> List(VariableReader reader);

    /// <summary>A variable by name or number, or null.</summary>
    [Alias("Get"), Repeatable] Task<VariableInfo?> Get(string variable, VariableReader reader);

    /// <summary>Creates a variable in the database; of a secret the value goes to the vault. A repeat is a conflict.</summary>
    [Alias("Create")] Task<VariableResult> Create(VariableChange variable, string? by);

    /// <summary>Changes a variable of the database, or the value of a secret, also of one that the repository declares. Can be repeated.</summary>
    [Alias("Change")] Task<VariableResult> Change(string variable, VariableChange change, string? by);

    /// <summary>Removes a variable of the database, and of a secret the value when it is asked for; of one that the repository declares only the value.</summary>
    [Alias("Remove")] Task<VariableResult> Remove(string variable, bool removeSecret, string? by);

    /// <summary>
    /// Reads a secret. For a job, its node hides the value in whatever the job writes before it is handed out. Changes nothing else; whoever hands it
    /// on writes the audit log.
    /// </summary>
    [Alias("ReadSecret"), Repeatable] Task<SecretReading> ReadSecret(string name, VariableReader reader);

    /// <summary>How the node that is asked stands to the key, and how far the change of keys has come.</summary>
    [Alias("DescribeKey"), Repeatable] Task<SecretKeyInfo> DescribeKey();
}
