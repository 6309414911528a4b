using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Declaring;

/// <summary>
/// A cmdlet for what Universal does not have and is not going to have. It exists so that scripts and repositories written for PowerShell
/// Universal say by name what has no effect, instead of failing at an unknown command. It does nothing.
/// </summary>
public abstract class RefusedCmdlet : PSCmdlet
{
    /// <summary>Parameters that this cmdlet does not declare.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object?[]? OtherParameters { get; set; }

    /// <summary>Why, and what to use instead.</summary>
    protected abstract string Reason { get; }

    /// <inheritdoc />
    protected sealed override void EndProcessing()
    {
        var name = MyInvocation.MyCommand.Name;
        if (DeclaringMode.SinkOf(SessionState) is { } sink) sink.Refuse(name, Reason, SourcePlace.Of(MyInvocation));
        else WriteWarning($"{name} has no effect: {Reason}");
    }
}
