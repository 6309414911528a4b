using System.Management.Automation;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Notifications;

/// <summary>Gets notifications, newest first, with whether you have read them. Not in a job, which is nobody who reads.</summary>
[Cmdlet(VerbsCommon.Get, "PSUNotification")]
public sealed class GetPSUNotificationCommand : RestCmdlet
{
    /// <summary>How many at most, 1 to 500. Default 100.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    public int First { get; set; } = 100;

    /// <summary>Only those of this level: Information, Warning or Error.</summary>
    [Parameter]
    public NotificationLevel? Level { get; set; }

    /// <summary>Only those that you have not read.</summary>
    [Parameter]
    public SwitchParameter Unread { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        var level = Level is null ? "" : $"&level={Uri.EscapeDataString(Level.Value)}";
        var page = Get($"notification?take={Number(First)}{level}{(Unread ? "&unread=true" : "")}");
        foreach (var item in page!.Value.GetProperty("page").EnumerateArray()) WriteObject(ResourceReader.Read(item, null));
    }
}
