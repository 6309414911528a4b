using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Grains.Catalogue;
using Universal.Grains.Clock;
using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>Registers schedules.</summary>
public static class ScheduleServices
{
    /// <summary>Adds them to a silo that has the repository, the database, jobs and the node. Can be called twice.</summary>
    public static ISiloBuilder AddSchedules(this ISiloBuilder silo, IConfiguration configuration)
    {
        var services = silo.Services;
        if (services.Any(service => service.ServiceType == typeof(IOccurrenceJobs))) return silo;
        services.AddOptions<ScheduleOptions>().Bind(configuration.GetSection(ScheduleOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>();
        services.TryAddSingleton<ClusterClock>();
        services.TryAddSingleton<DeclarationEdits>();
        services.AddSingleton<IOccurrenceJobs, OccurrenceJobs>();
        services.AddSingleton<IJobListener, ScheduleJobListener>();
        services.AddSingleton<ScheduleCondition>(provider => provider.GetRequiredService<ConditionRunner>().EvaluateAsync);
        services.AddHostedService<SchedulerKeeper>();
        return silo;
    }

    private static async Task<(bool Met, string? Fault)> EvaluateAsync(
        this ConditionRunner conditions, ScheduleDefinition schedule, ScheduleOccurrence occurrence, CancellationToken cancellationToken)
    {
        var variables = new JsonObject { ["UASchedule"] = ScheduleText.Of(schedule), ["UAScheduleDue"] = occurrence.DueAt };
        return await conditions.EvaluateAsync(schedule.Condition!, variables.ToJsonString(), null, cancellationToken) switch
        {
            ConditionOutcome.Failed failed => (false, $"Its condition could not be evaluated: {failed.Reason}."),
            ConditionOutcome.Met => (true, null),
            _ => (false, null),
        };
    }
}
