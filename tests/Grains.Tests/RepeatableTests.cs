using System.Reflection;
using Universal.Calls;
using Universal.Jobs;

namespace Universal.Grains.Tests;

public sealed class RepeatableTests
{
    private static readonly string[] Reads = ["Get", "List", "Find", "Read", "Check", "Count", "Describe", "Summarize", "Diff", "Is"];

    // A read that is not marked answers 503 while the others find out that its node has died.
    [Fact]
    public void Reads_OfTheContracts_AreRepeatable()
    {
        var missing = typeof(IJobGrain).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods())
            .Where(method => Reads.Any(read => method.Name.StartsWith(read, StringComparison.Ordinal)) && method.GetCustomAttribute<RepeatableAttribute>() is null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");
        Assert.Empty(missing);
    }
}
