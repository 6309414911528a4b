using Universal.Jobs;

namespace Universal.Gateway.Scripts;

/// <summary>PSU's way to say where a job runs.</summary>
internal static class ComputerValue
{
    /// <summary>
    /// Reads a node's name, <c>All computers</c>, <c>all</c>, <c>any</c>, <c>node:NAME</c> or <c>tags:A,B</c>. Null or empty: what the script says.
    /// A node that is called like one of the words is written <c>node:NAME</c>.
    /// </summary>
    public static JobTarget? Parse(string? computer)
    {
        if (string.IsNullOrWhiteSpace(computer)) return null;
        var text = computer.Trim();
        if (text.Equals("All computers", StringComparison.OrdinalIgnoreCase)) return JobTarget.All;
        return JobTarget.TryParse(text, out var target) ? target : JobTarget.Node(text);
    }
}
