using Microsoft.Extensions.Configuration;
using Universal.Grains.Jobs;

namespace Universal.Grains.Tests.Jobs;

public sealed class JobOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreSound() => Assert.True(new JobOptionsValidator().Validate(null, new JobOptions()).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_TellsEveryFaultAtOnce()
    {
        var faults = new JobOptionsValidator().Validate(null, new JobOptions
        {
            CancelGrace = TimeSpan.FromHours(2),
            MaxOutputBytes = 4095,
            OutputDelay = TimeSpan.FromSeconds(-1),
            UnroutableDeadline = TimeSpan.Zero,
            RefusalDeadline = TimeSpan.Zero,
            KeepFor = TimeSpan.FromSeconds(59),
        }).Failures!.ToArray();
        Assert.Equal(
            ["Jobs:CancelGrace", "Jobs:KeepFor", "Jobs:MaxOutputBytes", "Jobs:OutputDelay", "Jobs:RefusalDeadline", "Jobs:UnroutableDeadline"],
            faults.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_AtTheLimits_IsSound() => Assert.True(new JobOptionsValidator().Validate(null, new JobOptions
    {
        CancelGrace = TimeSpan.Zero,
        MaxOutputBytes = 4096,
        OutputDelay = TimeSpan.FromSeconds(10),
        UnroutableDeadline = TimeSpan.FromSeconds(1),
        KeepFor = TimeSpan.FromMinutes(1),
    }).Succeeded);

    [Fact]
    public void Bind_EmptyKeepFor_KeepsForEver()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Jobs:KeepFor", "")]).Build();
        Assert.Null(configuration.GetSection(JobOptions.Section).Get<JobOptions>()!.KeepFor);
        Assert.Equal(TimeSpan.FromDays(30), new JobOptions().KeepFor);
    }
}
