using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>Finds text in strings and files.</summary>
[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "File")]
[OutputType(typeof(MatchInfo), typeof(bool), typeof(string))]
public sealed class SelectStringCommand : PSCmdlet
{
    private Regex[] _patterns = [];
    private int _line;
    private bool _done;
    private MatchLines? _lines;

    /// <summary>Text to look in.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Object")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ObjectRaw")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>What to find: regular expressions.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public string[] Pattern { get; set; } = [];

    /// <summary>Files to look in, with wildcards.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "File")]
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "FileRaw")]
    public string[]? Path { get; set; }

    /// <summary>Files to look in, their paths taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralFile")]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralFileRaw")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Writes the lines only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ObjectRaw")]
    [Parameter(Mandatory = true, ParameterSetName = "FileRaw")]
    [Parameter(Mandatory = true, ParameterSetName = "LiteralFileRaw")]
    public SwitchParameter Raw { get; set; }

    /// <summary>Takes the patterns for plain text.</summary>
    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    /// <summary>Tells upper from lower case.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Writes only whether there is a match.</summary>
    [Parameter(ParameterSetName = "Object")]
    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "LiteralFile")]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Only the first match of each file.</summary>
    [Parameter]
    public SwitchParameter List { get; set; }

    /// <summary>Marks nothing. Jobs have no terminal, so it changes nothing.</summary>
    [Parameter]
    public SwitchParameter NoEmphasis { get; set; }

    /// <summary>Takes only files whose names match.</summary>
    [Parameter]
    public string[]? Include { get; set; }

    /// <summary>Leaves out files whose names match.</summary>
    [Parameter]
    public string[]? Exclude { get; set; }

    /// <summary>Finds lines without a match.</summary>
    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    /// <summary>Every match of a line, not only the first.</summary>
    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    /// <summary>The encoding of the files. Default: UTF-8.</summary>
    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    /// <summary>Lines before, or before and after, to show as well.</summary>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(0, int.MaxValue)]
    public int[] Context { get; set; } = [0];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
        try
        {
            _patterns = [.. Pattern.Select(pattern => new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options))];
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"The string {Pattern[0]} is not a valid regular expression: {e.Message}", e), "InvalidRegex", ErrorCategory.InvalidArgument, Pattern));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // Which set it is shows with the first object of the pipeline only.
        if (ParameterSetName.StartsWith("Object", StringComparison.Ordinal))
        {
            _lines ??= NewLines();
            Look(InputObject);
            return;
        }

        foreach (var path in LiteralPath ?? Path!)
            LookIn(path);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _lines?.Flush();
        if (Quiet && _lines is not null && !_done)
            WriteObject(false);
    }

    private MatchLines NewLines() => new(Context[0], Context[^1], match => WriteObject(Raw ? match.Line : match));

    private void Look(PSObject? input)
    {
        if (_done || input is null)
            return;
        if (input.BaseObject is FileInfo file)
        {
            LookIn(WildcardPattern.Escape(file.FullName));
            return;
        }

        var text = LanguagePrimitives.ConvertTo<string>(input) ?? "";
        var found = Find(text, "InputStream", ++_line, text);
        if (Quiet)
        {
            if (found is null)
                return;
            _done = true;
            WriteObject(true);
            return;
        }

        _lines!.Add(text, found);
        _done = List && found is not null;
    }

    private void LookIn(string path)
    {
        Collection<string> files;
        try
        {
            files = SessionState.Path.GetResolvedProviderPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path), out _);
        }
        catch (SessionStateException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
            return;
        }

        foreach (var file in files.Where(file => Wanted(System.IO.Path.GetFileName(file)) && !Directory.Exists(file)))
        {
            try
            {
                LookIn(file, NewLines());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(new ArgumentException($"The file {file} cannot be read: {e.Message}", e), "ProcessingFile", ErrorCategory.InvalidArgument, file));
            }
        }
    }

    private void LookIn(string file, MatchLines lines)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file, Encoding))
        {
            if (Stopping)
                return;
            var found = Find(line, file, ++number, line);
            if (found is not null && Quiet)
            {
                WriteObject(true);
                return;
            }

            lines.Add(line, found);
            if (found is not null && List)
                break;
        }

        if (Quiet)
            WriteObject(false);
        else
            lines.Flush();
    }

    private bool Wanted(string name)
    {
        var matches = (string[] patterns) => Array.Exists(patterns, pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));
        return (Include is null || matches(Include)) && (Exclude is null || !matches(Exclude));
    }

    private MatchInfo? Find(string text, string path, int line, string shown)
    {
        for (var i = 0; i < _patterns.Length; i++)
        {
            Match[] matches = AllMatches ? _patterns[i].Matches(text).ToArray<Match>() : _patterns[i].Match(text) is { Success: true } first ? [first] : [];
            if (matches.Length == 0)
                continue;
            return NotMatch ? null : new MatchInfo(path, line, shown, Pattern[i], SimpleMatch ? [] : matches, !CaseSensitive, ContextOrNull());
        }

        return NotMatch ? new MatchInfo(path, line, shown, Pattern[0], [], !CaseSensitive, ContextOrNull()) : null;
    }

    private MatchInfoContext? ContextOrNull() => MyInvocation.BoundParameters.ContainsKey(nameof(Context)) ? new MatchInfoContext() : null;
}
