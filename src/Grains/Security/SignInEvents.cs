using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Grains.Triggers;
using Universal.Persistence.Security;
using Universal.Triggers;

namespace Universal.Grains.Security;

/// <summary>Tells triggers who signed in, and of tokens that are used although they were revoked.</summary>
internal sealed class SignInEvents(IEnumerable<IPlatformEvents> listeners, TimeProvider time)
{
    private readonly IPlatformEvents[] _listeners = [.. listeners];

    /// <summary>Somebody signed in.</summary>
    /// <param name="row">The identity as it is stored now.</param>
    /// <param name="isFirst">Whether it never did before.</param>
    /// <param name="address">Where from.</param>
    public void SignedIn(IdentityRow row, bool isFirst, string? address)
    {
        // The row's version makes the id of a sign-in the same, whoever tells it.
        Tell(TriggerEvent.UserLogin, $"login/{row.Id}/{row.Version}", null, () => new JsonObject
        {
            ["userName"] = row.Name,
            ["remoteIpAddress"] = address,
        });
        if (!isFirst) return;
        Tell(TriggerEvent.NewUserLogin, $"firstlogin/{row.Id}", "User", () => new JsonObject
        {
            ["name"] = row.Name,
            ["roles"] = new JsonArray([.. row.Roles.Select(role => JsonValue.Create(role))]),
        });
    }

    /// <summary>A revoked token was used. The token itself is not told: it would be a secret in a job's parameters.</summary>
    public void RevokedTokenUsed(AppTokenRow row) => Tell(TriggerEvent.RevokedAppTokenUsage, $"token/{Guid.NewGuid():N}", "AppToken", () => new JsonObject
    {
        ["id"] = row.Id,
        ["identity"] = row.Identity,
        ["description"] = row.Description,
        ["revokedTime"] = JsonSerializer.SerializeToNode(row.RevokedAt),
    });

    private void Tell(TriggerEvent kind, string id, string? subject, Func<JsonObject> data)
    {
        foreach (var listener in _listeners)
        {
            if (listener.Wants(kind)) listener.Raise(new PlatformEvent { Kind = kind, Id = id, At = time.GetUtcNow(), Subject = subject, Data = data() });
        }
    }
}
