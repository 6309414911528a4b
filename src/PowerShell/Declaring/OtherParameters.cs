namespace Universal.PowerShell.Declaring;

/// <summary>Reads parameters that a cmdlet does not declare from its remaining arguments.</summary>
internal static class OtherParameters
{
    /// <summary>
    /// The parameters by name. <c>-Name</c> takes the argument after it, unless that is a parameter again: then it is a switch.
    /// <c>-Name:value</c> is split.
    /// </summary>
    /// <param name="arguments">What PowerShell could not bind.</param>
    /// <param name="stray">Arguments that follow no parameter.</param>
    public static SortedDictionary<string, object?> Read(IReadOnlyList<object?>? arguments, out IReadOnlyList<object?> stray)
    {
        var named = new SortedDictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var left = new List<object?>();
        for (var i = 0; i < (arguments?.Count ?? 0); i++)
        {
            if (NameOf(arguments![i]) is not { } name)
            {
                left.Add(PlainValue.Of(arguments[i]));
                continue;
            }

            var hasValue = i + 1 < arguments.Count && NameOf(arguments[i + 1]) is null;
            named[name] = hasValue ? PlainValue.Of(arguments[++i]) : true;
        }

        stray = left;
        return named;
    }

    private static string? NameOf(object? argument)
    {
        var text = (argument as System.Management.Automation.PSObject)?.BaseObject as string ?? argument as string;
        return text is { Length: > 1 } && text[0] == '-' && (char.IsLetter(text[1]) || text[1] == '_') ? text.Substring(1).TrimEnd(':') : null;
    }
}
