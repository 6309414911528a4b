namespace Universal.Grains.Security;

/// <summary>What a password must be.</summary>
internal static class PasswordRules
{
    // Hashing costs time by length: without a cap a long password is a cheap way to keep a node busy.
    public const int MaxLength = 128;

    /// <summary>What is wrong with a password, one sentence each; empty when nothing is.</summary>
    public static string[] Check(string password, string name, int minimumLength)
    {
        var faults = new List<string>();
        if (password.Length < minimumLength) faults.Add($"Use at least {minimumLength} characters.");
        if (password.Length > MaxLength) faults.Add($"Use at most {MaxLength} characters.");
        if (!password.Any(char.IsLetter)) faults.Add("Use at least one letter.");
        if (!password.Any(char.IsDigit)) faults.Add("Use at least one digit.");
        if (password.All(char.IsLetterOrDigit)) faults.Add("Use at least one character that is neither letter nor digit.");
        if (name.Length >= 4 && password.Contains(name, StringComparison.OrdinalIgnoreCase)) faults.Add("Do not use the name in the password.");
        return [.. faults];
    }
}
