namespace Universal.Repository.Catalogue;

/// <summary>What becomes of a wish to run as another account.</summary>
public static class RunAs
{
    // What PSU's console writes for the account of the service.
    private static readonly string[] Own = ["", "Default", "None", "-"];

    /// <summary>The variable that is named; null: the account that the node runs under is good.</summary>
    public static string? NameOf(string? credential) => credential is null || Own.Contains(credential.Trim(), StringComparer.OrdinalIgnoreCase) ? null : credential.Trim();

    /// <summary>Why it is refused here, and what to do.</summary>
    public static string Refusal(string credential) => Refusal(credential, OperatingSystem.IsWindows());

    internal static string Refusal(string credential, bool windows) => windows
        ? $"it is to run as the credential '{credential}', and running scripts under another account is not built yet on Windows. Take the -Credential out, or run a node under that account and give the job its name as target."
        : $"it is to run as the credential '{credential}', and only Windows can start a process with a name and a password. Take the -Credential out: use $Secret:{credential} in the script, or sudo, or a node that runs under that account.";
}
