using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Commands on processes, which are named by name, number or object.</summary>
public abstract class ProcessCommandBase : PSCmdlet
{
    /// <summary>The processes that were meant; an error for each name or number that is none.</summary>
    protected IEnumerable<Process> Find(string[]? names, int[]? ids, Process[]? given)
    {
        foreach (var process in given ?? [])
        {
            process.Refresh();
            yield return process;
        }

        foreach (var id in ids ?? [])
        {
            if (ById(id) is { } process)
                yield return process;
            else
                NotFound($"Cannot find a process with the process identifier {id}.", "NoProcessFoundForGivenId", id);
        }

        if (names is null)
            yield break;
        var all = Process.GetProcesses();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.Where(process => pattern.IsMatch(NameOf(process))).OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).ThenBy(process => process.Id).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                NotFound($"Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again.", "NoProcessFoundForGivenName", name);
            foreach (var process in found)
                yield return process;
        }
    }

    /// <summary>A name to show; a process can end at any time.</summary>
    protected static string NameOf(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return "";
        }
    }

    private static Process? ById(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private void NotFound(string message, string id, object target) =>
        WriteError(new ErrorRecord(new ProcessCommandException(message), id, ErrorCategory.ObjectNotFound, target));
}
