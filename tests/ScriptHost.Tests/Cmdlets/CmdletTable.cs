namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Cases as a table: an expression, <c>=></c>, and what it writes.</summary>
internal static class CmdletTable
{
    /// <summary>Reads the table. Lines that are empty or begin with <c>#</c> are for the reader.</summary>
    public static TheoryData<string, string> Parse(string table)
    {
        var cases = new TheoryData<string, string>();
        foreach (var line in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                continue;
            var at = line.LastIndexOf(" =>", StringComparison.Ordinal);
            Assert.True(at > 0, $"Not a case: {line}");
            cases.Add(line[..at].TrimEnd(), line[(at + 3)..].Trim());
        }

        return cases;
    }
}
