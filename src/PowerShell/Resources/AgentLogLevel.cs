namespace Universal.PowerShell.Resources;

/// <summary>Importance of a log entry.</summary>
/// <param name="value">The word.</param>
public sealed class AgentLogLevel(string value) : OpenChoice(value);
