using System.Text.Json;
using System.Text.Json.Serialization;
using Universal.Gateway.Identities;
using Universal.Security;

namespace Universal.Gateway.Tokens;

/// <summary>Body of <c>POST /api/v1/apptoken/grant</c>. Everything may be missing: a token for yourself, with your roles, for a year.</summary>
internal sealed record TokenGrantModel
{
    /// <summary>The identity it shall stand for: a name, or PSU's object with a name. Others than yourself: administrators only.</summary>
    [JsonConverter(typeof(IdentityNameConverter))]
    public string? Identity { get; init; }

    /// <summary>Roles to limit it to.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>PSU's name for the roles: one, or several separated by commas.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Role { get; init; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}

/// <summary>The identity of a token, in PSU's form.</summary>
internal sealed record TokenIdentityModel(string Name);

/// <summary>An app token.</summary>
/// <param name="Id">Number of the token.</param>
/// <param name="Token">The secret; only in the answer that grants it, otherwise null.</param>
/// <param name="Identity">The identity it stands for.</param>
/// <param name="Role">Its roles, in PSU's form.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Created">When it was granted.</param>
/// <param name="Expiration">When it expires; null: never.</param>
/// <param name="Revoked">Whether it was revoked.</param>
/// <param name="RevokedDate">When.</param>
/// <param name="Description">What it is for.</param>
/// <param name="CreatedBy">Who granted it.</param>
internal sealed record TokenModel(
    long Id, string? Token, TokenIdentityModel Identity, string Role, IReadOnlyList<string> Roles, DateTimeOffset Created,
    DateTimeOffset? Expiration, bool Revoked, DateTimeOffset? RevokedDate, string? Description, string? CreatedBy)
{
    public static TokenModel Of(AppTokenInfo token, string? secret = null) => new(
        token.Id, secret, new(token.Identity), string.Join(", ", token.Roles), token.Roles, token.CreatedAt, token.ExpiresAt,
        token.RevokedAt is not null, token.RevokedAt, token.Description, token.CreatedBy);
}

/// <summary>Reads the name of an identity from a text, or from the <c>name</c> of an object.</summary>
internal sealed class IdentityNameConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.EnumerateObject()
            .Where(property => property.Name.Equals("name", StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String)
            .Select(property => property.Value.GetString())
            .FirstOrDefault() ?? throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
