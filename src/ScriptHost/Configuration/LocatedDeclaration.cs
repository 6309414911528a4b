using Universal.PowerShell.Declaring;
using Universal.ScriptHost.Analysis;

namespace Universal.ScriptHost.Configuration;

/// <summary>A declaration and its place in the repository.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="File">Path of the file in the repository, with forward slashes.</param>
/// <param name="Line">Line, from 1; 0: unknown.</param>
/// <param name="Column">Column, from 1; 0: unknown.</param>
internal sealed record LocatedDeclaration(Declaration Declaration, string File, int Line, int Column)
{
    /// <summary>Last line of the statement, when it has its lines for itself and does nothing else: then it can be taken out of the file. Otherwise 0.</summary>
    public int EndLine { get; set; }

    /// <summary>What the text of a script without a file says; null: it has a file, or its text is not known.</summary>
    public ScriptFacts? Facts { get; set; }
}
