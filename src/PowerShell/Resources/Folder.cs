namespace Universal.PowerShell.Resources;

/// <summary>A folder of scripts.</summary>
public sealed class Folder : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Folder()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Folder(string name) => Name = name;
}
