namespace Universal.PowerShell.Resources;

/// <summary>What starts a trigger.</summary>
/// <param name="value">The word.</param>
public sealed class EventType(string value) : OpenChoice(value);
