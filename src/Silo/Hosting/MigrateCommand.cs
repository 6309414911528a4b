using Universal.Errors;
using Universal.Gateway.Configuration;
using Universal.Persistence.Schema;

namespace Universal.Silo.Hosting;

/// <summary>The <c>migrate</c> command: brings the schema up to date and ends, for sites where the service's own account may not.</summary>
internal static class MigrateCommand
{
    /// <returns>Exit code: 0 done, 1 refused, failed or stopped.</returns>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken stop)
    {
        if (app.Services.GetRequiredService<ConfigurationReview>().Faults is { Count: > 0 } faults)
        {
            foreach (var fault in faults) await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        try
        {
            var migrator = app.Services.GetRequiredService<ISchemaMigrator>();
            await migrator.InspectAsync(stop);
            await migrator.MigrateAsync(stop);
            await migrator.VerifyAsync(stop);
            Console.WriteLine("The schema of the database is up to date.");
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped. Schema scripts that were done stay done; run migrate again for the others.");
            return 1;
        }
        catch (Exception error) when (error is UniversalException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
