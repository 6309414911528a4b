using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>The scripts of every test cluster.</summary>
internal static class FakeScripts
{
    public static IReadOnlyList<ScriptDefinition> All { get; } =
    [
        new() { Path = "hello.ps1", Name = "Hello", Number = 7, Environment = "PowerShell" },
        new()
        {
            Path = "ops/typed.ps1", Name = "Typed", Number = 8, Environment = "PowerShell",
            Parameters =
            [
                new() { Name = "Server", Required = true },
                new() { Name = "Count", Type = ScriptParameterType.Integer },
                new() { Name = "Force", Type = ScriptParameterType.Boolean },
                new() { Name = "Names", Type = ScriptParameterType.Array },
            ],
        },
        new() { Path = "ops/limited.ps1", Name = "Limited", Number = 9, Environment = "PowerShell", Policy = new JobPolicy { Roles = [Security.Roles.Operator, "Helpers"] } },
    ];

    public static ScriptDefinition? Find(string script) => All.FirstOrDefault(
        known => known.Path == script || known.Name == script || known.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == script);
}

internal sealed class FakeScriptsGrain : Grain, IScriptsGrain
{
    public Task<ScriptPage> List(string? search, int skip, int take, IReadOnlyList<string>? roles)
    {
        ScriptDefinition[] found = 
        [
            .. FakeScripts.All.Where(script => search is null || script.Path.Contains(search, StringComparison.Ordinal))
                .Where(script => roles is null || script.Policy.Allows(roles)),
        ];
        return Task.FromResult(new ScriptPage([.. found.Skip(skip).Take(take)], found.Length));
    }

    public Task<ScriptDefinition?> Find(string script) => Task.FromResult(FakeScripts.Find(script));

    public Task<string?> ReadText(string script) => Task.FromResult(FakeScripts.Find(script) is { } found ? $"# {found.Name}" : null);
}

internal sealed class FakeEnvironmentsGrain : Grain, IEnvironmentsGrain
{
    public Task<IReadOnlyList<EnvironmentInfo>> List() => Task.FromResult<IReadOnlyList<EnvironmentInfo>>(
    [
        new() { Name = "AD", Engine = ScriptEngine.Program, Source = EnvironmentSource.Repository, Path = @"C:\powershell.exe", Unavailable = "Windows only." },
        new() { Name = "PowerShell", Engine = ScriptEngine.Embedded, Source = EnvironmentSource.BuiltIn, Version = "7.6" },
    ]);
}
