using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>Makes the objects of the variables that scripts find in a job. Called by what starts a script, never by scripts.</summary>
public static class JobObjects
{
    /// <summary><c>$UAJob</c>: what <c>Get-PSUJob</c> gives.</summary>
    /// <param name="json">The job as the REST interface shows it.</param>
    public static PSObject Job(string json) => Read(json, typeof(Job));

    /// <summary><c>$UAScript</c>: what <c>Get-PSUScript</c> gives.</summary>
    /// <param name="json">The script as the REST interface shows it.</param>
    public static PSObject Script(string json) => Read(json, typeof(Script));

    /// <summary><c>$UASchedule</c>: what <c>Get-PSUSchedule</c> gives.</summary>
    /// <param name="json">The schedule as the REST interface shows it.</param>
    public static PSObject Schedule(string json) => Read(json, typeof(Schedule));

    private static PSObject Read(string json, Type type)
    {
        using var document = JsonDocument.Parse(json);
        return ResourceReader.Read(document.RootElement, type);
    }
}
