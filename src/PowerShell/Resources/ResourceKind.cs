namespace Universal.PowerShell.Resources;

/// <summary>A kind of resource.</summary>
/// <param name="Name">Its name in declarations.</param>
/// <param name="Route">Its path under <c>/api/v1/</c>.</param>
/// <param name="Type">What its objects are in PowerShell; null: objects with whatever the server answers.</param>
public sealed record ResourceKind(string Name, string Route, Type? Type = null);
