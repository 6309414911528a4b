using Universal.Calls;

namespace Universal.Security;

/// <summary>A role.</summary>
/// <param name="Id">Number of the role; built-in ones have the lowest.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it allows.</param>
/// <param name="BuiltIn">Whether it comes with the platform and cannot be changed.</param>
[GenerateSerializer, Immutable, Alias("universal.RoleInfo")]
public sealed record RoleInfo(
    [property: Id(0)] long Id, [property: Id(1)] string Name, [property: Id(2)] string Description, [property: Id(3)] bool BuiltIn);

/// <summary>The roles that identities and tokens can have. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.IRolesGrain")]
public interface IRolesGrain : IGrainWithIntegerKey
{
    /// <summary>All roles, the built-in ones first.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<RoleInfo>> List();
}
