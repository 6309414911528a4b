using Microsoft.Extensions.Options;

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

/// <summary>Reports every fault of <see cref="ScriptsOptions"/>.</summary>
internal sealed class ScriptsOptionsValidator : IValidateOptions<ScriptsOptions>
{
    public ValidateOptionsResult Validate(string? name, ScriptsOptions options) => options.Undeclared is { } undeclared && !Enum.IsDefined(undeclared)
        ? ValidateOptionsResult.Fail("Scripts:Undeclared must be Hide or List.")
        : ValidateOptionsResult.Success;
}
