using System.Management.Automation;

namespace Universal.PowerShell.Declaring;

/// <summary>Declaring mode belongs to a runspace: a constant variable of it holds the sink, so that no script can leave the mode.</summary>
public static class DeclaringMode
{
    /// <summary>Name of the variable that holds the <see cref="IDeclarationSink"/>.</summary>
    public const string Variable = "UniversalDeclarationSink";

    internal static IDeclarationSink? SinkOf(SessionState session) => session.PSVariable.GetValue(Variable) switch
    {
        IDeclarationSink sink => sink,
        PSObject { BaseObject: IDeclarationSink sink } => sink,
        _ => null,
    };
}
