namespace Universal.Repository.Git;

/// <summary>Git's rules for the name of a branch.</summary>
internal static class GitBranchName
{
    private const int MaxLength = 200;

    /// <summary>
    /// What is wrong with that name, or null. <c>release/1.2</c> is right; <c>-f</c>, <c>a..b</c>, <c>a b</c> and <c>a.lock</c> are not.
    /// </summary>
    public static string? Fault(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "must not be empty.";
        if (name.Length > MaxLength) return "must not be longer than 200 characters.";
        if (name[0] == '-') return "must not begin with a dash.";
        if (name is "HEAD" or "@") return "is a word that git keeps for itself.";
        if (name.Any(c => char.IsControl(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\'))
            return "must not hold a space, a control character or one of ~ ^ : ? * [ \\.";
        if (name.Contains("..", StringComparison.Ordinal) || name.Contains("@{", StringComparison.Ordinal)) return "must not hold .. or @{.";
        if (name[^1] == '.') return "must not end with a dot.";
        // An empty part is a slash at an end, or two in a row.
        return name.Split('/').Any(part => part.Length == 0 || part[0] == '.' || part.EndsWith(".lock", StringComparison.Ordinal))
            ? "has a part that is empty, begins with a dot or ends with .lock."
            : null;
    }
}
