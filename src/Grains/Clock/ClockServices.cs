using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Universal.Grains.Clock;

/// <summary>Registers what is to be done now and then.</summary>
internal static class ClockServices
{
    /// <summary>Has a sweeper of the cluster woken from this node now and then.</summary>
    /// <param name="services">The services.</param>
    /// <param name="what">What it sweeps, for the log.</param>
    /// <param name="sweep">Wakes it.</param>
    public static IServiceCollection AddSweep(this IServiceCollection services, string what, Func<IGrainFactory, Task> sweep) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<SweepClock>(provider, what, sweep));
}
