using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Triggers;

/// <summary>Declares a trigger: an event that runs a script, calls a webhook, or both.</summary>
[Cmdlet(VerbsCommon.New, "PSUTrigger")]
[Alias("New-UATrigger")]
[OutputType(typeof(Trigger))]
public sealed class NewPSUTriggerCommand : DeclarationCmdlet
{
    /// <summary>Only events of that app. Default: of every one.</summary>
    [Parameter]
    public Dashboard? Dashboard { get; set; }

    /// <summary>Environment instead of the script's own.</summary>
    [Parameter]
    public string? Environment { get; set; }

    /// <summary>The event.</summary>
    [Parameter(Mandatory = true)]
    public EventType EventType { get; set; } = null!;

    /// <summary>Name of the trigger.</summary>
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    /// <summary>Only events of that script. Default: of every one.</summary>
    [Parameter]
    public Script? Script { get; set; }

    /// <summary>The script that it runs. Can be left out with -Url.</summary>
    [Parameter]
    public Script? TriggerScript { get; set; }

    /// <summary>How many seconds after the event it runs.</summary>
    [Parameter]
    public int Delay { get; set; }

    /// <summary>Only events of that rule of PowerShell Protect.</summary>
    [Parameter]
    public string? ProtectRule { get; set; }

    /// <summary>Only events of that node. Default: of every one.</summary>
    [Parameter]
    public string? Computer { get; set; }

    /// <summary>Script block that decides whether it runs: it does not when the block returns false.</summary>
    [Parameter]
    public ScriptBlock? Condition { get; set; }

    /// <summary>Jobs that triggers started start it too, up to as many in a row as the cluster allows. Default: they do not.</summary>
    [Parameter]
    public SwitchParameter Recursive { get; set; }

    /// <summary>Address of http or https that is called with the event as JSON: text, or a secure string when the address itself is secret.</summary>
    [Parameter]
    public object? Url { get; set; }

    /// <summary>What the call is signed with: text, or a secure string. Default: it is not signed.</summary>
    [Parameter]
    public object? Secret { get; set; }

    /// <summary>Further headers of the call.</summary>
    [Parameter]
    public Hashtable? Header { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Trigger;
}
