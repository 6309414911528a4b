using System.Management.Automation;
using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

/// <summary>Hashes of files.</summary>
[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileHashInfo))]
public sealed class GetFileHashCommand : PSCmdlet
{
    /// <summary>Files, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public string[]? Path { get; set; }

    /// <summary>Files, their paths taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Something to read instead.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "StreamParameterSet")]
    public Stream? InputStream { get; set; }

    /// <summary>How. Default SHA256.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path ?? [])
        {
            try
            {
                foreach (var file in SessionState.Path.GetResolvedProviderPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path), out _))
                    Hash(file);
            }
            catch (ItemNotFoundException e)
            {
                WriteError(new ErrorRecord(e, "FileNotFound", ErrorCategory.ObjectNotFound, path));
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (InputStream is not null)
            WriteObject(Info(InputStream, null));
    }

    private void Hash(string file)
    {
        if (Directory.Exists(file))
            return;
        try
        {
            using var stream = File.OpenRead(file);
            WriteObject(Info(stream, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(e, e is UnauthorizedAccessException ? "UnauthorizedAccessError" : "FileReadError", ErrorCategory.ReadError, file));
        }
    }

    private FileHashInfo Info(Stream stream, string? path) => new()
    {
        Algorithm = Algorithm.ToUpperInvariant(),
        Hash = Convert.ToHexString(CryptographicOperations.HashData(new HashAlgorithmName(Algorithm.ToUpperInvariant()), stream)),
        Path = path,
    };
}
