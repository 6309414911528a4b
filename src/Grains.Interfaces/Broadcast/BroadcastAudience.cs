namespace Universal.Broadcast;

/// <summary>Who sees a broadcast: whoever has one of the roles or is one of the identities.</summary>
/// <param name="Roles">Roles, taken as they are: an administrator sees what is for administrators, not what is for readers.</param>
/// <param name="Identities">Names of identities, in any letter case.</param>
[GenerateSerializer, Immutable, Alias("universal.BroadcastAudience")]
public sealed record BroadcastAudience([property: Id(0)] IReadOnlyList<string> Roles, [property: Id(1)] IReadOnlyList<string> Identities)
{
    /// <summary>Whether somebody of that name and with these roles is meant.</summary>
    public bool Includes(string? identity, IReadOnlyCollection<string> roles) =>
        Roles.Any(role => roles.Contains(role, StringComparer.OrdinalIgnoreCase))
        || (identity is not null && Identities.Contains(identity, StringComparer.OrdinalIgnoreCase));
}
