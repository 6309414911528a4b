namespace Universal.PowerShell.Resources;

/// <summary>How far a script has come: Draft, Pending_Review, Published or Disabled.</summary>
/// <param name="value">The word.</param>
public sealed class ScriptStatus(string value) : OpenChoice(value);
