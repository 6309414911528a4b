namespace Universal.PowerShell.Scripts;

/// <summary>Writes a script's path into an address.</summary>
internal static class ScriptAddress
{
    /// <summary>The path with forward slashes, its parts escaped.</summary>
    public static string Escape(string path) => string.Join("/", path.Replace('\\', '/').Trim('/').Split('/').Select(Uri.EscapeDataString));
}
