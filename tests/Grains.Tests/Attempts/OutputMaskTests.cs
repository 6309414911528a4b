using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Universal.Grains.Attempts;

namespace Universal.Grains.Tests.Attempts;

/// <summary>What of a secret is hidden in output.</summary>
public sealed class OutputMaskTests
{
    private const string Secret = "s3<cr&et>\"of'a\\ü😀_x0041_";

    [Theory]
    [InlineData("nothing to hide")]
    [InlineData("")]
    [InlineData(null)]
    public void Apply_NoSecretInIt_GivesTheSameText(string? text)
    {
        var mask = new OutputMask();
        Assert.Same(text, mask.Apply(text));
        mask.Add([Secret]);
        Assert.Same(text, mask.Apply(text));
    }

    [Fact]
    public void Apply_EveryFormOfTheSecret_IsHidden()
    {
        var mask = new OutputMask();
        mask.Add([Secret]);
        string[] forms =
        [
            Secret, JsonSerializer.Serialize(Secret).Trim('"'), JsonSerializer.Serialize(Secret, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Trim('"'),
            System.Security.SecurityElement.Escape(Secret), System.Net.WebUtility.HtmlEncode("s3<cr&et>\"of'a"), Uri.EscapeDataString(Secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
            Convert.ToBase64String(Encoding.Unicode.GetBytes(Secret)), Convert.ToHexStringLower(Encoding.Unicode.GetBytes(Secret)), Convert.ToHexString(Encoding.Unicode.GetBytes(Secret)), Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
            BitConverter.ToString(Encoding.UTF8.GetBytes(Secret)), Secret.Replace("'", "''"),
        ];
        mask.Add(["s3<cr&et>\"of'a"]);
        foreach (var form in forms)
        {
            var masked = mask.Apply($"before {form} between {form} after")!;
            Assert.Equal("before *** between *** after", masked.Replace("***" + Secret["s3<cr&et>\"of'a".Length..], "***", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Apply_AddressWithItsSlashesLeft_IsHidden()
    {
        var mask = new OutputMask();
        mask.Add(["p@ss/wo=rd"]);
        Assert.Equal("*** *** ***", mask.Apply("p%40ss/wo%3Drd p%40ss%2Fwo%3Drd p@ss/wo=rd"));
    }

    [Fact]
    public void Apply_SeveralLines_EachIsHidden()
    {
        var mask = new OutputMask();
        mask.Add(["-----BEGIN-----\r\nfirst line\r\nab\r\nsecond line\r\n"]);
        Assert.Equal("*** x *** y ab", mask.Apply("first line x second line y ab"));
        Assert.Equal("***", mask.Apply("-----BEGIN-----\nfirst line\nab\nsecond line\n"));
    }

    [Fact]
    public void Apply_Json_EachTextInItIsHidden()
    {
        var mask = new OutputMask();
        mask.Add([""" {"user": "service", "keys": [{"value": "k1-\u00fc-k2"}], "port": 8080} """, "{not json}", """{"half": "\ud800"}"""]);
        Assert.Equal("*** *** 8080 user *** not json", mask.Apply("service k1-ü-k2 8080 user {not json} not json"));
    }

    [Fact]
    public void Apply_ShortOnes_AreShown_AndTheLongestGoesFirst()
    {
        var mask = new OutputMask();
        mask.Add(["abc", "", "secret", "secret-and-more"]);
        mask.Add(["secret"]);
        Assert.Equal("abc *** *** Secret", mask.Apply("abc secret-and-more secret Secret"));
    }

    [Theory]
    [InlineData("before secret-and-more between secret after", "secret", "secret-and-more")]
    [InlineData("xsecretsecrets", "secret", "etsec", "cretsx")]
    [InlineData("aaaaaaaaaaab", "aaaa", "aaab")]
    [InlineData("nothing secre", "secret")]
    public void ApplyToPiece_WhereverTheTextIsCut_HidesTheSameAsInTheWholeText(string text, params string[] secrets)
    {
        var mask = new OutputMask();
        mask.Add(secrets);
        for (var first = 0; first <= text.Length; first++)
        {
            for (var second = first; second <= text.Length; second++)
            {
                var start = mask.ApplyToPiece(text[..first], out var rest);
                var middle = mask.ApplyToPiece(rest + text[first..second], out rest);
                Assert.True(rest.Length <= text.Length);
                Assert.Equal(mask.Apply(text), start + middle + mask.Apply(rest + text[second..]));
            }
        }
    }

    [Fact]
    public void ApplyToPiece_NothingButSecretsThatOverlap_HoldsLittleBack()
    {
        var mask = new OutputMask();
        mask.Add(["0000"]);
        var rest = "";
        for (var i = 0; i < 20; i++)
        {
            var written = mask.ApplyToPiece(rest + new string('0', 1_000), out rest);
            Assert.DoesNotContain("0000", written);
            Assert.InRange(rest.Length, 0, 200);
        }
    }

    [Fact]
    public void ApplyToPiece_WithoutABeginningOfASecret_HoldsNothingBack()
    {
        var mask = new OutputMask();
        Assert.Equal("piece", mask.ApplyToPiece("piece", out var rest));
        Assert.Equal("", rest);
        mask.Add(["secret"]);
        Assert.Equal("a *** pie", mask.ApplyToPiece("a secret pie", out rest));
        Assert.Equal("", rest);
        Assert.Equal("a ", mask.ApplyToPiece("a se", out rest));
        Assert.Equal("se", rest);
    }

    [Fact]
    public void Apply_ManyRecordsAndSecrets_CostsLittle()
    {
        var none = new OutputMask();
        var some = new OutputMask();
        some.Add(Enumerable.Range(0, 20).Select(i => $"password-{i}-{new string('x', 20)}"));
        var line = string.Concat(Enumerable.Repeat("an ordinary line of a script's output, ", 5));
        _ = (Run(none), Run(some));
        TestContext.Current.TestOutputHelper?.WriteLine($"100,000 lines of {line.Length} characters: {Run(none).TotalMilliseconds:0.0} ms without secrets, {Run(some).TotalMilliseconds:0.0} ms with 20");

        TimeSpan Run(OutputMask mask)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < 100_000; i++) Assert.Same(line, mask.Apply(line));
            return Stopwatch.GetElapsedTime(started);
        }
    }
}
