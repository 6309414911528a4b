using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Universal.Grains.Jobs;

namespace Universal.Grains.Schedules;

/// <summary>Registers schedules.</summary>
public static class ScheduleServices
{
    /// <summary>Adds them to a silo that has the repository, the database, jobs and the node. Can be called twice.</summary>
    public static ISiloBuilder AddSchedules(this ISiloBuilder silo, IConfiguration configuration)
    {
        var services = silo.Services;
        if (services.Any(service => service.ServiceType == typeof(ClusterClock))) return silo;
        services.AddOptions<ScheduleOptions>().Bind(configuration.GetSection(ScheduleOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>();
        services.AddSingleton<ClusterClock>();
        services.AddSingleton<IOccurrenceJobs, OccurrenceJobs>();
        services.AddSingleton<IJobListener, ScheduleJobListener>();
        services.AddSingleton<ScheduleCondition>((_, _, _) => Task.FromResult((true, (string?)null)));
        services.AddHostedService<SchedulerKeeper>();
        return silo;
    }
}
