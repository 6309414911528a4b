namespace Universal.PowerShell.Resources;

/// <summary>From which importance on notifications are made.</summary>
/// <param name="value">The word.</param>
public sealed class NotificationLevel(string value) : OpenChoice(value);
