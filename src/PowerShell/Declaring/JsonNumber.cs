using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Universal.PowerShell.Declaring;

/// <summary>Makes of a number in JSON the PowerShell value that holds all its digits. Everything that reads JSON for scripts uses it.</summary>
public static class JsonNumber
{
    // A number of more digits is worth no attempt at an exact value.
    private const int MaxDigits = 400;

    /// <summary>
    /// A whole number is a long, and beyond that a decimal or BigInteger. Any other is a double when the double is written in the same digits, as
    /// most are, else a decimal; what not even that holds is the nearest double.
    /// </summary>
    public static object Of(JsonElement number)
    {
        if (number.TryGetInt64(out var whole)) return whole;
        var raw = number.GetRawText();
        if (raw.Length <= MaxDigits)
        {
            var isDecimal = decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && IsSame(raw, exact);
            if (raw.IndexOfAny(['.', 'e', 'E']) < 0) return isDecimal ? exact : BigInteger.Parse(raw, CultureInfo.InvariantCulture);
            if (isDecimal && !(number.TryGetDouble(out var near) && IsSame(near, exact))) return exact;
        }

        return number.TryGetDouble(out var real) ? real : raw[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
    }

    private static bool IsSame(double near, decimal exact) =>
        decimal.TryParse(near.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var again) && again == exact;

    // A decimal of more than 28 digits was rounded when it was read.
    private static bool IsSame(string raw, decimal exact) => DigitsOf(raw) == DigitsOf(exact.ToString(CultureInfo.InvariantCulture));

    private static string DigitsOf(string number)
    {
        var end = number.IndexOfAny(['e', 'E']);
        var mantissa = end < 0 ? number : number.Substring(0, end);
        return mantissa.Replace("-", "").Replace("+", "").Replace(".", "").Trim('0');
    }
}
