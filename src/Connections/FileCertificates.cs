using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Universal.Connections;

/// <summary>Certificates in files, which somebody else renews: they are read again when one of them has changed.</summary>
internal sealed partial class FileCertificates(ClusterTlsOptions settings, ILogger logger) : ICertificateSource, IDisposable
{
    private readonly Lock _gate = new();
    private CertificateBundle? _current;
    private DateTime _changed;

    public CertificateBundle Current
    {
        get
        {
            lock (_gate)
            {
                var changed = Changed();
                if (_current is { } good && changed == _changed) return good;
                try
                {
                    // Not disposed: connections that are being made may still use the former one.
                    (_current, _changed) = (CertificateBundle.Read(settings), changed);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
                {
                    if (_current is null) throw new CertificatesUnavailableException($"Node:Tls:CertificateFile '{settings.CertificateFile}' cannot be used: {error.Message}");
                    // Half written, or written one file after the other. The former ones are used meanwhile.
                    LogNotRead(settings.CertificateFile!, error.Message);
                }

                return _current;
            }
        }
    }

    public void Dispose() => _current?.Dispose();

    private DateTime Changed() => new[] { settings.CertificateFile, settings.KeyFile, settings.AuthorityFile }.Where(file => !string.IsNullOrEmpty(file)).Max(file => File.GetLastWriteTimeUtc(file!));

    [LoggerMessage(LogLevel.Warning, "{File} has changed and cannot be used ({Reason}); the former certificate stays in use")]
    private partial void LogNotRead(string file, string reason);
}
