using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;
using Job = Universal.PowerShell.Resources.Job;

namespace Universal.PowerShell.Jobs;

/// <summary>
/// Gets jobs, newest first: one, those of a script, identity or status, or all. Jobs are read as they are asked for, so <c>Select-Object
/// -First</c> reads no more than it needs.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PSUJob", DefaultParameterSetName = ByAll, SupportsPaging = true)]
[Alias("Get-UAJob")]
[OutputType(typeof(Job))]
public sealed class GetPSUJobCommand : RestCmdlet
{
    private const string ById = "Id";
    private const string ByIdentity = "Identity";
    private const string ByScript = "Script";
    private const string ByRunId = "RunId";
    private const string BySchedule = "Schedule";
    private const string ByAll = "All";

    /// <summary>Number of the resource.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [WholeNumber]
    public long Id { get; set; }

    /// <summary>Gets the jobs that this identity asked for.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    public Identity? Identity { get; set; }

    /// <summary>Accepted for compatibility; jobs come newest first.</summary>
    [Parameter]
    public string? OrderBy { get; set; }

    /// <summary>Accepted for compatibility; jobs come newest first.</summary>
    [Parameter]
    public OrderDirection OrderDirection { get; set; }

    /// <summary>Gets the jobs of that script.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByScript)]
    public Script? Script { get; set; }

    /// <summary>Gets only jobs of that status.</summary>
    [Parameter]
    public JobStatus Status { get; set; }

    /// <summary>Not supported: jobs of Universal have numbers only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRunId)]
    public Guid RunId { get; set; }

    /// <summary>Gets the jobs that this schedule started.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BySchedule)]
    public Schedule? Schedule { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        WarnOf(nameof(OrderBy), "jobs come newest first.");
        if (OrderDirection == OrderDirection.Ascending) WriteWarning("Get-PSUJob: jobs come newest first.");
        if (RunId != Guid.Empty) throw new ArgumentException("Jobs of Universal have numbers, no run ids: give -Id.");
        if (Id != 0)
        {
            if (Get("job/" + Number(Id)) is { } one) WriteObject(ResourceReader.Read(one, typeof(Job)));
            return;
        }

        var (skip, take) = (PagingParameters.Skip, PagingParameters.First);
        if (take == 0) return;
        if (PagingParameters.IncludeTotalCount) WriteObject(PagingParameters.NewTotalCount(0, 0));
        foreach (var job in Schedule is null ? List() : ListOf(Schedule))
        {
            if (skip > 0)
            {
                skip--;
                continue;
            }

            WriteObject(ResourceReader.Read(job, typeof(Job)));
            if (--take == 0) return;
        }
    }

    // What became of its times says which jobs there are. One that is no longer kept is passed over.
    private IEnumerable<JsonElement> ListOf(Schedule schedule)
    {
        var id = schedule.Id != 0 ? schedule.Id : FindSchedule(schedule.Name ?? "");
        var wanted = MyInvocation.BoundParameters.ContainsKey(nameof(Status)) ? Status.ToString() : null;
        string? before = null;
        while (Get(new QueryText($"schedule/{Number(id)}/occurrence").Add("take", "100").Add("before", before).ToString()) is { ValueKind: JsonValueKind.Array } page)
        {
            foreach (var time in page.EnumerateArray())
            {
                before = time.GetProperty("dueTime").GetString();
                if (time.GetProperty("jobId") is not { ValueKind: JsonValueKind.Number } number || Find(number.GetInt64()) is not { } job) continue;
                if (wanted is null || wanted.Equals(job.GetProperty("status").GetString(), StringComparison.OrdinalIgnoreCase)) yield return job;
            }

            if (page.GetArrayLength() < 100) yield break;
        }
    }

    private JsonElement? Find(long id)
    {
        try
        {
            return Get("job/" + Number(id));
        }
        catch (ServerException gone) when (gone.Code == "not_found")
        {
            return null;
        }
    }

    private long FindSchedule(string name)
    {
        var found = Get(new QueryText("schedule").Add("search", name).ToString()) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().FirstOrDefault(item => name.Equals(item.GetProperty("name").GetString(), StringComparison.OrdinalIgnoreCase))
            : default;
        return found.ValueKind == JsonValueKind.Object
            ? found.GetProperty("id").GetInt64()
            : throw new ServerException($"There is no schedule '{name}', or it is not yours to see.", System.Net.HttpStatusCode.NotFound, "not_found");
    }

    private IEnumerable<JsonElement> List()
    {
        // Without -First it is the largest number there is.
        var (skip, first) = (PagingParameters.Skip, PagingParameters.First);
        var size = first < 100 && skip + first < 100 ? (long)(skip + first) : 100;
        long? before = null;
        do
        {
            var query = new QueryText("job")
                .Add("take", Number(size))
                .Add("before", before is { } number ? Number(number) : null)
                .Add("status", MyInvocation.BoundParameters.ContainsKey(nameof(Status)) ? Status.ToString() : null)
                .Add("script", Script is null ? null : Script.FullPath ?? Script.Name ?? Number(Script.Id))
                .Add("identity", Identity?.Name);
            if (Get(query.ToString()) is not { } page) yield break;
            foreach (var job in page.GetProperty("page").EnumerateArray())
                yield return job;
            before = page.TryGetProperty("nextBefore", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;
        }
        while (before is not null);
    }
}
