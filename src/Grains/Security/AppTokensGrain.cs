using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

[StatelessWorker]
internal sealed class AppTokensGrain(ISecurityStore store, IOptions<SecurityOptions> options, TimeProvider time, AuditLog audit) : Grain, IAppTokensGrain
{
    private const int MaxTake = 500;
    private const int MaxDescription = 200;

    // Each request with a token asks all that led to it.
    private const int MaxDepth = 5;

    public async Task<AppTokenGrant> Grant(AppTokenRequest request, RequestOrigin origin)
    {
        var identity = await GrainFactory.GetGrain<IIdentityGrain>(IdentityKeys.For(request.Identity)).Get();
        if (identity is not { Enabled: true }) return Refused(IdentityOperationStatus.NotFound, []);

        var now = time.GetUtcNow();
        var parent = request.GrantedBy is { } grantor ? await store.GetTokenAsync(grantor) : null;
        var standard = now + options.Value.TokenLifetime;
        var expires = request.ExpiresAt ?? (parent?.ExpiresAt < standard ? parent.ExpiresAt.Value : standard);
        var roles = request.Roles.Count > 0
            ? IdentityRules.Canonical(request.Roles)
            : IdentityRules.Canonical(Roles.Within(identity.Roles, request.Grantor));
        var errors = Check(request, roles, identity, expires, now);
        // Otherwise what it grants would have nothing to end with.
        if (request.GrantedBy is not null && parent is not { RevokedAt: null }) errors["identity"] = ["The token that grants it is revoked or gone. Use another one."];
        if (parent?.ExpiresAt < expires) errors["expiration"] = [$"The token that grants it ends at {parent.ExpiresAt:u}, and the new one cannot outlive it. Sign in with name and password for a longer one."];
        if (parent is not null && await DepthAsync(parent) >= MaxDepth) errors["identity"] = [$"At most {MaxDepth} tokens grant one another in a row. Sign in with name and password."];
        if (errors.Count > 0) return Refused(IdentityOperationStatus.Invalid, errors);

        var secret = AppTokenKeys.NewSecret();
        var row = await store.InsertTokenAsync(new AppTokenRow
        {
            Hash = AppTokenKeys.HashOf(secret),
            Identity = identity.Name,
            Roles = roles,
            Description = request.Description,
            CreatedAt = now,
            ExpiresAt = expires,
            CreatedBy = origin.Identity,
            ParentId = parent?.Id,
        });
        await audit.AppendAsync(origin, "apptoken.grant", AppTokenGrain.Subject(row), $"roles: {string.Join(", ", roles)}; expires {expires:u}");
        return new(IdentityOperationStatus.Done, AppTokenGrain.ToInfo(row), secret, new Dictionary<string, string[]>());
    }

    public async Task<IReadOnlyList<AppTokenInfo>> List(string? identity, long afterId, int take) =>
        [.. (await store.ListTokensAsync(identity, afterId, Math.Clamp(take, 1, MaxTake))).Select(AppTokenGrain.ToInfo)];

    public async Task<AppTokenInfo?> Get(long id) => await store.GetTokenAsync(id) is { } row ? AppTokenGrain.ToInfo(row) : null;

    public async Task<bool> Revoke(long id, RequestOrigin origin) =>
        await store.GetTokenAsync(id) is { } row && await GrainFactory.GetGrain<IAppTokenGrain>(AppTokenKeys.For(row.Hash)).Revoke(origin);

    private async Task<int> DepthAsync(AppTokenRow token)
    {
        var depth = 1;
        for (var row = token; depth < MaxDepth && row?.ParentId is { } parent; depth++) row = await store.GetTokenAsync(parent);
        return depth;
    }

    private Dictionary<string, string[]> Check(
        AppTokenRequest request, IReadOnlyList<string> roles, IdentityInfo identity, DateTimeOffset expires, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        IdentityRules.AddRoleFaults(errors, roles);
        if (errors.Count == 0)
        {
            if (roles.Where(role => !Roles.Covers(identity.Roles, role)).ToArray() is [_, ..] beyond)
            {
                errors["roles"] = [$"Identity '{identity.Name}' does not cover: {string.Join(", ", beyond)}."];
            }
            else if (roles.Where(role => !Roles.Covers(request.Grantor, role)).ToArray() is [_, ..] foreign)
            {
                errors["roles"] = [$"You cannot hand out what you do not have: {string.Join(", ", foreign)}."];
            }
            else if (roles.Count == 0)
            {
                errors["roles"] = [$"Identity '{identity.Name}' has no role that you cover, so the token would be good for nothing."];
            }
        }

        if (expires <= now) errors["expiration"] = ["It must be in the future."];
        if (expires - now > options.Value.MaxTokenLifetime)
        {
            errors["expiration"] = [$"A token lives at most {options.Value.MaxTokenLifetime.TotalDays:0} days."];
        }

        if (request.Description?.Length > MaxDescription) errors["description"] = [$"Use at most {MaxDescription} characters."];
        return errors;
    }

    private static AppTokenGrant Refused(IdentityOperationStatus status, Dictionary<string, string[]> errors) => new(status, null, null, errors);
}
