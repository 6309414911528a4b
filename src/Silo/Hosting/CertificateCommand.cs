using System.Globalization;
using Microsoft.Extensions.Options;
using Universal.Connections;
using Universal.Grains.Nodes;

namespace Universal.Silo.Hosting;

/// <summary>The <c>certificate</c> command: writes a certificate with which a C# program may call grains, and ends.</summary>
internal static class CertificateCommand
{
    private const int DefaultDays = 365;
    private const int MaxDays = 3650;

    /// <returns>Exit code: 0 done, 1 refused or failed.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            if (app.Configuration["out"] is not { Length: > 0 } file) throw new ArgumentException("Name the file to write: --out FILE.");
            if (!int.TryParse(app.Configuration["days"] ?? $"{DefaultDays}", NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MaxDays)
                throw new ArgumentException($"--days must be a number from 1 to {MaxDays}.");
            var name = app.Configuration["name"] is { Length: > 0 } given ? given : "client";
            var cluster = app.Services.GetRequiredService<IOptions<NodeOptions>>().Value.ClusterId;
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var text = ClientCertificate.Issue(app.Services.GetRequiredService<IClusterKeys>(), cluster, name, now, TimeSpan.FromDays(days));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var writer = new StreamWriter(file, options)) await writer.WriteAsync(text);
            Console.WriteLine($"'{file}' holds a certificate for '{name}', good for {days} days, with its private key. Name it in Node:Tls:CertificateFile of the program.");
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or OptionsValidationException or CertificatesUnavailableException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
