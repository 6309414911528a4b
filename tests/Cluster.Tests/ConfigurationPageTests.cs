using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Universal.Connections;
using Universal.Gateway;
using Universal.Grains.Nodes;
using Universal.Persistence;
using Universal.Repository;
using Universal.Silo.Hosting;

namespace Universal.Cluster.Tests;

/// <summary>What docs/configuration.md and the validators say of the options is what there is.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(NodeOptions).Assembly, typeof(ClusterTlsOptions).Assembly, typeof(GatewayOptions).Assembly, typeof(DatabaseOptions).Assembly, typeof(RepositoryOptions).Assembly, typeof(UniversalNode).Assembly];

    private static readonly (string Section, Type Type)[] Options =
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsPublic: true, IsSealed: true })
            .Select(type => (Field: type.GetField("Section", BindingFlags.Public | BindingFlags.Static), Type: type))
            .Where(item => item.Field is { IsLiteral: true })
            .Select(item => ((string)item.Field!.GetRawConstantValue()!, item.Type)),
    ];

    private static readonly HashSet<string> Keys =
        [.. Options.SelectMany(item => item.Type.GetProperties().Select(property => $"{item.Section}:{property.Name}"))];

    public static TheoryData<string> Sections => [.. Options.Select(item => item.Section)];

    [Fact]
    public void EverySection_IsFound() =>
        Assert.Equal(["Cache", "Database", "Gateway", "Git", "Jobs", "Node", "Node:Tls", "Notifications", "Repository", "Schedules", "ScriptHosts", "Scripts", "Secrets", "Security", "Status", "Triggers"], Options.Select(item => item.Section).Order());

    [Fact]
    public void EveryOption_HasARowOnThePage()
    {
        var page = File.ReadAllText(Path.Combine(DocumentFolder(), "configuration.md"));
        Assert.DoesNotContain(Keys, key => !page.Contains($"\n| `{key}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryKeyThatAPageNames_Exists()
    {
        var named = Directory.EnumerateFiles(DocumentFolder(), "*.md")
            .SelectMany(file => KeyPattern().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Key: match.Value)))
            .ToArray();
        Assert.True(named.Length > 60);
        Assert.DoesNotContain(named, item => !Keys.Contains(item.Key) && Options.All(options => options.Section != item.Key));
    }

    [Theory, MemberData(nameof(Sections))]
    public void EveryValidator_Faults_NameTheirKeys(string section)
    {
        var type = Options.Single(item => item.Section == section).Type;
        var contract = typeof(IValidateOptions<>).MakeGenericType(type);
        var validator = Activator.CreateInstance(Assemblies.SelectMany(assembly => assembly.GetTypes()).Single(contract.IsAssignableFrom), nonPublic: true);
        var faults = type.GetProperties().SelectMany(property => Wrong(property.PropertyType).SelectMany(wrong =>
        {
            var options = Activator.CreateInstance(type)!;
            if (wrong is string entry && property.PropertyType != typeof(string)) ((ICollection<string>)property.GetValue(options)!).Add(entry);
            else property.SetValue(options, wrong);
            var result = (ValidateOptionsResult)contract.GetMethod("Validate")!.Invoke(validator, [null, options])!;
            return result.Failures ?? [];
        })).Distinct().ToArray();
        Assert.NotEmpty(faults);
        Assert.DoesNotContain(faults, fault => !KeyPattern().Matches(fault).Any(match => Keys.Contains(match.Value)));
    }

    private static object[] Wrong(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { IsEnum: true } choice => Wrong(choice),
        _ when type == typeof(string) => ["", " ", "\0"],
        _ when type == typeof(int) => [-1, int.MaxValue],
        _ when type == typeof(long) => [-1L, long.MaxValue],
        _ when type == typeof(TimeSpan) || type == typeof(TimeSpan?) => [TimeSpan.FromTicks(-1), TimeSpan.MaxValue / 4],
        { IsEnum: true } => [Enum.ToObject(type, 99)],
        _ when typeof(ICollection<string>).IsAssignableFrom(type) => ["not sound"],
        _ => [],
    };

    private static string DocumentFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Universal.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "docs");
    }

    [GeneratedRegex(@"\b(Cache|Database|Gateway|Git|Jobs|Node:Tls|Node|Notifications|Repository|Schedules|ScriptHosts|Scripts|Secrets|Security|Status|Triggers):[A-Z]\w+")]
    private static partial Regex KeyPattern();
}
