namespace Universal.PowerShell.Resources;

/// <summary>Somebody who can sign in.</summary>
public sealed class Identity : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Identity()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Identity(string name) => Name = name;

    /// <summary>Its roles.</summary>
    public string[]? Roles { get; set; }

    /// <summary>Whether it may sign in.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whether it is the same name, so that <c>$job.Identity -eq 'name'</c> is what it looks like.</summary>
    public override bool Equals(object? other) => other is Identity identity && string.Equals(Name, identity.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name ?? "");
}
