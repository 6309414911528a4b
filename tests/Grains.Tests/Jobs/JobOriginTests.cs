using Universal.Jobs;

namespace Universal.Grains.Tests.Jobs;

public sealed class JobOriginTests
{
    public static TheoryData<JobOrigin, string> Origins => new()
    {
        { JobOrigin.Schedule("nightly"), "schedule/nightly" },
        { JobOrigin.Schedule("1:2/x"), "schedule/1:2/x" },
        { JobOrigin.Trigger("Mail", 1), "trigger/1/Mail" },
        { JobOrigin.Trigger("3:4/Mail", 2), "trigger/2/3:4/Mail" },
        { JobOrigin.Trigger("a/b", 5, 4711), "trigger/5:4711/a/b" },
    };

    [Theory]
    [MemberData(nameof(Origins))]
    public void Parse_WrittenForm_GivesTheSame(JobOrigin origin, string text)
    {
        Assert.Equal(text, origin.ToString());
        Assert.Equal(origin, JobOrigin.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("schedule")]
    [InlineData("trigger/Mail")]
    [InlineData("trigger/x/Mail")]
    [InlineData("trigger/1:x/Mail")]
    [InlineData("trigger/1:2:3/Mail")]
    [InlineData("person/Mail")]
    public void Parse_AnythingElse_GivesNone(string? text) => Assert.Null(JobOrigin.Parse(text));
}
