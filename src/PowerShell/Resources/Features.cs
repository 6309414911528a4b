namespace Universal.PowerShell.Resources;

/// <summary>Parts of the platform that can be switched off.</summary>
/// <param name="value">The word.</param>
public sealed class Features(string value) : OpenChoice(value);
