namespace Universal.PowerShell.Resources;

/// <summary>A link of the sign-in page.</summary>
public sealed class LoginPageLink : Resource
{
    /// <summary>Its text.</summary>
    public string? Text { get; set; }

    /// <summary>Its address.</summary>
    public string? Url { get; set; }

    /// <inheritdoc />
    public override object? ToValue() => Declaring.PlainValue.Of(new System.Collections.Hashtable { [nameof(Text)] = Text, [nameof(Url)] = Url });
}
