namespace Universal.Calls;

/// <summary>An argument of a grain method that decides whether the call may be repeated when it is not known whether the first one ran.</summary>
public interface IRepeatableRequest
{
    /// <summary>Whether a repeat does no more than the first call did, for instance because it carries an idempotency key.</summary>
    bool IsRepeatable { get; }
}
