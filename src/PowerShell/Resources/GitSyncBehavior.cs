namespace Universal.PowerShell.Resources;

/// <summary>What a synchronisation does.</summary>
/// <param name="value">The word.</param>
public sealed class GitSyncBehavior(string value) : OpenChoice(value);
