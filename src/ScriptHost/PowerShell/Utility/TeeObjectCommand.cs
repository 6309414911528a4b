using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects into a file or a variable, and passes them on.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
public sealed class TeeObjectCommand : PSCmdlet, IDisposable
{
    private readonly List<PSObject> _kept = [];
    private SteppablePipeline? _file;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "File")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    /// <summary>The file, its path taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>Writes after what the file or variable holds.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>The encoding. Default: UTF-8.</summary>
    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "LiteralFile")]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    /// <summary>The variable.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (ParameterSetName == "Variable")
            return;
        _file = ScriptBlock.Create("param($path, $append, $encoding) Microsoft.PowerShell.Utility\\Out-File -FilePath $path -Append:$append -Encoding $encoding")
            .GetSteppablePipeline(CommandOrigin.Internal, [LiteralPath is null ? FilePath! : WildcardPattern.Escape(LiteralPath), Append.IsPresent, Encoding]);
        _file.Begin(expectInput: true);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;
        if (_file is null)
            _kept.Add(input);
        else
            _file.Process(input);
        WriteObject(input);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _file?.End();
        if (Variable is not { } name)
            return;
        IEnumerable<object?> all = _kept;
        if (Append && SessionState.PSVariable.GetValue(name) is { } before)
            all = (LanguagePrimitives.GetEnumerable(before)?.Cast<object?>() ?? [before]).Concat(_kept);
        object?[] values = [.. all];
        SessionState.PSVariable.Set(name, values.Length == 1 ? values[0] : values);
    }
}
