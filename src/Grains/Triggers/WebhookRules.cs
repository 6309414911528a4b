using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>Decisions about webhooks, pure.</summary>
internal static class WebhookRules
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>The value of <c>X-Universal-Signature</c>: HMAC-SHA256 over the time in seconds, a dot and the body.</summary>
    public static string Sign(string secret, DateTimeOffset at, string body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(hash)}";
    }

    /// <summary>What becomes of a delivery that was sent once more.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="now">When.</param>
    /// <param name="jitter">0 to 1: where in the jitter of the delay.</param>
    /// <param name="giveUp">How long after it was stored it is tried.</param>
    public static WebhookDelivery After(WebhookDelivery delivery, WebhookAnswer answer, DateTimeOffset now, double jitter, TimeSpan giveUp)
    {
        var sent = delivery with { Attempts = delivery.Attempts + 1, LastStatus = answer.Status, LastError = ErrorOf(answer), ChangedAt = now };
        if (answer.Status is >= 200 and < 300) return sent with { State = WebhookState.Delivered, NextAt = null };
        if (answer.Final || (answer.Status is { } status && !IsWorthARetry(status))) return sent with { State = WebhookState.Failed, NextAt = null };
        var next = now + Delay(sent.Attempts, answer.RetryAfter, jitter);
        return next > delivery.CreatedAt + giveUp
            ? sent with { State = WebhookState.Failed, NextAt = null, LastError = $"{sent.LastError} Given up after {sent.Attempts} attempts." }
            : sent with { NextAt = next };
    }

    /// <summary>
    /// Whether what the receiver says can change: it is overloaded or broken. Any other refusal, and a redirection, which is not followed because it could lead
    /// anywhere, is its last word.
    /// </summary>
    private static bool IsWorthARetry(int status) => status is 408 or 425 or 429 or >= 500;

    // 5 s, doubled up to an hour, and up to a fifth more so that what failed together does not return together.
    private static TimeSpan Delay(int attempts, TimeSpan? retryAfter, double jitter)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Min(attempts - 1, 20));
        var delay = (doubled < LongestDelay ? doubled : LongestDelay) * (1 + (0.2 * jitter));
        if (retryAfter is not { } asked) return delay;
        if (asked > LongestRetryAfter) asked = LongestRetryAfter;
        return asked > delay ? asked : delay;
    }

    private static string? ErrorOf(WebhookAnswer answer) => answer.Error ?? (answer.Status is { } status and (< 200 or >= 300) ? $"The receiver answered {status}." : null);
}
