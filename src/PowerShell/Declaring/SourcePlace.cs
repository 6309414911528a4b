using System.Management.Automation;

namespace Universal.PowerShell.Declaring;

/// <summary>A place in a script.</summary>
/// <param name="File">Absolute path of the file; empty when there is none.</param>
/// <param name="Line">Line, from 1; 0: unknown.</param>
/// <param name="Column">Column, from 1; 0: unknown.</param>
public sealed record SourcePlace(string File, int Line, int Column)
{
    /// <summary>The place of a call.</summary>
    public static SourcePlace Of(InvocationInfo call) => new(call.ScriptName ?? "", call.ScriptLineNumber, call.OffsetInLine);
}
