namespace Universal.Jobs;

/// <summary>What kind of answer a script waits for.</summary>
[GenerateSerializer, Alias("universal.JobFeedbackKind")]
public enum JobFeedbackKind
{
    /// <summary>A line of text.</summary>
    Text = 0,

    /// <summary>A line of text that is not shown or stored in clear.</summary>
    Secret = 1,

    /// <summary>One of <see cref="JobFeedback.Choices"/>; the answer is its number, from 0.</summary>
    Choice = 2,
}

/// <summary>A question that a script asked.</summary>
/// <param name="Id">Number of the question within the attempt, from 1. An answer names it, so that a late answer cannot reach the next question.</param>
/// <param name="Kind">What kind of answer it waits for.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Choices">The possible answers of a <see cref="JobFeedbackKind.Choice"/>.</param>
/// <param name="Default">The choice taken when the answer is empty.</param>
[GenerateSerializer, Immutable, Alias("universal.JobFeedback")]
public sealed record JobFeedback(
    [property: Id(0)] int Id,
    [property: Id(1)] JobFeedbackKind Kind,
    [property: Id(2)] string Prompt,
    [property: Id(3)] IReadOnlyList<string> Choices,
    [property: Id(4)] int? Default = null);
