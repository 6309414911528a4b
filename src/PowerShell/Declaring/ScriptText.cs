using System.Management.Automation;

namespace Universal.PowerShell.Declaring;

/// <summary>A script block as text: it is run elsewhere and later, in a runspace that is not the one it was written in.</summary>
/// <param name="Text">What is between the braces, unchanged.</param>
/// <param name="Line">Line of the opening brace in its file, from 1; 0: unknown.</param>
public sealed record ScriptText(string Text, int Line)
{
    /// <summary>The text of a script block.</summary>
    public static ScriptText Of(ScriptBlock block) => new(block.ToString(), block.Ast?.Extent.StartLineNumber ?? 0);
}
