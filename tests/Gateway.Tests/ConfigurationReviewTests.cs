using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Universal.Gateway.Configuration;
using Universal.Grains.Execution;
using Universal.Persistence;

namespace Universal.Gateway.Tests;

/// <summary>What a process says of keys and values of its configuration.</summary>
public sealed class ConfigurationReviewTests
{
    [Theory]
    [InlineData("Gateway:RetryAftr", "00:00:03", "The key 'Gateway:RetryAftr' of the configuration is not known and has no effect. Did you mean 'Gateway:RetryAfter'?")]
    [InlineData("Database:Zzz", "1", "The key 'Database:Zzz' of the configuration is not known and has no effect.")]
    [InlineData("Gatway:RetryAfter", "00:00:03", "The section 'Gatway' of the configuration is not known and has no effect. Did you mean 'Gateway'?")]
    [InlineData("Gateway:TrustedProxies", "10.0.0.1", "The key 'Gateway:TrustedProxies' of the configuration is a list or map and has no effect as one value. Write 'Gateway:TrustedProxies:0'.")]
    [InlineData("UNIVERSAL_GATEWAY_RETRYAFTER", "00:00:03", "The environment variable UNIVERSAL_GATEWAY_RETRYAFTER has no effect. Write UNIVERSAL_Gateway__RetryAfter.")]
    [InlineData("UNIVERSAL_GATEWAY_RETRY_AFTER", "00:00:03", "The environment variable UNIVERSAL_GATEWAY_RETRY_AFTER has no effect. Write UNIVERSAL_Gateway__RetryAfter.")]
    public void MisspelledKey_IsToldWithTheNearestOne_AndIsNoFault(string key, string value, string told)
    {
        var (review, faults) = Review((key, value));
        Assert.Equal([told], review.UnknownKeys);
        Assert.Empty(faults);
    }

    [Fact]
    public void MisspelledKeyOfAMapsEntry_IsToldWithTheNearestOne() => Assert.Equal(
        ["The key 'ScriptHosts:Environments:ruby:Argumnts' of the configuration is not known and has no effect. Did you mean 'ScriptHosts:Environments:ruby:Arguments'?"],
        Review(("ScriptHosts:Environments:ruby:Command", "ruby"), ("ScriptHosts:Environments:ruby:Argumnts:0", "x")).Review.UnknownKeys);

    [Fact]
    public void KeysOfListsMapsAndOthers_AreKnown() => Assert.Empty(Review(
        ("Gateway:TrustedProxies:0", "10.0.0.1"), ("gateway:retryafter", "00:00:03"), ("ScriptHosts:Environments:ruby:Variables:HOME", "/tmp"), ("ScriptHosts:Environments:ruby:Command", "ruby"),
        ("Data:GitRemote", "https://git.example.org/a.git"), ("Logging:LogLevel:Default", "Debug"), ("PATH", "/bin"), ("UNIVERSAL_URL", "http://x"),
        ("UNIVERSAL_TOKEN", "x"), ("UNIVERSAL_JOB_ID", "1"), ("UNIVERSAL_NODE", "x"), ("UNIVERSAL_TEST_MSSQL", "x"), ("UNIVERSAL_UPDATE_SNAPSHOTS", "1")).Review.UnknownKeys);

    [Theory]
    [InlineData("30", "Gateway:RetryAfter: '30' would be 30 days. Write 00:00:30 for 30 s.")]
    [InlineData("1", "Gateway:RetryAfter: '1' would be 1 day. Write 00:00:01 for 1 s.")]
    [InlineData("90", "Gateway:RetryAfter: '90' would be 90 days. Write 00:01:30 for 90 s.")]
    [InlineData("36:00:00", "Gateway:RetryAfter: '36:00:00' would be 36 days. Write 1.12:00:00 for 36 h.")]
    public void TimeWithoutAUnit_IsAFault(string value, string fault) => Assert.Equal([fault], Review(("Gateway:RetryAfter", value)).Review.Faults);

    [Theory]
    [InlineData("0")]
    [InlineData("00:00:30")]
    [InlineData("7.00:00:00")]
    [InlineData("7:00:00:00")]
    public void TimeWithAUnit_IsNone(string value) => Assert.Empty(Review(("Gateway:LiveSilence", value)).Review.Faults);

    [Fact]
    public void WrongOption_DoesNotHideTheOthers()
    {
        var (_, faults) = Review(
            ("Gateway:MaxBodySize", "many"), ("Gateway:SignInsPerMinute", "0"), ("Database:CommandTimeout", "soon"), ("Database:RunMigrations", "perhaps"), ("Database:Engine", "Oracle"),
            ("ScriptHosts:Environments:ruby:Kind", "Magic"), ("ScriptHosts:WarmProcessHosts", "99"));
        string[] expected =
        [
            "Gateway:MaxBodySize: 'many' is not a whole number, or too large.", "Gateway:SignInsPerMinute must be at least 1.",
            "Database:CommandTimeout: 'soon' is not a time such as 00:00:30 (30 s) or 7.00:00:00 (7 days).", "Database:RunMigrations: 'perhaps' must be true or false.",
            "Database:Engine: 'Oracle' must be one of Sqlite, PostgreSql, SqlServer.", "ScriptHosts:Environments:ruby:Kind: 'Magic' must be one of",
        ];
        foreach (var fault in expected) Assert.Contains(faults, told => told.StartsWith(fault, StringComparison.Ordinal));
        Assert.Contains(faults, told => told.Contains("ScriptHosts:WarmProcessHosts", StringComparison.Ordinal));
    }

    private static (ConfigurationReview Review, IReadOnlyList<string> Faults) Review(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = "Data Source=x.db", ["ScriptHosts:HostPath"] = Environment.ProcessPath });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddPersistence(builder.Configuration);
        builder.Services.AddScriptHosts(builder.Configuration);
        builder.AddGateway();
        var review = ConfigurationReview.Of(builder.Configuration, builder.Services);
        builder.Services.AddSingleton(review);
        using var services = builder.Services.BuildServiceProvider();
        return (review, ConfigurationFaults.Of(services));
    }
}
