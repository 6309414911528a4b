namespace Universal.Errors;

/// <summary>A promise that could not be kept. Each subtype has a stable code and stands for one decision of the caller.</summary>
[GenerateSerializer, Alias("universal.UniversalException")]
public abstract class UniversalException : Exception
{
    /// <summary>Creates the error.</summary>
    protected UniversalException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>Stable code, for programs.</summary>
    [Id(0)] public string Code { get; }
}

/// <summary>The database did not answer. What was asked may or may not have been done: repeat it, with the same idempotency key where there is one.</summary>
[GenerateSerializer, Alias("universal.DatabaseUnavailableException")]
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : UniversalException("database_unavailable", message, inner);

/// <summary>The schema of the database does not fit the program; the message says which is newer and what to run.</summary>
[GenerateSerializer, Alias("universal.SchemaMismatchException")]
public sealed class SchemaMismatchException(string message) : UniversalException("schema_mismatch", message);
