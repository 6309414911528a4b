using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>A line in which <c>Select-String</c> found something.</summary>
public sealed class MatchInfo
{
    internal MatchInfo(string path, int lineNumber, string line, string pattern, Match[] matches, bool ignoreCase, MatchInfoContext? context) =>
        (Path, LineNumber, Line, Pattern, Matches, IgnoreCase, Context) = (path, lineNumber, line, pattern, matches, ignoreCase, context);

    /// <summary>Whether the case of letters did not count.</summary>
    public bool IgnoreCase { get; }

    /// <summary>The line's number, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The line.</summary>
    public string Line { get; }

    /// <summary>The file's name, or <c>InputStream</c>.</summary>
    public string Filename => System.IO.Path.GetFileName(Path);

    /// <summary>The file, or <c>InputStream</c>.</summary>
    public string Path { get; }

    /// <summary>The pattern that was found.</summary>
    public string Pattern { get; }

    /// <summary>The lines around, when they were asked for.</summary>
    public MatchInfoContext? Context { get; }

    /// <summary>What was found.</summary>
    public Match[] Matches { get; }

    /// <summary>The file's path, seen from a folder.</summary>
    public string RelativePath(string directory) => Path == "InputStream" ? Path : System.IO.Path.GetRelativePath(directory, Path);

    /// <inheritdoc />
    public override string ToString() => Path == "InputStream" ? Line : string.Create(CultureInfo.InvariantCulture, $"{Path}:{LineNumber}:{Line}");

    /// <summary>As <see cref="ToString()"/>, with paths seen from a folder.</summary>
    public string ToString(string directory) =>
        Path == "InputStream" ? Line : string.Create(CultureInfo.InvariantCulture, $"{RelativePath(directory)}:{LineNumber}:{Line}");
}
