namespace Universal.Calls;

/// <summary>
/// Marks a grain method that a caller may call again when it does not know whether the first call ran: a read, a check, or a write whose repeat harms
/// nothing and gives the same answer. Gateways repeat such calls by themselves when a node dies under them. What is not marked is repeated only when it
/// surely did not run, or when one of its arguments is an <see cref="IRepeatableRequest"/> that says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;
