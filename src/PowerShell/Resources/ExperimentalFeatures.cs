namespace Universal.PowerShell.Resources;

/// <summary>Parts of PowerShell Universal that are experiments.</summary>
/// <param name="value">The word.</param>
public sealed class ExperimentalFeatures(string value) : OpenChoice(value);
