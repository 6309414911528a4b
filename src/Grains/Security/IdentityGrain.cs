using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Persistence.Security;
using Universal.Security;
using IdentityResult = Universal.Security.IdentityResult;
using SignInResult = Universal.Security.SignInResult;

namespace Universal.Grains.Security;

internal sealed partial class IdentityGrain : Grain, IIdentityGrain
{
    private const int MaxWriteAttempts = 10;
    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    private readonly ISecurityStore _store;
    private readonly IPasswordHasher<IdentityRow> _hasher;
    private readonly SecurityOptions _options;
    private readonly TimeProvider _time;
    private readonly AuditLog _audit;
    private readonly SignInEvents _events;
    private readonly ILogger<IdentityGrain> _logger;
    private readonly CachedRow<IdentityRow> _row;
    private readonly SignInGuard _guard;

    public IdentityGrain(
        ISecurityStore store, IPasswordHasher<IdentityRow> hasher, IOptions<SecurityOptions> options, TimeProvider time, AuditLog audit,
        SignInEvents events, ILogger<IdentityGrain> logger)
    {
        (_store, _hasher, _options, _time, _audit, _events, _logger) = (store, hasher, options.Value, time, audit, events, logger);
        _row = new(time, _options.CacheTime, () => _store.GetIdentityAsync(Name));
        _guard = new(_options);
    }

    private string Name => IdentityKeys.NameOf(this.GetPrimaryKeyString());

    public async Task<IdentityInfo?> Get() => await _row.GetAsync() is { } row ? IdentityRules.ToInfo(row) : null;

    public async Task<IdentityInfo?> CheckSession(string stamp) =>
        await _row.GetAsync() is { Enabled: true } row && row.SecurityStamp == stamp ? IdentityRules.ToInfo(row) : null;

    public async Task<SignInResult> SignIn(string password, RequestOrigin origin)
    {
        var row = await _row.GetAsync();
        var verified = await VerifyAsync(row, password);
        if (row is null)
        {
            DeactivateOnIdle();
            await _audit.AppendFailureAsync(origin, "signin.fail", Name, "unknown");
            return new(SignInStatus.Failed, null);
        }

        var now = _time.GetUtcNow();
        if (IsRefused(row, origin, now))
        {
            await _audit.AppendFailureAsync(origin, "signin.fail", row.Name, "locked out");
            return new(SignInStatus.LockedOut, null);
        }

        if (verified == PasswordVerificationResult.Failed || !row.Enabled)
        {
            await _audit.AppendFailureAsync(origin, "signin.fail", row.Name, verified == PasswordVerificationResult.Failed ? "wrong password" : "disabled");
            var refused = verified == PasswordVerificationResult.Failed && await CountFailureAsync(origin, now);
            return new(refused ? SignInStatus.LockedOut : SignInStatus.Failed, null);
        }

        var rehash = verified == PasswordVerificationResult.SuccessRehashNeeded ? await HashAsync(row, password) : row.PasswordHash;
        var signedIn = await WriteAsync(current => IdentityRules.AfterSuccess(current, now) with { PasswordHash = rehash });
        if (signedIn is null) return new(SignInStatus.Failed, null);
        _guard.AfterSuccess(origin, now);
        await _audit.AppendAsync(origin with { Identity = signedIn.Name }, "signin", signedIn.Name);
        _events.SignedIn(signedIn, isFirst: row.LastSignInAt is null, origin.Address);
        return new(SignInStatus.Succeeded, new(IdentityRules.ToInfo(signedIn), signedIn.SecurityStamp));
    }

    public async Task<IdentityResult> ChangePassword(string current, string replacement, RequestOrigin origin)
    {
        if (await _row.GetAsync() is not { } row) return Result(IdentityOperationStatus.NotFound);
        var now = _time.GetUtcNow();
        if (IsRefused(row, origin, now) || await VerifyAsync(row, current) == PasswordVerificationResult.Failed)
        {
            if (!IsRefused(row, origin, now)) await CountFailureAsync(origin, now);
            await _audit.AppendFailureAsync(origin, "signin.fail", row.Name, "wrong password at its change");
            return Invalid("currentPassword", "This is not the present password.");
        }

        var errors = new Dictionary<string, string[]>();
        IdentityRules.AddPasswordFaults(errors, replacement, row.Name, _options);
        return errors.Count > 0
            ? new(IdentityOperationStatus.Invalid, null, errors.ToDictionary(_ => "newPassword", error => error.Value))
            : await ApplyAsync(new IdentityChange(Password: replacement), "password.change", origin);
    }

    public async Task<IdentityOperationStatus> EndSessions(RequestOrigin origin)
    {
        if (await WriteAsync(row => row with { SecurityStamp = NewStamp() }) is not { } changed) return IdentityOperationStatus.NotFound;
        await _audit.AppendAsync(origin, "sessions.end", changed.Name);
        return IdentityOperationStatus.Done;
    }

    public async Task<IdentityResult> Create(NewIdentity identity, bool first, RequestOrigin origin)
    {
        var errors = IdentityRules.Check(identity, _options);
        if (errors.Count > 0) return new(IdentityOperationStatus.Invalid, null, errors);
        if (await _row.GetAsync() is not null) return Result(IdentityOperationStatus.Conflict);

        var row = new IdentityRow
        {
            Name = identity.Name,
            Roles = IdentityRules.Canonical(identity.Roles),
            Enabled = identity.Enabled,
            SecurityStamp = NewStamp(),
            CreatedAt = _time.GetUtcNow(),
        };
        if (identity.Password is { } password) row = row with { PasswordHash = await HashAsync(row, password) };
        var created = first ? await _store.InsertFirstIdentityAsync(row) : await _store.InsertIdentityAsync(row);
        if (created is null)
        {
            _row.Forget();
            return Result(IdentityOperationStatus.Conflict);
        }

        // From here on the identity exists; a crash leaves it without its line in the audit log.
        _row.Set(created);
        await _audit.AppendAsync(origin, first ? "setup" : "identity.create", created.Name, $"roles: {string.Join(", ", created.Roles)}");
        return Result(IdentityOperationStatus.Done, created);
    }

    public async Task<IdentityResult> Change(IdentityChange change, RequestOrigin origin)
    {
        if (await _row.GetAsync() is not { } row) return Result(IdentityOperationStatus.NotFound);
        var errors = IdentityRules.Check(change, row.Name, _options);
        return errors.Count > 0 ? new(IdentityOperationStatus.Invalid, null, errors) : await ApplyAsync(change, "identity.change", origin);
    }

    public async Task<IdentityResult> Delete(RequestOrigin origin)
    {
        if (await _row.GetAsync() is not { } row) return Result(IdentityOperationStatus.NotFound);
        await _store.DeleteIdentityAsync(row.Name);
        _row.Set(null);
        await _audit.AppendAsync(origin, "identity.delete", row.Name);
        return Result(IdentityOperationStatus.Done, row);
    }

    private async Task<IdentityResult> ApplyAsync(IdentityChange change, string action, RequestOrigin origin)
    {
        var hash = change.Password is { } password && await _row.GetAsync() is { } row ? await HashAsync(row, password) : null;
        var endsSessions = change.Roles is not null || change.Enabled is not null || hash is not null;
        var written = await WriteAsync(current => current with
        {
            Roles = change.Roles is { } roles ? IdentityRules.Canonical(roles) : current.Roles,
            Enabled = change.Enabled ?? current.Enabled,
            PasswordHash = hash ?? current.PasswordHash,
            FailedSignIns = hash is not null || change.Unlock ? 0 : current.FailedSignIns,
            LockedUntil = hash is not null || change.Unlock ? null : current.LockedUntil,
            SecurityStamp = endsSessions ? NewStamp() : current.SecurityStamp,
        });
        if (written is null) return Result(IdentityOperationStatus.NotFound);
        if (hash is not null || change.Unlock) _guard.Unlock();
        await _audit.AppendAsync(origin, action, written.Name, Describe(change));
        return Result(IdentityOperationStatus.Done, written);
    }

    // Who signed in from there before is never locked out by what others do elsewhere.
    private bool IsRefused(IdentityRow row, RequestOrigin origin, DateTimeOffset now) =>
        _guard.Refuses(origin, now) || (!_guard.IsKnown(origin) && IdentityRules.IsLockedOut(row, now));

    private async Task<bool> CountFailureAsync(RequestOrigin origin, DateTimeOffset now)
    {
        var all = _guard.IsKnown(origin) ? null : await WriteAsync(current => IdentityRules.AfterFailure(current, now, _options));
        var until = _guard.AfterFailure(origin, now);
        if (all is not null && IdentityRules.IsLockedOut(all, now)) until = all.LockedUntil;
        if (until is not { } end) return false;
        // What it knows of guesses must not end before the lock-out does.
        DelayDeactivation(end - now + TimeSpan.FromMinutes(1));
        LogLockedOut(Name, origin.Address, until);
        await _audit.AppendFailureAsync(origin, "identity.lockout", Name, $"until {until:u}");
        return true;
    }

    private async Task<IdentityRow?> WriteAsync(Func<IdentityRow, IdentityRow> change)
    {
        for (var attempt = 0; await _row.GetAsync() is { } row; attempt++)
        {
            if (attempt == MaxWriteAttempts) throw new InvalidOperationException($"The row of identity {Name} changes under every write.");
            var changed = change(row) with { Version = row.Version + 1 };
            bool stored;
            try
            {
                stored = await _store.UpdateIdentityAsync(changed);
            }
            catch (Errors.DatabaseUnavailableException)
            {
                // It may have been written: what is in memory is no longer known to be true.
                _row.Forget();
                throw;
            }

            if (stored)
            {
                _row.Set(changed);
                return changed;
            }

            // Another activation wrote, before it was found to be dead: decide again on what it left.
            _row.Forget();
        }

        return null;
    }

    // Hashing takes tens of milliseconds of CPU on purpose; off this grain's turns, so that requests with its tokens and cookies go on.
    private Task<string> HashAsync(IdentityRow row, string password) => Task.Run(() => _hasher.HashPassword(row, password));

    private Task<PasswordVerificationResult> VerifyAsync(IdentityRow? row, string password) => Task.Run(() =>
    {
        if (password.Length > PasswordRules.MaxLength) return PasswordVerificationResult.Failed;
        if (row?.PasswordHash is { } hash) return _hasher.VerifyHashedPassword(row, hash, password);

        // An unknown name must take as long as a wrong password, or names can be found by the clock.
        _hasher.HashPassword(new IdentityRow { Name = Name, SecurityStamp = "" }, password);
        return PasswordVerificationResult.Failed;
    });

    private static string NewStamp() => Guid.NewGuid().ToString("N");

    private static string Describe(IdentityChange change) => string.Join(", ", new[]
    {
        change.Roles is { } roles ? $"roles: {string.Join(" ", roles)}" : null,
        change.Enabled is { } enabled ? $"enabled: {enabled}" : null,
        change.Password is not null ? "password" : null,
        change.Unlock ? "unlock" : null,
    }.OfType<string>());

    private static IdentityResult Result(IdentityOperationStatus status, IdentityRow? row = null) =>
        new(status, row is null ? null : IdentityRules.ToInfo(row), NoErrors);

    private static IdentityResult Invalid(string field, string fault) =>
        new(IdentityOperationStatus.Invalid, null, new Dictionary<string, string[]> { [field] = [fault] });
}
