using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Files that commands write.</summary>
internal static class TargetFile
{
    /// <summary>Opens a file to write. Ends the command with an error when that cannot be.</summary>
    public static StreamWriter Open(PSCmdlet command, string path, Encoding encoding, bool append, bool force, bool noClobber)
    {
        try
        {
            var file = Resolve(command, path);
            if (noClobber && File.Exists(file))
            {
                command.ThrowTerminatingError(new ErrorRecord(
                    new IOException($"The file '{file}' already exists."), "NoClobber", ErrorCategory.ResourceExists, file));
            }

            if (force && File.Exists(file) && File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly))
                File.SetAttributes(file, File.GetAttributes(file) & ~FileAttributes.ReadOnly);
            var mode = append ? FileMode.Append : noClobber ? FileMode.CreateNew : FileMode.Create;
            return new StreamWriter(new FileStream(file, mode, FileAccess.Write, FileShare.ReadWrite), encoding) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            command.ThrowTerminatingError(new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, path));
            throw;
        }
    }

    /// <summary>The system's path of one file.</summary>
    public static string Resolve(PSCmdlet command, string path)
    {
        try
        {
            var found = command.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != "FileSystem")
                command.ThrowTerminatingError(new ErrorRecord(
                    new PSInvalidOperationException($"The cmdlet cannot open a file of the provider '{provider.Name}'."), "ReadWriteFileNotFileSystemProvider", ErrorCategory.InvalidArgument, path));
            if (found.Count > 1)
                command.ThrowTerminatingError(new ErrorRecord(
                    new PSInvalidOperationException("Cannot perform operation because the path resolved to more than one file."), "ReadWriteMultipleFilesNotSupported", ErrorCategory.InvalidArgument, path));
            if (found.Count == 1)
                return found[0];
        }
        catch (ItemNotFoundException)
        {
            // It is made new.
        }

        return command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(WildcardPattern.Unescape(path));
    }
}
