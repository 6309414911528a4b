namespace Universal.Errors;

/// <summary>The node cannot read or keep secrets: it does not have the cluster's key. The message says which one it lacks and what to do; it holds no secret.</summary>
[GenerateSerializer, Alias("universal.SecretsUnavailableException")]
public sealed class SecretsUnavailableException(string message, Exception? inner = null) : UniversalException("secrets_unavailable", message, inner);
