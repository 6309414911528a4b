using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Toasts;

/// <summary>
/// Shows a toast. With -Broadcast everybody who is connected to any node of the cluster sees it, once and at once: in a job or from outside. Without it, it is
/// for the page of an app, and only an app can call it.
/// </summary>
[Cmdlet(VerbsCommon.Show, "UDToast")]
public sealed class ShowUDToastCommand : RestCmdlet
{
    /// <summary>Colour behind the text.</summary>
    [Parameter]
    public DashboardColor? BackgroundColor { get; set; }

    /// <summary>Makes it look like a balloon.</summary>
    [Parameter]
    public SwitchParameter Balloon { get; set; }

    /// <summary>Shows it to everybody who is connected to the cluster.</summary>
    [Parameter]
    public SwitchParameter Broadcast { get; set; }

    /// <summary>Closes it with a click.</summary>
    [Parameter]
    public SwitchParameter CloseOnClick { get; set; }

    /// <summary>Closes it with the escape key.</summary>
    [Parameter]
    public SwitchParameter CloseOnEscape { get; set; }

    /// <summary>How long it is shown, in milliseconds. Default: as long as the page finds right.</summary>
    [Parameter]
    public int Duration { get; set; }

    /// <summary>Leaves out the button that closes it.</summary>
    [Parameter]
    public SwitchParameter HideCloseButton { get; set; }

    /// <summary>Name of its icon.</summary>
    [Parameter]
    public object? Icon { get; set; }

    /// <summary>Colour of its icon.</summary>
    [Parameter]
    public DashboardColor? IconColor { get; set; }

    /// <summary>Names it, so that a later toast can replace it and Hide-UDToast can hide it.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>The text, at most 4,000 characters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Message { get; set; } = "";

    /// <summary>Colour of the text.</summary>
    [Parameter]
    public DashboardColor? MessageColor { get; set; }

    /// <summary>Size of the text.</summary>
    [Parameter]
    public string? MessageSize { get; set; }

    /// <summary>Covers the page behind it.</summary>
    [Parameter]
    public SwitchParameter Overlay { get; set; }

    /// <summary>Closes it with a click on what covers the page.</summary>
    [Parameter]
    public SwitchParameter OverlayClose { get; set; }

    /// <summary>Colour of what covers the page.</summary>
    [Parameter]
    public DashboardColor? OverlayColor { get; set; }

    /// <summary>Keeps it until somebody closes it.</summary>
    [Parameter]
    public SwitchParameter Persistent { get; set; }

    /// <summary>Where it is shown, for instance topRight.</summary>
    [Parameter]
    public string? Position { get; set; }

    /// <summary>Takes the place of a toast with the same -Id.</summary>
    [Parameter]
    public SwitchParameter ReplaceToast { get; set; }

    /// <summary>Writes its text from right to left.</summary>
    [Parameter]
    public SwitchParameter RightToLeft { get; set; }

    /// <summary>Light or dark.</summary>
    [Parameter]
    public string? Theme { get; set; }

    /// <summary>Its heading, at most 200 characters.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Colour of the heading.</summary>
    [Parameter]
    public DashboardColor? TitleColor { get; set; }

    /// <summary>Size of the heading.</summary>
    [Parameter]
    public string? TitleSize { get; set; }

    /// <summary>How it comes.</summary>
    [Parameter]
    public string? TransitionIn { get; set; }

    /// <summary>How it goes.</summary>
    [Parameter]
    public string? TransitionOut { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        if (!Broadcast)
        {
            AppSession.WriteMissing(this);
            return;
        }

        var body = BodyOf(nameof(Broadcast));
        body["Topic"] = "toasts";
        Send(HttpMethod.Post, "broadcast", body);
    }
}
