using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

internal sealed class IdentitiesGrain(ISecurityStore store) : Grain, IIdentitiesGrain
{
    private const int MaxTake = 500;
    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    private bool _setUp;

    // The last administrator cannot be removed, so once set up is set up for good.
    public async Task<bool> IsSetUp() => _setUp = _setUp || await store.AnyIdentityAsync();

    public async Task<IReadOnlyList<IdentityInfo>> List(long afterId, int take) =>
        [.. (await store.ListIdentitiesAsync(afterId, Math.Clamp(take, 1, MaxTake))).Select(IdentityRules.ToInfo)];

    public async Task<IdentityInfo?> Get(long id) => await store.GetIdentityByIdAsync(id) is { } row ? IdentityRules.ToInfo(row) : null;

    public async Task<IdentityResult> CreateFirst(NewIdentity identity, RequestOrigin origin)
    {
        if (await IsSetUp()) return Result(IdentityOperationStatus.Conflict);
        if (identity.Password is null)
        {
            return new(IdentityOperationStatus.Invalid, null, new Dictionary<string, string[]> { ["password"] = ["The administrator needs a password."] });
        }

        var first = identity with { Roles = [Roles.Administrator], Enabled = true };
        return await Grain(identity.Name).Create(first, first: true, origin);
    }

    public Task<IdentityResult> Create(NewIdentity identity, RequestOrigin origin) => Grain(identity.Name).Create(identity, first: false, origin);

    public async Task<IdentityResult> Change(long id, IdentityChange change, RequestOrigin origin)
    {
        if (await store.GetIdentityByIdAsync(id) is not { } row) return Result(IdentityOperationStatus.NotFound);
        return !IdentityRules.Administers(change.Enabled ?? row.Enabled, change.Roles ?? row.Roles) && await IsLastAdministratorAsync(row)
            ? Result(IdentityOperationStatus.LastAdministrator, row)
            : await Grain(row.Name).Change(change, origin);
    }

    public async Task<IdentityResult> Delete(long id, RequestOrigin origin)
    {
        if (await store.GetIdentityByIdAsync(id) is not { } row) return Result(IdentityOperationStatus.NotFound);
        return await IsLastAdministratorAsync(row)
            ? Result(IdentityOperationStatus.LastAdministrator, row)
            : await Grain(row.Name).Delete(origin);
    }

    private async Task<bool> IsLastAdministratorAsync(IdentityRow row)
    {
        if (!IdentityRules.Administers(row.Enabled, row.Roles)) return false;
        for (long after = 0; ;)
        {
            var page = await store.ListIdentitiesAsync(after, MaxTake);
            if (page.Any(other => other.Id != row.Id && IdentityRules.Administers(other.Enabled, other.Roles))) return false;
            if (page.Count < MaxTake) return true;
            after = page[^1].Id;
        }
    }

    private IIdentityGrain Grain(string name) => GrainFactory.GetGrain<IIdentityGrain>(IdentityKeys.For(name));

    private static IdentityResult Result(IdentityOperationStatus status, IdentityRow? row = null) =>
        new(status, row is null ? null : IdentityRules.ToInfo(row), NoErrors);
}
