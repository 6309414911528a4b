namespace Universal.Jobs;

/// <summary>The stream a record of output came from.</summary>
[GenerateSerializer, Alias("universal.OutputStream")]
public enum OutputStream
{
    /// <summary>Standard output, or PowerShell's success stream.</summary>
    Output = 0,

    /// <summary>Standard error, or PowerShell's error stream.</summary>
    Error = 1,

    /// <summary>PowerShell's warning stream.</summary>
    Warning = 2,

    /// <summary>PowerShell's verbose stream.</summary>
    Verbose = 3,

    /// <summary>PowerShell's debug stream.</summary>
    Debug = 4,

    /// <summary>PowerShell's information stream, Write-Host included.</summary>
    Information = 5,

    /// <summary>What Universal itself has to say: truncation, retry, node loss.</summary>
    System = 6,
}

/// <summary>One record of a job's output. Immutable once stored.</summary>
/// <param name="Sequence">Position in the job's output: ascending from 1 over all attempts, gaps possible between attempts.</param>
/// <param name="Attempt">The attempt that wrote it.</param>
/// <param name="Stream">The stream it was written to.</param>
/// <param name="Time">When the node read it.</param>
/// <param name="Text">
/// The text: a line, or what a terminal would show of an object, which can be several lines, with colours as ANSI sequences. Empty beside <paramref name="Data"/>:
/// the text of an earlier record shows this object as well, as tables do. Bytes that are not UTF-8 arrive as U+FFFD.
/// </param>
/// <param name="Data">
/// The object as CLIXML, for what PowerShell wrote to the success stream and is more than text. Of a number, date or other simple value it is the element alone,
/// as <c>&lt;I32&gt;5&lt;/I32&gt;</c>, without the envelope.
/// </param>
[GenerateSerializer, Immutable, Alias("universal.JobOutput")]
public sealed record JobOutput(
    [property: Id(0)] long Sequence,
    [property: Id(1)] int Attempt,
    [property: Id(2)] OutputStream Stream,
    [property: Id(3)] DateTimeOffset Time,
    [property: Id(4)] string Text,
    [property: Id(5)] string? Data = null);

/// <summary>A page of a job's output.</summary>
/// <param name="Records">The records in order of their sequence.</param>
/// <param name="NextFrom">Where the next page starts.</param>
/// <param name="Ended">True when the job is final and this page reaches the end.</param>
[GenerateSerializer, Immutable, Alias("universal.JobOutputPage")]
public sealed record JobOutputPage(
    [property: Id(0)] IReadOnlyList<JobOutput> Records,
    [property: Id(1)] long NextFrom,
    [property: Id(2)] bool Ended);
