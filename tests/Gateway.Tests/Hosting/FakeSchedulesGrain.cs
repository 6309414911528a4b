using Universal.Catalogue;
using Universal.Schedules;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>A catalogue without schedules.</summary>
internal sealed class FakeSchedulesGrain : Grain, ISchedulesGrain
{
    private static readonly Task<DeclarationEditResult<ScheduleDefinition>> None =
        Task.FromResult(new DeclarationEditResult<ScheduleDefinition>(DeclarationEditStatus.NotFound, null, new Dictionary<string, string[]>()));

    public Task<SchedulePage> List(string? search, string? script, int skip, int take) => Task.FromResult(new SchedulePage([], 0));

    public Task<ScheduleInfo?> Find(string schedule) => Task.FromResult<ScheduleInfo?>(null);

    public Task<IReadOnlyList<DateTimeOffset>?> Next(string schedule, int count) => Task.FromResult<IReadOnlyList<DateTimeOffset>?>(null);

    public Task<IReadOnlyList<ScheduleOccurrence>?> ListOccurrences(string schedule, DateTimeOffset? before, int take) => Task.FromResult<IReadOnlyList<ScheduleOccurrence>?>(null);

    public Task<bool> SetPaused(string schedule, bool paused, string? by) => Task.FromResult(false);

    public Task<DeclarationEditResult<ScheduleDefinition>> Declare(string json, string author) => None;

    public Task<DeclarationEditResult<ScheduleDefinition>> Remove(string schedule, string author) => None;
}
