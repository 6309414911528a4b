namespace Universal.Silo.Hosting;

/// <summary>Gives a node that was started without any configuration a few scripts to begin with.</summary>
internal static class SampleRepository
{
    /// <summary>Copies the samples to the default repository when that does not exist. A repository that is named, or exists, is left alone.</summary>
    public static void Place(IConfiguration configuration)
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        var repository = Path.Combine(configuration["Node:DataFolder"]!, "repository");
        if (configuration["Repository:Path"] is not null || Directory.Exists(repository) || !Directory.Exists(samples)) return;
        foreach (var file in Directory.EnumerateFiles(samples, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(repository, Path.GetRelativePath(samples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
