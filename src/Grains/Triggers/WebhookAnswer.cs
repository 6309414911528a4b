namespace Universal.Grains.Triggers;

/// <summary>What came of sending a webhook once.</summary>
/// <param name="Status">The receiver's status code; null: it did not answer.</param>
/// <param name="Error">Why it did not answer, or what cannot become better by trying again; null: it answered.</param>
/// <param name="RetryAfter">How long the receiver asks to wait.</param>
/// <param name="Final">Whether trying again is of no use although nobody answered.</param>
internal sealed record WebhookAnswer(int? Status, string? Error = null, TimeSpan? RetryAfter = null, bool Final = false);
