using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Objects as PowerShell's own XML.</summary>
internal static class Clixml
{
    private static readonly MethodInfo Serialize = typeof(PSSerializer).GetMethod(
        "Serialize", BindingFlags.Static | BindingFlags.NonPublic, [typeof(IList<object>), typeof(int), typeof(bool)])!;

    /// <summary>One document for all objects; each is an element of it.</summary>
    public static string Of(IList<object?> objects, int depth) =>
        (string)Serialize.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [objects, depth, true], null)!;
}
