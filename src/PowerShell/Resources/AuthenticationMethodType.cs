namespace Universal.PowerShell.Resources;

/// <summary>A way to sign in.</summary>
/// <param name="value">The word.</param>
public sealed class AuthenticationMethodType(string value) : OpenChoice(value);
