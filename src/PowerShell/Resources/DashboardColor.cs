namespace Universal.PowerShell.Resources;

/// <summary>A colour: a name or a code such as <c>#336699</c>.</summary>
/// <param name="value">The colour.</param>
public sealed class DashboardColor(string value) : OpenChoice(value);
