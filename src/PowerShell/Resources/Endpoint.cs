namespace Universal.PowerShell.Resources;

/// <summary>An API endpoint; its name is its URL.</summary>
public sealed class Endpoint : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Endpoint()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Endpoint(string name) => Name = name;
}
