using Orleans.Concurrency;
using Universal.Grains.Execution;
using Universal.Scripts;

namespace Universal.Grains.Scripts;

/// <summary>See <see cref="IEnvironmentsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class EnvironmentsGrain(ScriptEnvironments environments) : Grain, IEnvironmentsGrain
{
    public Task<IReadOnlyList<EnvironmentInfo>> List() =>
        Task.FromResult<IReadOnlyList<EnvironmentInfo>>(environments.List().Select(environments.Describe).ToArray());
}
