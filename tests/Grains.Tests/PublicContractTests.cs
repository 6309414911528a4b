using System.Runtime.CompilerServices;
using PublicApiGenerator;
using Universal.Jobs;

namespace Universal.Grains.Tests;

/// <summary>
/// The contracts that automation code compiles against, serializer ids included. A difference is either a mistake or a change that users must
/// hear of: run the test with <c>UNIVERSAL_UPDATE_SNAPSHOTS=1</c> to take it over, and say so in the changelog.
/// </summary>
public sealed class PublicContractTests
{
    [Fact]
    public void GrainsInterfaces_Public_IsAsRecorded()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = ["OrleansCodeGen"] };
        var current = typeof(IJobGrain).Assembly.GeneratePublicApi(options).ReplaceLineEndings("\n");
        var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Grains.Interfaces.api.txt");
        if (Environment.GetEnvironmentVariable("UNIVERSAL_UPDATE_SNAPSHOTS") == "1") File.WriteAllText(file, current);
        Assert.Equal(File.ReadAllText(file), current);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
