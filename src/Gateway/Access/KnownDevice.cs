using Microsoft.AspNetCore.DataProtection;

namespace Universal.Gateway.Access;

/// <summary>
/// Knows a browser again that signed in as somebody before: by a cookie of its own, which outlives the session. Failures of others do not count against it,
/// so that nobody can lock somebody out of a browser that they use.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection)
{
    public const string CookieName = "universal-device";
    private const int MaxLength = 1024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Universal.KnownDevice").ToTimeLimitedDataProtector();

    /// <summary>The device, if it signed in with that name before; otherwise null.</summary>
    public string? Find(HttpContext http, string name)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and <= MaxLength } cookie) return null;
        try
        {
            var parts = _protector.Unprotect(cookie).Split('\n', 2);
            return parts is [var id, var known] && known.Equals(name, StringComparison.OrdinalIgnoreCase) ? id : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Of another cluster, too old, or made up.
            return null;
        }
    }

    /// <summary>Remembers the device after a good sign-in.</summary>
    public void Remember(HttpContext http, string name)
    {
        var id = Find(http, name) ?? Guid.NewGuid().ToString("N");
        http.Response.Cookies.Append(CookieName, _protector.Protect($"{id}\n{name}", Lifetime), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = "/",
        });
    }
}
