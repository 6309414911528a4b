using System.Management.Automation;
using System.Text.Json;
using System.Xml;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>Reads what a job wrote, page by page, up to its end as it is now.</summary>
internal sealed class JobOutputReader(Func<string, JsonElement?> get)
{
    /// <summary>Every record.</summary>
    public IEnumerable<JobOutput> Records(long id)
    {
        long from = 1;
        while (get(FormattableString.Invariant($"job/{id}/output?from={from}&take=1000")) is { } page)
        {
            var records = page.GetProperty("records");
            foreach (var record in records.EnumerateArray())
                yield return (JobOutput)ResourceReader.Read(record, typeof(JobOutput)).BaseObject;
            from = page.GetProperty("nextFrom").GetInt64();
            if (page.GetProperty("ended").GetBoolean() || records.GetArrayLength() == 0) yield break;
        }
    }

    /// <summary>The objects of the success stream: of CLIXML where there is some, else text.</summary>
    public IEnumerable<object?> Objects(long id) => Records(id).Where(record => record.Stream == "Output").Select(ObjectOf);

    private static object? ObjectOf(JobOutput record)
    {
        if (record.Data is not { } clixml) return record.Text;
        try
        {
            return PSSerializer.Deserialize(clixml);
        }
        catch (XmlException)
        {
            return record.Text;
        }
    }
}
