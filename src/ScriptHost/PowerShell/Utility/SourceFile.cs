using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Files that commands read.</summary>
internal static class SourceFile
{
    /// <summary>The system's paths. A file that is not there ends the command with an error, as PowerShell's own commands do.</summary>
    public static IReadOnlyList<string> Resolve(PSCmdlet command, string path, bool literal)
    {
        try
        {
            var found = command.SessionState.Path.GetResolvedProviderPathFromPSPath(literal ? WildcardPattern.Escape(path) : path, out var provider);
            if (provider.Name != "FileSystem")
                command.ThrowTerminatingError(new ErrorRecord(
                    new PSInvalidOperationException($"The cmdlet cannot open a file of the provider '{provider.Name}'."), "ReadWriteFileNotFileSystemProvider", ErrorCategory.InvalidArgument, path));
            return found;
        }
        catch (SessionStateException)
        {
            var file = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            command.ThrowTerminatingError(new ErrorRecord(new FileNotFoundException($"Could not find file '{file}'.", file), "FileOpenFailure", ErrorCategory.OpenError, path));
            throw;
        }
    }
}
