namespace Universal.Security;

/// <summary>Where a request comes from, for the audit log.</summary>
/// <param name="Identity">Who asks; null: nobody is signed in, or the platform itself.</param>
/// <param name="Address">The caller's network address.</param>
/// <param name="Node">The node that took the request.</param>
/// <param name="Device">The browser, when it signed in as the same identity before. Null: it is not known.</param>
[GenerateSerializer, Immutable, Alias("universal.RequestOrigin")]
public sealed record RequestOrigin(
    [property: Id(0)] string? Identity, [property: Id(1)] string? Address = null, [property: Id(2)] string? Node = null,
    [property: Id(3)] string? Device = null);
