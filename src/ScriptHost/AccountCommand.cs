using Universal.ScriptHost.Protocol.Accounts;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost;

/// <summary>
/// What a node of another account cannot do itself, done by the account that its launcher leads to: <c>account</c> says which one that is,
/// <c>clear MARK [FOLDER...]</c> kills its processes that carry the mark and removes folders.
/// </summary>
internal static class AccountCommand
{
    /// <summary>Runs one of the commands. False: the arguments are none of them.</summary>
    public static bool TryRun(string[] arguments)
    {
        switch (arguments)
        {
            case ["account"]:
                Console.Out.WriteLine(LinuxAccount.Id);
                return true;
            case ["clear", var mark, .. var folders]:
                ProcessSweep.KillAsync(mark, null, CancellationToken.None).GetAwaiter().GetResult();
                foreach (var folder in folders) Empty(folder);
                return true;
            default:
                return false;
        }
    }

    // The folder itself is the node's.
    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            try
            {
                if (entry is DirectoryInfo inner && inner.LinkTarget is null) inner.Delete(recursive: true);
                else entry.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"{entry.FullName} cannot be removed: {e.Message}");
            }
        }
    }
}
