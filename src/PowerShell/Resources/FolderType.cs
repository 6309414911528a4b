namespace Universal.PowerShell.Resources;

/// <summary>What a folder is for.</summary>
/// <param name="value">The word.</param>
public sealed class FolderType(string value) : OpenChoice(value);
