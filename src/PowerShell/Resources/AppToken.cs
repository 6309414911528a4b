namespace Universal.PowerShell.Resources;

/// <summary>An app token.</summary>
public sealed class AppToken : Resource
{
    /// <summary>The secret; only in the object that granting it gives.</summary>
    public string? Token { get; set; }

    /// <summary>The identity that it stands for. As text it is the name.</summary>
    public Identity? Identity { get; set; }

    /// <summary>When it expires.</summary>
    public DateTime? Expiration { get; set; }

    /// <summary>Whether it was revoked.</summary>
    public bool Revoked { get; set; }

    /// <summary>Its roles.</summary>
    public string[]? Roles { get; set; }
}
