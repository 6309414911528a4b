using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Protocol.Processes;

/// <summary>
/// Which rights new files do not get, on Unix. A node makes its files for its own account alone; scripts make theirs as the account that started the node is
/// used to.
/// </summary>
public static partial class Umask
{
    /// <summary>What a host finds the mask of its scripts in, as octal digits.</summary>
    public const string Variable = "UNIVERSAL_UMASK";

    private const uint Private = 0b000_111_111;

    /// <summary>The mask that this process was started with, as octal digits. Null: it still has it.</summary>
    public static string? Before { get; private set; }

    /// <summary>From now on new files and folders of this process are its account's alone. A repeat changes nothing.</summary>
    public static void MakePrivate()
    {
        if (OperatingSystem.IsWindows() || Before is not null) return;
        Before = Convert.ToString(Set(Private), 8).PadLeft(4, '0');
    }

    /// <summary>Takes the mask that the node was started with, and its variable out of the environment.</summary>
    public static void Restore()
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 and <= 4 } digits) return;
        Environment.SetEnvironmentVariable(Variable, null);
        if (digits.All(digit => digit is >= '0' and <= '7')) _ = Set(Convert.ToUInt32(digits, 8));
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Set(uint mask);
}
