using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Remembers the current location and goes to another.</summary>
[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
public sealed class PushLocationCommand : ProviderCommandBase
{
    /// <summary>Where to. Default: stays.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public string? Path { get; set; }

    /// <summary>Where to, taken as it is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    /// <summary>On which stack it is remembered.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string StackName { get; set; } = "";

    /// <summary>Writes the location.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(() =>
    {
        SessionState.Path.PushCurrentLocation(StackName);
        var path = LiteralPath is null ? Path : WildcardPattern.Escape(LiteralPath);
        try
        {
            if (!string.IsNullOrEmpty(path))
                SessionState.Path.SetLocation(path);
        }
        catch (Exception e) when (e is SessionStateException or PSArgumentException)
        {
            SessionState.Path.PopLocation(StackName);
            throw;
        }

        if (PassThru)
            WriteObject(SessionState.Path.CurrentLocation);
    });
}
