using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Toasts;

/// <summary>Hides a toast, or all, on the page of an app; only an app can call it.</summary>
[Cmdlet(VerbsCommon.Hide, "UDToast", DefaultParameterSetName = IdSet)]
public sealed class HideUDToastCommand : RestCmdlet
{
    private const string IdSet = "Id";
    private const string AllSet = "All";

    /// <summary>Hides all toasts.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <summary>The -Id of the toast.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = IdSet)]
    public string Id { get; set; } = "";

    /// <inheritdoc />
    protected override void Run() => AppSession.WriteMissing(this);
}
