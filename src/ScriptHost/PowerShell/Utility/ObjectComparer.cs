using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The order of values as the object commands see it: numbers as numbers, text without case unless asked, anything else by its text.</summary>
internal sealed class ObjectComparer(bool caseSensitive, string? culture) : IComparer<object?>
{
    private readonly CultureInfo _culture = CultureOf(culture);

    /// <inheritdoc />
    public int Compare(object? x, object? y)
    {
        var (left, right) = (Base(x), Base(y));
        if (left is null || right is null)
            return left is null ? right is null ? 0 : -1 : 1;
        try
        {
            return LanguagePrimitives.Compare(left, right, !caseSensitive, _culture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or PSInvalidCastException)
        {
            return string.Compare(Text(x), Text(y), _culture, caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
        }
    }

    private static object? Base(object? value) => value is PSObject wrapped ? wrapped.BaseObject is PSCustomObject ? wrapped : wrapped.BaseObject : value;

    private static string Text(object? value) => PSObject.AsPSObject(value!).ToString() ?? "";

    private static CultureInfo CultureOf(string? culture) =>
        string.IsNullOrEmpty(culture) ? CultureInfo.CurrentCulture
        : int.TryParse(culture, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? CultureInfo.GetCultureInfo(id)
        : CultureInfo.GetCultureInfo(culture);
}
