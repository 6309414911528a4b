namespace Universal.PowerShell.Resources;

/// <summary>A job.</summary>
public sealed class Job : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Job()
    {
    }

    /// <summary>Only the number is known.</summary>
    public Job(long id) => Id = id;

    /// <summary>Only the number is known.</summary>
    public Job(int id) => Id = id;

    /// <summary>Path of its script.</summary>
    public string? ScriptFullPath { get; set; }

    /// <summary>Its script, of which only the path is known.</summary>
    public Script? Script => ScriptFullPath is null ? null : new Script(ScriptFullPath) { FullPath = ScriptFullPath, Environment = Environment };

    /// <summary>The environment that runs it.</summary>
    public string? Environment { get; set; }

    /// <summary>Where it is in its life.</summary>
    public JobStatus Status { get; set; }

    /// <summary>Whether the status never changes again.</summary>
    public bool Ended { get; set; }

    /// <summary>The node that runs it, or ran it last.</summary>
    public string? ComputerName { get; set; }

    /// <summary>Number of the newest attempt; 0: none yet.</summary>
    public int Attempt { get; set; }

    /// <summary>Who asked for it. As text it is the name.</summary>
    public Identity? Identity { get; set; }

    /// <summary>Its parameters: an object with a property for each. Null: none.</summary>
    public object? Parameters { get; set; }

    /// <summary>The job that started this one.</summary>
    public long? ParentJobId { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime CreatedTime { get; set; }

    /// <summary>When it started.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>When it ended.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>The engine that ran it: Embedded, Pwsh or Program. Null: not known yet.</summary>
    public string? Engine { get; set; }

    /// <summary>Exit code of its script.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Why it is where it is.</summary>
    public string? Reason { get; set; }

    /// <inheritdoc />
    public override object? ToValue() => Id;

    /// <summary>Its members by name, for a script that declares <c>[hashtable]$Job</c>.</summary>
    public static explicit operator System.Collections.Hashtable(Job job)
    {
        var table = new System.Collections.Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var member in System.Management.Automation.PSObject.AsPSObject(job).Properties) table[member.Name] = member.Value;
        return table;
    }
}
