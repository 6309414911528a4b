using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Schedules;

/// <summary>Declares a schedule of a script. Parameters that the cmdlet does not declare are those of the script.</summary>
[Cmdlet(VerbsCommon.New, "PSUSchedule", DefaultParameterSetName = ByCron)]
[Alias("New-UASchedule")]
[OutputType(typeof(Schedule))]
public sealed class NewPSUScheduleCommand : DeclarationCmdlet
{
    private const string ByContinuous = "Continuous";
    private const string ByCron = "Cron";
    private const string ByOneTime = "OneTime";
    private const string ByEveryMinute = "EveryMinute";
    private const string ByEveryHour = "EveryHour";
    private const string ByEveryDay = "EveryDay";
    private const string ByEveryWeek = "EveryWeek";
    private const string ByEveryMonth = "EveryMonth";

    /// <summary>Runs it again whenever it has ended.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContinuous)]
    public SwitchParameter Continuous { get; set; }

    /// <summary>Name of a stored credential to run as.</summary>
    [Parameter]
    public Variable? Credential { get; set; }

    /// <summary>When it runs: a cron expression of five or six fields.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByCron)]
    public string? Cron { get; set; }

    /// <summary>How long it waits: between two runs of a continuous one, at random up to it with -RandomDelay.</summary>
    [Parameter]
    public TimeSpan Delay { get; set; }

    /// <summary>Hours of the delay.</summary>
    [Parameter]
    public int DelayHour { get; set; }

    /// <summary>Minutes of the delay.</summary>
    [Parameter]
    public int DelayMinute { get; set; }

    /// <summary>Seconds of the delay.</summary>
    [Parameter]
    public int DelaySecond { get; set; }

    /// <summary>The script, or its name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public Script Script { get; set; } = null!;

    /// <summary>The time zone of the cron expression. Default: UTC.</summary>
    [Parameter]
    public string? TimeZone { get; set; }

    /// <summary>Environment instead of the script's own.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>Runs it once, then.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByOneTime)]
    public DateTime OneTime { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Name of the schedule.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Script block that decides at the time whether it runs: it does not when the block returns false.</summary>
    [Parameter]
    public ScriptBlock? Condition { get; set; }

    /// <summary>Declares it without running it.</summary>
    [Parameter]
    public SwitchParameter Paused { get; set; }

    /// <summary>After how many minutes a job is ended. 0: never.</summary>
    [Parameter]
    public int Timeout { get; set; }

    /// <summary>Starts at random within the delay.</summary>
    [Parameter]
    public SwitchParameter RandomDelay { get; set; }

    /// <summary>Runs it every minute.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEveryMinute)]
    public SwitchParameter EveryMinute { get; set; }

    /// <summary>Runs it every hour.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEveryHour)]
    public SwitchParameter EveryHour { get; set; }

    /// <summary>Runs it every day.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEveryDay)]
    public SwitchParameter EveryDay { get; set; }

    /// <summary>Runs it every week.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEveryWeek)]
    public SwitchParameter EveryWeek { get; set; }

    /// <summary>Runs it every month.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEveryMonth)]
    public SwitchParameter EveryMonth { get; set; }

    /// <summary>Where it runs: the name of a node, or <c>All computers</c>. Default: any node.</summary>
    [Parameter]
    public string? Computer { get; set; }

    /// <summary>Name of the computer group whose nodes run it.</summary>
    [Parameter]
    public string? ComputerGroup { get; set; }

    /// <summary>Priority of its jobs, -1000 to 1000. Default: that of the script.</summary>
    [Parameter]
    public int Priority { get; set; }

    /// <summary>
    /// What becomes of times at which no node could start a job: <c>RunOnce</c> makes up for the latest (default), <c>Skip</c> for none, <c>RunEach</c> for each.
    /// </summary>
    [Parameter]
    [ValidateSet("RunOnce", "Skip", "RunEach")]
    public string? MisfirePolicy { get; set; }

    /// <summary>
    /// What happens when it is due while a job of it runs: <c>Allow</c> starts another (default), <c>Skip</c> passes that time over, <c>Queue</c> waits for its end,
    /// <c>Replace</c> cancels it.
    /// </summary>
    [Parameter]
    [ValidateSet("Allow", "Skip", "Queue", "Replace")]
    public string? OverlapPolicy { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Schedule;

    private protected override bool TakesOthers => true;
}
