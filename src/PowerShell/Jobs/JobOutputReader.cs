using System.Management.Automation;
using System.Text.Json;
using System.Xml;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>Reads what a job wrote, page by page, up to its end as it is now.</summary>
internal sealed class JobOutputReader(Func<string, JsonElement?> get)
{
    private const string Envelope = """<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">""";

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

    /// <summary>The object of a record: of CLIXML where there is some, else its text.</summary>
    public static object? ObjectOf(JobOutput record)
    {
        if (record.Data is not { } clixml) return record.Text;
        try
        {
            // Of a simple value only its element is stored.
            return PSSerializer.Deserialize(clixml.StartsWith("<Objs", StringComparison.Ordinal) ? clixml : Envelope + clixml + "</Objs>");
        }
        catch (XmlException)
        {
            return record.Text;
        }
    }
}
