namespace Universal.PowerShell.Resources;

/// <summary>
/// One of a set of words that is checked where it is used, not here: a repository may name one that is newer than this module.
/// </summary>
/// <param name="value">The word.</param>
public abstract class OpenChoice(string value)
{
    /// <summary>The word.</summary>
    public string Value { get; } = value;

    /// <inheritdoc />
    public override string ToString() => Value;
}
