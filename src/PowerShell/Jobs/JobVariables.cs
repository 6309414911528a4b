using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>
/// The variables that PowerShell Universal's scripts find in a job. Called by what starts a script, never by scripts. Objects are made when a script
/// first reads them: most scripts do not.
/// </summary>
public static class JobVariables
{
    /// <summary>The variables of one job.</summary>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="repository">Absolute path of the repository.</param>
    /// <param name="job">The job as the REST interface shows it, JSON.</param>
    /// <param name="script">The script as the REST interface shows it, JSON.</param>
    public static IReadOnlyList<PSVariable> Of(string environment, string repository, string job, string script) =>
    [
        new("PSUEnvironment", environment),
        new("Repository", repository),
        new LazyVariable("UAJob", () => ObjectOf(job, typeof(Job))),
        new LazyVariable("UAJobId", () => NumberOf(job)),
        new LazyVariable("UAScript", () => ObjectOf(script, typeof(Script))),
        new LazyVariable("UAScriptId", () => NumberOf(script)),
        // There for scripts that ask whether a schedule started them, under strict mode too.
        new("UASchedule", null),
        new("UAScheduleId", null),
    ];

    private static object ObjectOf(string json, Type type)
    {
        using var document = JsonDocument.Parse(json);
        return ResourceReader.Read(document.RootElement, type);
    }

    private static object NumberOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("id").GetInt64();
    }

    private sealed class LazyVariable(string name, Func<object> read) : PSVariable(name)
    {
        private object? _value;
        private bool _known;

        public override object? Value
        {
            get
            {
                if (!_known) (_value, _known) = (read(), true);
                return _value;
            }

            set => (_value, _known) = (value, true);
        }
    }
}
