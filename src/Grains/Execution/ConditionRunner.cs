using System.Text.Json.Nodes;
using Universal.Jobs;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Execution;

/// <summary>
/// Evaluates the PowerShell condition of a schedule or trigger at the moment it is needed, in a script host of its own on this node; the node itself runs
/// none of it. It is no job: nothing of it is stored, it has no app token, and nobody answers its questions.
/// </summary>
/// <remarks>
/// As PowerShell reads the last object of the block's output: true goes on; false, 0, null, an empty text, and no output at all do not. That is what
/// PowerShell Universal does: a schedule with an empty condition never runs there. Errors that do not end the block do not count. A condition may be
/// evaluated more than once for the same event, after the death of a node, so it should only look.
/// </remarks>
public sealed class ConditionRunner(ScriptHostRunner runner, ICatalogue catalogue, TimeProvider time)
{
    /// <summary>Environment of conditions that name none.</summary>
    public const string DefaultEnvironment = "PowerShell";

    /// <summary>How long a condition may take. 30 seconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Each takes a process; a thousand events at once must not take a thousand.
    private readonly SemaphoreSlim _places = new(Math.Clamp(Environment.ProcessorCount, 2, 8));
    private long _lastId;

    /// <summary>Evaluates a condition. Does not throw for what the condition does.</summary>
    /// <param name="condition">The text of the script block, without its braces.</param>
    /// <param name="variables">What it finds as variables: a JSON object by their names, without the dollar sign. Objects become hashtables. Null: none.</param>
    /// <param name="environment">The PowerShell environment that it runs in. Null: <see cref="DefaultEnvironment"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ConditionOutcome> EvaluateAsync(string condition, string? variables, string? environment, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(condition, variables, environment ?? DefaultEnvironment, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Why a text is no condition: it does not parse, or that could not be found out. Null: it is one, or there is none. Nothing of it runs.</summary>
    public async Task<string?> FaultOfAsync(string? condition, CancellationToken cancellationToken = default)
    {
        if (condition is null) return null;
        var outcome = await EvaluateAsync(
            "try { [void] [scriptblock]::Create($Text) } catch { throw }; $true", new JsonObject { ["Text"] = condition }.ToJsonString(), null, cancellationToken);
        return outcome is ConditionOutcome.Failed failed ? failed.Reason : null;
    }

    private async Task<ConditionOutcome> RunAsync(string condition, string? variables, string environment, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var asked = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, asked.Token, cancellationToken);
        var sink = new ConditionSink(asked);
        var root = catalogue.Current.Root;
        var start = new AttemptStart
        {
            // Below zero: the folder is named after it, and jobs have the numbers above.
            Job = new JobRecord
            {
                Id = Interlocked.Decrement(ref _lastId), Attempt = 1, Script = "condition", Environment = environment, Parameters = ConditionText.Parameters(condition, variables),
            },
            ScriptText = ConditionText.Script,
            HasEvent = true,
            RepositoryRoot = root.Length == 0 ? Path.GetTempPath() : root,
            Variables = new Dictionary<string, string>(),
        };
        var outcome = await runner.RunAsync(start, sink, TimeSpan.Zero, stop.Token);
        cancellationToken.ThrowIfCancellationRequested();
        if (outcome is { End: AttemptEnd.Exited, Terminated: false } && sink.Result is { } met) return met ? new ConditionOutcome.Met() : new ConditionOutcome.NotMet();
        return new ConditionOutcome.Failed(
            asked.IsCancellationRequested ? "it asks a question, and nobody is there to answer"
            : limit.IsCancellationRequested ? $"it took longer than {Limit.TotalSeconds:0} seconds"
            : sink.LastError ?? outcome.Reason ?? $"it ended with exit code {outcome.ExitCode}");
    }
}
