using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>Gets the parameters that a job was given.</summary>
[Cmdlet(VerbsCommon.Get, "PSUJobParameter", DefaultParameterSetName = ByJob)]
[OutputType(typeof(PSObject))]
public sealed class GetPSUJobParameterCommand : JobReadingCmdlet
{
    /// <inheritdoc />
    protected override void Read(long id)
    {
        if (Get("job/" + Number(id)) is not { } job || !job.TryGetProperty("parameters", out var parameters)) return;
        if (parameters.ValueKind != JsonValueKind.Object) return;
        foreach (var parameter in parameters.EnumerateObject())
        {
            var result = new PSObject();
            result.Properties.Add(new PSNoteProperty("Name", parameter.Name));
            result.Properties.Add(new PSNoteProperty("Value", ResourceReader.ValueOf(parameter.Value)));
            result.Properties.Add(new PSNoteProperty("JobId", id));
            WriteObject(result);
        }
    }
}
