using System.Management.Automation;
using Universal.ScriptHost.PowerShell;

namespace Microsoft.PowerShell.Commands;

/// <summary>Objects as the screen would show them, as text.</summary>
internal static class FormattedText
{
    /// <summary>Formats objects in lines of a width.</summary>
    public static string Of(PSCmdlet command, IReadOnlyList<PSObject> objects, int width)
    {
        if (command.Host.PrivateData.BaseObject is not JobHostUI screen)
            throw new NotSupportedException("Objects can be formatted in script hosts only.");

        // The engine formats only towards a screen: let it, and keep the text.
        return screen.Capture(width, () =>
        {
            using var pipeline = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            pipeline.AddCommand("Microsoft.PowerShell.Core\\Out-Default").Invoke(objects.Select(Plain));
        });
    }

    // What was redirected from another stream remembers it, and would be sent there instead of to the screen.
    private static PSObject Plain(PSObject value) => value.BaseObject is ErrorRecord or InformationalRecord or InformationRecord ? new PSObject(value.BaseObject) : value;
}
