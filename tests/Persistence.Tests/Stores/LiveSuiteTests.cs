using System.Runtime.CompilerServices;

namespace Universal.Persistence.Tests.Stores;

/// <summary>The classes that run on a SQL Server are compiled only where there is one; that none is missing is held here.</summary>
public sealed class LiveSuiteTests
{
    [Fact]
    public void EveryContract_RunsOnSqlServerToo()
    {
        var live = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Source())!, "..", "SqlServer", "LiveSqlServerTests.cs"));
        var contracts = typeof(LiveSuiteTests).Assembly.GetTypes().Where(type => type.IsAbstract && type.Name.EndsWith("Contract", StringComparison.Ordinal)).Select(type => type.Name).ToArray();

        Assert.NotEmpty(contracts);
        Assert.All(contracts, contract => Assert.Contains($" : {contract}(fixture)", live, StringComparison.Ordinal));
    }

    private static string Source([CallerFilePath] string path = "") => path;
}
