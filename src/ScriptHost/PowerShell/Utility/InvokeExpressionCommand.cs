using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Runs text as PowerShell, in the current scope.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() => EngineInternals.Run(InvokeCommand.NewScriptBlock(Command), this);
}
