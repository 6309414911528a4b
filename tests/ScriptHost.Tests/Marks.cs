namespace Universal.ScriptHost.Tests;

/// <summary>Finds processes by an argument nobody else has, also when they threw their environment away.</summary>
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
}
