using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Grains.Attempts;

/// <summary>A job that is a function of the program that hosts the node, in its process. For code that the host's maker trusts; scripts never run so.</summary>
/// <param name="Name">Name that jobs are created by.</param>
/// <param name="Body">The function.</param>
public sealed record JobFunction(string Name, Func<AttemptStart, IAttemptSink, CancellationToken, Task> Body);

/// <summary>Registers functions.</summary>
public static class JobFunctionRegistration
{
    /// <summary>Adds a function that jobs can run by its name.</summary>
    public static IServiceCollection AddJobFunction(
        this IServiceCollection services, string name, Func<AttemptStart, IAttemptSink, CancellationToken, Task> body) =>
        services.AddSingleton(new JobFunction(name, body));
}

/// <summary>Runs <see cref="JobFunction"/>s.</summary>
internal sealed class FunctionRunner(IEnumerable<JobFunction> functions) : IAttemptRunner
{
    public const string Environment = "Function";

    public static readonly IReadOnlyDictionary<string, string> NoVariables = FrozenDictionary<string, string>.Empty;

    private readonly FrozenDictionary<string, (JobFunction Function, ScriptDefinition Script)> _functions = functions.ToFrozenDictionary(
        function => function.Name,
        function => (function, new ScriptDefinition { Path = function.Name, Name = function.Name, Number = 0, Environment = Environment }),
        StringComparer.OrdinalIgnoreCase);

    public ScriptDefinition? Find(string name) => _functions.TryGetValue(name, out var found) ? found.Script : null;

    public bool Runs(string environment) => environment == Environment;

    public async Task<AttemptOutcome> RunAsync(AttemptStart start, IAttemptSink sink, TimeSpan grace, CancellationToken stop)
    {
        if (!_functions.TryGetValue(start.Job.Script, out var found))
            return AttemptOutcome.Refused(RefusalCause.Script, $"It has no function '{start.Job.Script}'.");
        try
        {
            await found.Function.Body(start, sink, stop);
            return new AttemptOutcome(AttemptEnd.Exited, 0);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new AttemptOutcome(AttemptEnd.Stopped);
        }
        catch (Exception error)
        {
            return new AttemptOutcome(AttemptEnd.Exited, Terminated: true, Reason: error.Message);
        }
    }

    public void KillAll()
    {
        // A function has no process of its own: it ends with the node's.
    }
}
