using System.Globalization;
using System.Runtime.InteropServices;

namespace Universal.Gateway.Hosting;

/// <summary>The language of a process that serves many people: none. What it stores, compares and answers is the same on every machine.</summary>
public static class ProcessCulture
{
    /// <summary>What a process says that cannot start without ICU.</summary>
    private const string Missing =
        "Universal needs ICU, the system's library for languages, and found none. Install it (Debian and Ubuntu: libicu followed by its version, such as libicu72; "
        + "Fedora: libicu; Alpine: icu-libs and icu-data-full) and start again. Without it no connection to SQL Server can be opened.";

    /// <summary>
    /// Makes the invariant culture that of every thread. To be called first of all: without ICU the runtime would end the process, with a stack trace, at the
    /// first word that it formats. Script hosts are processes of their own and keep the language of the machine. Calling it again changes nothing.
    /// </summary>
    /// <returns>False: ICU is missing and the process said so on standard error; it must end.</returns>
    public static bool TryUseInvariant()
    {
        if (!HasIcu())
        {
            using var error = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            error.Write(System.Text.Encoding.UTF8.GetBytes(Missing + "\n"));
            return false;
        }

        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return true;
    }

    // Asks the runtime's own loader, which looks for more names and versions than can be known here. Windows and macOS bring ICU with them.
    private static bool HasIcu()
    {
        if (!OperatingSystem.IsLinux()) return true;
        try
        {
            return LoadIcu() != 0;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // A runtime that loads it in another way will say itself what it lacks.
            return true;
        }
    }

    [DllImport("libSystem.Globalization.Native", EntryPoint = "GlobalizationNative_LoadICU")]
    private static extern int LoadIcu();
}
