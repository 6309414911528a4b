using System.Diagnostics;

namespace Universal.Testing;

/// <summary>Waits for what gives no event, with a limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the answer is not null.</summary>
    /// <exception cref="TimeoutException">It was null to the end; the message is <paramref name="what"/>.</exception>
    public static async Task<T> GetAsync<T>(string what, TimeSpan limit, Func<Task<T?>> ask, TimeSpan? pause = null) where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer) return answer;
            if (watch.Elapsed > limit) throw new TimeoutException($"Within {limit.TotalSeconds:0.#} s: {what}");
            await Task.Delay(pause ?? Pause);
        }
    }

    /// <summary>Asks again and again until the answer is true.</summary>
    public static Task IsTrueAsync(string what, TimeSpan limit, Func<Task<bool>> ask) =>
        GetAsync(what, limit, async () => await ask() ? "yes" : null);

    /// <summary>Asks again and again until the answer is true.</summary>
    public static Task IsTrueAsync(string what, TimeSpan limit, Func<bool> ask) => IsTrueAsync(what, limit, () => Task.FromResult(ask()));
}
