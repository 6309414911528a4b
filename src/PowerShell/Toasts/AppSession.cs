using System.Management.Automation;

namespace Universal.PowerShell.Toasts;

/// <summary>The page of an app that a script answers.</summary>
internal static class AppSession
{
    /// <summary>Writes that there is none.</summary>
    public static void WriteMissing(PSCmdlet cmdlet)
    {
        var name = cmdlet.MyInvocation.MyCommand.Name;
        var hint = name == "Show-UDToast" ? " Everybody who is connected is reached with -Broadcast." : "";
        var fault = new InvalidOperationException($"{name} needs the session of an app, and this script runs for none.{hint}");
        cmdlet.WriteError(new ErrorRecord(fault, "NoAppSession", ErrorCategory.InvalidOperation, null));
    }
}
