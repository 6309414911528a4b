using System.Globalization;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Formats of the Unix <c>date</c> program, as <c>Get-Date -UFormat</c> knows them.</summary>
internal static class UnixDateFormat
{
    /// <summary>Formats a time. A leading <c>+</c> is passed over; an unknown letter stays as it is.</summary>
    public static string Format(DateTime time, string format)
    {
        var text = new StringBuilder();
        for (var i = format.StartsWith('+') ? 1 : 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
                text.Append(format[i]);
            else
                text.Append(Part(time, format[++i]));
        }

        return text.ToString();
    }

    private static string Part(DateTime time, char letter)
    {
        var culture = CultureInfo.InvariantCulture;
        return letter switch
        {
            'A' => time.ToString("dddd", culture),
            'a' => time.ToString("ddd", culture),
            'B' => time.ToString("MMMM", culture),
            'b' or 'h' => time.ToString("MMM", culture),
            'C' => (time.Year / 100).ToString("D2", culture),
            'c' => time.ToString("ddd dd MMM yyyy HH:mm:ss", culture),
            'D' => time.ToString("MM'/'dd'/'yy", culture),
            'd' => time.ToString("dd", culture),
            'e' => time.Day.ToString(culture).PadLeft(2),
            'F' => time.ToString("yyyy-MM-dd", culture),
            'G' => ISOWeek.GetYear(time).ToString("D4", culture),
            'g' => (ISOWeek.GetYear(time) % 100).ToString("D2", culture),
            'H' => time.ToString("HH", culture),
            'I' => time.ToString("hh", culture),
            'j' => time.DayOfYear.ToString("D3", culture),
            'k' => time.Hour.ToString(culture).PadLeft(2),
            'l' => time.ToString("%h", culture).PadLeft(2),
            'M' => time.ToString("mm", culture),
            'm' => time.ToString("MM", culture),
            'n' => "\n",
            'p' => time.ToString("tt", culture),
            'R' => time.ToString("HH:mm", culture),
            'r' => time.ToString("hh:mm:ss tt", culture),
            'S' => time.ToString("ss", culture),
            's' => new DateTimeOffset(time).ToUnixTimeSeconds().ToString(culture),
            'T' or 'X' => time.ToString("HH:mm:ss", culture),
            't' => "\t",
            'U' or 'W' => ((time.DayOfYear - 1) / 7).ToString("D2", culture),
            'u' => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(culture),
            'V' => ISOWeek.GetWeekOfYear(time).ToString("D2", culture),
            'w' => ((int)time.DayOfWeek).ToString(culture),
            'x' => time.ToString("MM'/'dd'/'yy", culture),
            'Y' => time.ToString("yyyy", culture),
            'y' => time.ToString("yy", culture),
            'Z' => time.ToString("zz", culture),
            '%' => "%",
            _ => "%" + letter,
        };
    }
}
