using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Grains.Tests.Jobs;

public sealed class JobRequestReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string[] Nodes = ["node1", "Node2"];
    private static readonly string[] Tags = ["node1", "node2", "linux", "GPU"];

    private static readonly ScriptDefinition Script = new()
    {
        Path = "a.sh",
        Name = "a",
        Number = 3,
        Environment = "bash",
        Priority = 4,
        Policy = new JobPolicy { Retries = 2, Timeout = TimeSpan.FromMinutes(5) },
    };

    [Fact]
    public void Read_EverythingWrong_TellsEveryFaultAtOnce()
    {
        var script = Script with
        {
            Enabled = false,
            Parameters = [new ScriptParameter { Name = "Count", Type = ScriptParameterType.Integer, Required = true }],
        };
        var request = new JobRequest
        {
            Script = "a.sh",
            Parameters = """{"Size":1}""",
            Priority = 1_001,
            Timeout = TimeSpan.Zero,
            Credential = "somebody",
            IdempotencyKey = new string('k', 201),
            Target = JobTarget.Node("node9"),
        };

        Assert.Null(JobRequestReader.Read(request, script, null, null, Nodes, Tags, Now, out var errors));
        Assert.Equal(
            ["credential", "idempotencyKey", "parameters.Count", "parameters.Size", "priority", "script", "target", "timeout"],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(errors.Values, messages => Assert.All(messages, message => Assert.Matches("[.?]$", message)));
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    public void Read_ScriptForSchedulesOnly_RefusesPeople(bool disabled, bool manual, bool sound)
    {
        var job = JobRequestReader.Read(Request with { Manual = manual }, Script with { DisableManualInvocation = disabled }, null, null, Nodes, Tags, Now, out var errors);
        Assert.Equal(sound, job is not null);
        Assert.Equal(sound ? [] : ["Script 'a.sh' is started by schedules and triggers only."], errors.Values.SelectMany(messages => messages));
    }

    [Theory]
    [InlineData(-1_001, false)]
    [InlineData(-1_000, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void Read_Priority_IsBounded(int priority, bool sound) => AssertSound(sound, "priority", Request with { Priority = priority });

    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:01", false)]
    [InlineData("00:00:00.001", true)]
    [InlineData("365.00:00:00", true)]
    [InlineData("365.00:00:01", false)]
    public void Read_Timeout_IsBounded(string timeout, bool sound) =>
        AssertSound(sound, "timeout", Request with { Timeout = TimeSpan.Parse(timeout, null) });

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Read_IdempotencyKey_LengthIsBounded(int length, bool sound) =>
        AssertSound(sound, "idempotencyKey", Request with { IdempotencyKey = new string('k', length) });

    [Theory]
    [InlineData("universal:parent/1/node1", false)]
    [InlineData("universal:", false)]
    [InlineData("universal", true)]
    [InlineData("my universal:", true)]
    public void Read_IdempotencyKey_OfThePlatformIsRefused(string key, bool sound) =>
        AssertSound(sound, "idempotencyKey", Request with { IdempotencyKey = key });

    [Theory]
    [InlineData("node:NODE2", null)]
    [InlineData("node:node9", "node9")]
    [InlineData("tags:gpu,LINUX", null)]
    [InlineData("tags:gpu,quantum", "quantum")]
    [InlineData("any", null)]
    [InlineData("all", null)]
    public void Read_Target_MustBeKnown(string target, string? named)
    {
        Assert.True(JobTarget.TryParse(target, out var parsed));
        var errors = AssertSound(named is null, "target", Request with { Target = parsed });
        if (named is not null) Assert.Contains($"'{named}'", errors["target"].Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag:gpu", "No node is called 'tag:gpu'. Did you mean 'tags:gpu'?")]
    [InlineData("nod1", "No node is called 'nod1'. Did you mean 'node1'?")]
    [InlineData("vmm", "No node is called 'vmm'. Known are node1, Node2.")]
    public void Read_UnknownNode_IsToldWithTheNearestOrTheKnown(string computer, string says)
    {
        var errors = AssertSound(false, "target", Request with { Target = JobTarget.ReadComputer(computer) });
        Assert.StartsWith(says, errors["target"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TagsWithoutOne_IsRefused() => AssertSound(false, "target", Request with { Target = JobTarget.WithTags() });

    [Fact]
    public void Read_DisabledScript_IsRefused()
    {
        Assert.Null(JobRequestReader.Read(Request, Script with { Enabled = false }, null, null, Nodes, Tags, Now, out var errors));
        Assert.Contains("a.sh", errors["script"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TargetAll_HoldsTheNamesOfTheNodesOfNow()
    {
        var job = JobRequestReader.Read(Request with { Target = new JobTarget(JobTargetKind.All, "somewhere") }, Script, null, null, Nodes, Tags, Now, out _)!;
        Assert.Equal(Nodes, job.Target.NodeList);
        Assert.Equal((JobState.Running, Now), (job.State, job.StartedAt));
    }

    [Fact]
    public void Read_NothingSaid_TakesWhatTheScriptSays()
    {
        var job = JobRequestReader.Read(Request, Script with { Target = JobTarget.WithTags("gpu") }, null, null, Nodes, Tags, Now, out var errors)!;
        Assert.Empty(errors);
        Assert.Equal(
            ("a.sh", "bash", JobState.Queued, JobTarget.WithTags("gpu"), 4, Script.Policy, Now, 1L),
            (job.Script, job.Environment, job.State, job.Target, job.Priority, job.Policy, job.CreatedAt, job.Version));
        Assert.Null(job.StartedAt);
    }

    [Fact]
    public void Read_EverythingSaid_GoesBeforeTheScript()
    {
        var request = Request with
        {
            Environment = "sh", Priority = -7, Timeout = TimeSpan.FromSeconds(9), Identity = "ada", ParentId = 12, IdempotencyKey = "k",
            Target = JobTarget.Node("node1"), Parameters = """{"A":1}""",
        };
        var job = JobRequestReader.Read(request, Script, null, null, Nodes, Tags, Now, out _)!;
        Assert.Equal(
            ("sh", -7, "ada", 12L, "k", JobTarget.Node("node1"), """{"A":1}"""),
            (job.Environment, job.Priority, job.Identity, job.ParentId, job.IdempotencyKey, job.Target, job.Parameters));
        Assert.Equal(Script.Policy with { Timeout = TimeSpan.FromSeconds(9) }, job.Policy);
    }

    private static JobRequest Request => new() { Script = "a.sh" };

    private static IReadOnlyDictionary<string, string[]> AssertSound(bool sound, string field, JobRequest request)
    {
        var job = JobRequestReader.Read(request, Script, null, null, Nodes, Tags, Now, out var errors);
        Assert.Equal(sound, job is not null);
        Assert.Equal(sound ? [] : [field], errors.Keys);
        return errors;
    }
}
