using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Runs text as PowerShell, in the current scope.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Command { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // What it writes goes through this command as it comes, so that a later command can stop it.
        var block = InvokeCommand.NewScriptBlock(Command);
        EngineInternals.Call(block, "InvokeUsingCmdlet", this, false, ErrorHandling(), null, Array.Empty<object>(), AutomationNull, Array.Empty<object>());
    }

    private static object AutomationNull => System.Management.Automation.Internal.AutomationNull.Value;

    // The block's errors are the script's own.
    private static object ErrorHandling() => Enum.Parse(
        typeof(ScriptBlock).GetNestedType("ErrorHandlingBehavior", System.Reflection.BindingFlags.NonPublic)!, "WriteToCurrentErrorPipe");
}
