using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Goes to another location.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
public sealed class SetLocationCommand : ProviderCommandBase
{
    /// <summary>Where to; <c>-</c> goes back, <c>+</c> forth. Default: home.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public string? Path { get; set; }

    /// <summary>Where to, taken as it is.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>The stack that the stack commands use from now on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "Stack")]
    public string? StackName { get; set; }

    /// <summary>Writes the location.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(() =>
    {
        if (ParameterSetName == "Stack")
        {
            var stack = SessionState.Path.SetDefaultLocationStack(StackName);
            if (PassThru)
                WriteObject(stack);
            return;
        }

        var path = LiteralPath is { } literal ? WildcardPattern.Escape(literal)
            : string.IsNullOrEmpty(Path) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : Path;
        var location = SessionState.Path.SetLocation(path);
        if (PassThru)
            WriteObject(location);
    });
}
