namespace Universal.PowerShell.Declaring;

/// <summary>The text of a secure string, marked as what must not be shown.</summary>
/// <param name="Text">The text.</param>
public sealed record SecretText(string Text)
{
    /// <inheritdoc />
    public override string ToString() => "***";
}
