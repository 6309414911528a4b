namespace Universal.PowerShell.Resources;

/// <summary>The open question of a job.</summary>
public sealed class JobFeedback
{
    /// <summary>Number of the question in its job.</summary>
    public int Id { get; set; }

    /// <summary>The job that asks.</summary>
    public long JobId { get; set; }

    /// <summary>What kind of answer it wants: Text, Secret or Choice.</summary>
    public string? Type { get; set; }

    /// <summary>The question.</summary>
    public string? Message { get; set; }

    /// <summary>The possible answers of a choice.</summary>
    public string[]? Choices { get; set; }

    /// <summary>Number of the choice that an empty answer takes.</summary>
    public int? Default { get; set; }
}
