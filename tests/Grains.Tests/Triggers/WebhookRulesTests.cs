using System.Security.Cryptography;
using System.Text;
using Universal.Grains.Triggers;
using Universal.Triggers;

namespace Universal.Grains.Tests.Triggers;

public sealed class WebhookRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Sign_IsTheHashOfTimeAndBody()
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("key"), Encoding.UTF8.GetBytes("1772366400.{\"ä\":1}")));
        Assert.Equal($"t=1772366400,v1={expected}", WebhookRules.Sign("key", Noon, "{\"ä\":1}"));
    }

    [Theory]
    [InlineData(200, WebhookState.Delivered)]
    [InlineData(204, WebhookState.Delivered)]
    [InlineData(302, WebhookState.Failed)]
    [InlineData(400, WebhookState.Failed)]
    [InlineData(410, WebhookState.Failed)]
    [InlineData(408, WebhookState.Waiting)]
    [InlineData(429, WebhookState.Waiting)]
    [InlineData(500, WebhookState.Waiting)]
    [InlineData(503, WebhookState.Waiting)]
    public void After_Status_SaysWhetherItIsTriedAgain(int status, WebhookState expected)
    {
        var after = After(Delivery(0), new WebhookAnswer(status));
        Assert.Equal((expected, 1, (int?)status), (after.State, after.Attempts, after.LastStatus));
        Assert.Equal(expected == WebhookState.Waiting, after.NextAt is not null);
        Assert.Equal(expected == WebhookState.Delivered, after.LastError is null);
    }

    [Fact]
    public void After_Failures_WaitsLongerEachTimeUpToAnHour() => Assert.Equal(
        [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600],
        Enumerable.Range(0, 12).Select(attempts => (int)(After(Delivery(attempts), new WebhookAnswer(null, "away")).NextAt!.Value - Noon).TotalSeconds));

    [Fact]
    public void After_RetryAfter_IsHeeded()
    {
        Assert.Equal(Noon.AddMinutes(10), After(Delivery(0), new WebhookAnswer(429, RetryAfter: TimeSpan.FromMinutes(10))).NextAt);
        Assert.Equal(Noon.AddSeconds(5), After(Delivery(0), new WebhookAnswer(503, RetryAfter: TimeSpan.Zero)).NextAt);
    }

    [Fact]
    public void After_TheTimeThatItHas_IsGivenUp()
    {
        var late = After(Delivery(30) with { CreatedAt = Noon - Day }, new WebhookAnswer(500));
        Assert.Equal((WebhookState.Failed, null), (late.State, late.NextAt));
        Assert.Contains("Given up after 31 attempts", late.LastError);
        Assert.Equal(WebhookState.Failed, After(Delivery(0), new WebhookAnswer(null, "gone", Final: true)).State);
    }

    private static WebhookDelivery After(WebhookDelivery delivery, WebhookAnswer answer) => WebhookRules.After(delivery, answer, Noon, 0, Day);

    private static WebhookDelivery Delivery(int attempts) => new() { Trigger = "T", EventId = "e", To = "https://h", Attempts = attempts, CreatedAt = Noon };
}
