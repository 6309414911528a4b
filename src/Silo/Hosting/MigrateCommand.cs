using Universal.Errors;
using Universal.Persistence.Schema;

namespace Universal.Silo.Hosting;

/// <summary>The <c>migrate</c> command: brings the schema up to date and ends, for sites where the service's own account may not.</summary>
internal static class MigrateCommand
{
    /// <returns>Exit code: 0 done, 1 refused or failed.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            var migrator = app.Services.GetRequiredService<ISchemaMigrator>();
            await migrator.InspectAsync();
            await migrator.MigrateAsync();
            await migrator.VerifyAsync();
            Console.WriteLine("The schema of the database is up to date.");
            return 0;
        }
        catch (Exception error) when (error is UniversalException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
