using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Protocol.Accounts;

/// <summary>The account of this process. Linux only.</summary>
public static partial class LinuxAccount
{
    private const int SetDumpable = 4;

    /// <summary>Number of the account that this process acts as.</summary>
    public static uint Id => OperatingSystem.IsLinux() ? UserId() : 0;

    /// <summary>Whether it may do everything.</summary>
    public static bool IsRoot => OperatingSystem.IsLinux() && UserId() == 0;

    /// <summary>Other processes of the account can look neither into this one nor into its environment. What it starts can be looked into again.</summary>
    public static void BecomeUndumpable()
    {
        if (OperatingSystem.IsLinux()) _ = ProcessControl(SetDumpable, 0, 0, 0, 0);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);
}
