using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Notifications;

/// <summary>Raises a notification: it is stored, and shown to operators, administrators and readers until they have read it. In a job or from outside.</summary>
[Cmdlet(VerbsCommon.New, "PSUNotification")]
public sealed class NewPSUNotificationCommand : ServerActionCmdlet
{
    /// <summary>How long it is kept. Default: 30 days, or what the platform's settings say.</summary>
    [Parameter]
    public TimeSpan KeepFor { get; set; }

    /// <summary>Joins repeats: raised again with the same key within 10 minutes it is the same notification with a higher count.</summary>
    [Parameter]
    public string? Key { get; set; }

    /// <summary>Information (default), Warning or Error.</summary>
    [Parameter]
    public NotificationLevel? Level { get; set; }

    /// <summary>More about it, at most 4,000 characters.</summary>
    [Parameter(Position = 1)]
    public string? Message { get; set; }

    /// <summary>What happened, in one line of at most 200 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Title { get; set; } = "";

    /// <inheritdoc />
    private protected override HttpMethod Method => HttpMethod.Post;

    /// <inheritdoc />
    private protected override string Route => "notification";

    /// <inheritdoc />
    private protected override JsonBody? Body => BodyOf();
}
