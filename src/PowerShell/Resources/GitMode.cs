namespace Universal.PowerShell.Resources;

/// <summary>How the repository and its remote are kept equal: OneWay, TwoWay, PushOnly or Manual.</summary>
/// <param name="value">The word.</param>
public sealed class GitMode(string value) : OpenChoice(value);
