using System.Collections;
using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Jobs;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Scripts;

/// <summary>
/// Runs a script and gives its job, or with -Wait what it wrote: its objects, and in their streams its errors, warnings and information. Parameters of the script can be given as if they were its own.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "PSUScript", DefaultParameterSetName = ByScript)]
[Alias("Invoke-UAScript", "Start-UAScript")]
[OutputType(typeof(Job))]
public sealed class InvokePSUScriptCommand : RestCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByScript = "Script";

    /// <summary>Name of a stored credential to run as.</summary>
    [Parameter]
    public Variable? Credential { get; set; }

    /// <summary>Environment instead of the script's own.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Number of the script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Name of the script, or its path.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    public string? Name { get; set; }

    /// <summary>Not supported: jobs have no notes.</summary>
    [Parameter]
    public string? Notes { get; set; }

    /// <summary>The script, or its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByScript)]
    public Script? Script { get; set; }

    /// <summary>Waits until the job has ended and writes what it wrote.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Not supported: jobs cannot be debugged.</summary>
    [Parameter]
    public SwitchParameter WaitForDebugger { get; set; }

    /// <summary>Where it runs: the name of a node, <c>tags:A,B</c>, <c>any</c>, or <c>all</c> for a job on each node.</summary>
    [Parameter]
    public string? Queue { get; set; }

    /// <summary>Parameters of the script by name. They go before those given as parameters of this cmdlet.</summary>
    [Parameter]
    public Hashtable? Parameters { get; set; }

    /// <summary>How many seconds -Wait waits. The job goes on. Default: as long as it takes.</summary>
    [Parameter]
    public int WaitTimeout { get; set; }

    /// <summary>With -Wait: writes only the objects of the job, not its warnings, errors and information.</summary>
    [Parameter]
    public SwitchParameter Silent { get; set; }

    /// <summary>Parameters of the script, given as parameters of this cmdlet.</summary>
    [Parameter(ValueFromRemainingArguments = true)]
    public object?[]? ScriptParameters { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        WarnOf(nameof(WaitForDebugger), "jobs cannot be debugged.");
        WarnOf(nameof(Notes), "jobs have no notes.");
        var body = new JsonBody
        {
            // The node encrypts them before it stores the job.
            TakesSecrets = true,
            ["Script"] = Name ?? (Script is null ? Number(Id) : Script.FullPath ?? Script.Name ?? Number(Script.Id)),
            ["Parameters"] = Arguments(),
            ["Environment"] = Environment,
            ["Computer"] = Queue,
            ["Credential"] = Credential?.Name,
        };
        // With a key the request can be repeated until a node answers, and still makes one job.
        if (Send(HttpMethod.Post, "job", body, Guid.NewGuid().ToString("N")) is not { } created) return;
        if (!Wait)
        {
            WriteObject(ResourceReader.Read(created, typeof(Job)));
            return;
        }

        var wait = new JobWait(Get, Follow, Stop);
        var id = created.GetProperty("id").GetInt64();
        if (wait.ForEnd(id, WaitTimeout > 0 ? TimeSpan.FromSeconds(WaitTimeout) : null) is not { } ended)
            throw new ArgumentException($"The job {Number(id)} has not ended within {Number(WaitTimeout)} s. It goes on.");
        foreach (var record in new JobOutputReader(Get).Records(id)) Write(record, id);
        if (JobWait.FaultOf(ended) is { } fault) WriteError(fault);
    }

    // What it wrote goes on in the streams of the caller, where -WarningAction, -InformationAction and their like say what becomes of it.
    private void Write(JobOutput record, long job)
    {
        if (record.Stream == "Output")
        {
            WriteObject(JobOutputReader.ObjectOf(record));
            return;
        }

        if (Silent) return;
        switch (record.Stream)
        {
            case "Error":
                WriteError(new ErrorRecord(new InvalidOperationException(record.Text), "JobError", ErrorCategory.NotSpecified, job));
                break;
            case "Warning":
                WriteWarning(record.Text);
                break;
            case "Verbose":
                WriteVerbose(record.Text);
                break;
            case "Debug":
                WriteDebug(record.Text);
                break;
            case "Information":
                WriteInformation(record.Text, ["Job"]);
                break;
        }
    }

    private IDictionary<string, object?> Arguments()
    {
        var arguments = OtherParameters.Read(ScriptParameters, out var stray);
        if (stray.Count > 0) throw new ArgumentException($"The argument '{stray[0]}' belongs to no parameter.");
        if (PlainValue.Of(Parameters) is IDictionary<string, object?> given)
        {
            foreach (var entry in given)
                arguments[entry.Key] = entry.Value;
        }

        return arguments;
    }
}
