namespace Universal.Repository;

/// <summary>What files are that nothing declares.</summary>
public enum UndeclaredScripts
{
    /// <summary>No scripts.</summary>
    Hide,

    /// <summary>Scripts, when their name or first line says what runs them.</summary>
    List,
}

/// <summary>Section <c>Scripts</c> of the configuration.</summary>
public sealed class ScriptsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Scripts";

    /// <summary>
    /// Whether files that the repository does not declare can be run. Default: <see cref="UndeclaredScripts.Hide"/> where it declares scripts, so that what is not
    /// published cannot be run, and <see cref="UndeclaredScripts.List"/> where it declares none.
    /// </summary>
    public UndeclaredScripts? Undeclared { get; set; }
}
