namespace Universal.ScriptHost.Tests;

/// <summary>Signs of life of scripts: an argument nobody else has, also when they threw their environment away, and a file they keep writing.</summary>
public static class Marks
{
    private static int _count;

    /// <summary>A number of seconds to sleep that no other process sleeps.</summary>
    public static string NewSleep() => $"1{Environment.ProcessId}.{Interlocked.Increment(ref _count):D4}";

    /// <summary>How many processes have it among their arguments.</summary>
    public static int CountAlive(string mark)
    {
        var count = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(folder), out _) && File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').Contains(mark))
                    count++;
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return count;
    }

    /// <summary>What a file holds when it has not changed for half a second.</summary>
    public static async Task<string> ReadWhenStillAsync(string file)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var before = File.Exists(file) ? await File.ReadAllTextAsync(file, limit.Token) : "";
            await Task.Delay(500, limit.Token);
            if (before.Length > 0 && before == await File.ReadAllTextAsync(file, limit.Token))
                return before;
        }
    }
}
