using System.Globalization;
using Universal.Persistence.GroupCommit;

namespace Universal.Persistence.Tests.GroupCommit;

public sealed class WriteKeyOrderTests
{
    // A language sorts letters of both cases together, and Turkish puts the dotless i before the i.
    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Order_InTheLanguageOfTheMachine_IsTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            object[] texts = ["b", "i", "ı", "B", "a-b", "ab", "Z"];
            object[] tuples = [("b", 1L), ("B", 2L), ("B", 1L)];
            object[] numbers = [3L, 1L, 2L];

            Assert.Equal(["B", "Z", "a-b", "ab", "b", "i", "ı"], texts.Order(WriteKeyOrder.Instance));
            Assert.Equal([("B", 1L), ("B", 2L), ("b", 1L)], tuples.Order(WriteKeyOrder.Instance));
            Assert.Equal([1L, 2L, 3L], numbers.Order(WriteKeyOrder.Instance));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
