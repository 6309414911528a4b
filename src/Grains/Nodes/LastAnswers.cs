namespace Universal.Grains.Nodes;

/// <summary>
/// A short pause at the end of a silo that leaves, between the moment in which it takes no more calls and the one in which the others hear that it is gone.
/// Calls that are on their way to it are still answered, by a rejection, and are made again elsewhere. Without the pause they would be lost, and no caller
/// could tell whether they ran: writes without a key would be answered 503.
/// </summary>
internal sealed class LastAnswers(TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // At RuntimeServices a silo begins to reject calls; it says that it is dead at RuntimeInitialize + 1. Stages end in descending order.
    private const int Stage = ServiceLifecycleStage.RuntimeServices - 1;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(LastAnswers),
        Stage,
        _ => Task.CompletedTask,
        async cancellationToken => await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
}
