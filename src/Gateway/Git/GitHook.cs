using System.Security.Cryptography;
using System.Text;

namespace Universal.Gateway.Git;

/// <summary>
/// Whether a webhook comes from somebody who knows the secret: by a signature of the body (GitHub, Bitbucket, Gitea, Forgejo, Gogs) or by the
/// secret itself (GitLab).
/// </summary>
internal static class GitHook
{
    /// <summary>Largest body; GitHub sends at most 25 MB.</summary>
    public const long MaxBody = 26 * 1024 * 1024;

    /// <summary>Reads the body to its end.</summary>
    public static async Task<bool> IsSignedAsync(HttpRequest request, string secret, CancellationToken cancellationToken)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        using var signature = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        var chunk = new byte[16 * 1024];
        for (int count; (count = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;) signature.AppendData(chunk, 0, count);
        if (request.Headers["X-Gitlab-Token"] is [{ } token]) return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), key);
        return Given(request) is { } given && CryptographicOperations.FixedTimeEquals(given, signature.GetHashAndReset());
    }

    private static byte[]? Given(HttpRequest request)
    {
        var text = request.Headers["X-Hub-Signature-256"].FirstOrDefault() ?? request.Headers["X-Hub-Signature"].FirstOrDefault()
            ?? request.Headers["X-Gitea-Signature"].FirstOrDefault() ?? request.Headers["X-Gogs-Signature"].FirstOrDefault();
        if (text?.StartsWith("sha256=", StringComparison.Ordinal) == true) text = text["sha256=".Length..];
        if (text is null || text.Length != 2 * SHA256.HashSizeInBytes) return null;
        var bytes = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }
}
