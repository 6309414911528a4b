using Microsoft.Extensions.Options;
using Universal.Grains.Git;
using Universal.Persistence.Settings;

namespace Universal.Silo.Hosting;

/// <summary>Gives a node that was started without any configuration a few scripts to begin with.</summary>
internal static class SampleRepository
{
    /// <summary>
    /// Copies the samples to the default repository when that does not exist. A repository that is named, exists, or comes from git is left alone: files
    /// that have nothing to do with a remote would keep the node from following it. Needs the database.
    /// </summary>
    public static async Task PlaceAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        var repository = Path.Combine(configuration["Node:DataFolder"]!, "repository");
        if (configuration["Repository:Path"] is not null || Directory.Exists(repository) || !Directory.Exists(samples)) return;
        if (services.GetRequiredService<IOptions<GitOptions>>().Value.Remote.Length > 0) return;
        if (await services.GetRequiredService<ISettingStore>().GetAsync(GitOptions.Setting, cancellationToken) is not null) return;
        foreach (var file in Directory.EnumerateFiles(samples, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(repository, Path.GetRelativePath(samples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
