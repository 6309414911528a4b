using System.Collections.Concurrent;
using Universal.Catalogue;
using Universal.Triggers;

namespace Universal.Gateway.Tests.Hosting;

internal sealed class FakeTriggersGrain : Grain, ITriggersGrain
{
    private static readonly Dictionary<string, string[]> NoErrors = [];

    private static readonly TriggerInfo[] Triggers =
    [
        new()
        {
            Id = 1, Name = "Mail", Event = TriggerEvent.JobFailed, TriggerScript = "mail.ps1", Delay = TimeSpan.FromSeconds(90), Condition = "$true", File = ".universal/triggers.ps1", Line = 3,
        },
        new() { Id = 2, Name = "Hook", Event = TriggerEvent.GitSync, WebhookTo = "https://hooks.example", Signed = true, Recursive = true },
    ];

    /// <summary>What was raised, on whichever node.</summary>
    public static ConcurrentQueue<(TriggerEvent Kind, string Data)> Raised { get; } = new();

    public Task<TriggerPage> List(string? search, int skip, int take)
    {
        var found = Triggers.Where(trigger => search is null || trigger.Name.Contains(search, StringComparison.Ordinal)).ToArray();
        return Task.FromResult(new TriggerPage([.. found.Skip(skip).Take(take)], found.Length));
    }

    public Task<TriggerInfo?> Get(long id) => Task.FromResult(Triggers.FirstOrDefault(trigger => trigger.Id == id));

    public Task<DeclarationEditResult<TriggerInfo>> Declare(string json, string author) => Task.FromResult(
        json.Contains("bad", StringComparison.Ordinal)
            ? new DeclarationEditResult<TriggerInfo>(DeclarationEditStatus.Invalid, null, new Dictionary<string, string[]> { ["name"] = ["bad"] })
            : Done(Triggers[0]));

    public Task<DeclarationEditResult<TriggerInfo>> Change(long id, string json, string author) => EditAsync(id);

    public Task<DeclarationEditResult<TriggerInfo>> Remove(long id, string author) => EditAsync(id);

    public Task<IReadOnlyList<WebhookDelivery>?> ListDeliveries(long id, long? before, int take) => Task.FromResult<IReadOnlyList<WebhookDelivery>?>(
        id == 2 ? [.. new long[] { 9, 8, 7 }.Where(number => number < (before ?? long.MaxValue)).Take(take).Select(Delivery)] : null);

    public Task<WebhookDelivery?> Retry(long deliveryId) => Task.FromResult(deliveryId == 9 ? Delivery(9) : null);

    public Task Raise(TriggerEvent kind, string data, long? jobId)
    {
        Raised.Enqueue((kind, data));
        return Task.CompletedTask;
    }

    // The first one can be edited, the second one not.
    private static Task<DeclarationEditResult<TriggerInfo>> EditAsync(long id) => Task.FromResult(id switch
    {
        1 => Done(Triggers[0]),
        2 => new DeclarationEditResult<TriggerInfo>(DeclarationEditStatus.Refused, Triggers[1], NoErrors, "Change the file."),
        _ => new DeclarationEditResult<TriggerInfo>(DeclarationEditStatus.NotFound, null, NoErrors),
    });

    private static DeclarationEditResult<TriggerInfo> Done(TriggerInfo trigger) => new(DeclarationEditStatus.Done, trigger, NoErrors, EditId: 7);

    private static WebhookDelivery Delivery(long id) => new()
    {
        Id = id, Trigger = "Hook", EventId = "git/c1", Event = TriggerEvent.GitSync, To = "https://hooks.example", Attempts = 2, LastStatus = 503, Payload = "{}",
        NextAt = DateTimeOffset.UnixEpoch,
    };
}
