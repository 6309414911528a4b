namespace Universal.PowerShell.Resources;

/// <summary>A platform variable; also the name of a stored credential.</summary>
public sealed class Variable : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Variable()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Variable(string name) => Name = name;
}
