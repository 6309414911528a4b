namespace Universal.PowerShell.Resources;

/// <summary>The order of a list.</summary>
public enum OrderDirection
{
    /// <summary>Newest first.</summary>
    Descending = 0,

    /// <summary>Oldest first.</summary>
    Ascending = 1,
}
