using System.Globalization;
using System.Management.Automation.Host;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// What PowerShell takes for its terminal while configuration is read: none. A question is an error of the line that asks.
/// </summary>
internal sealed class ConfigurationHost : PSHost
{
    /// <summary>Whether the file that runs called <c>exit</c>.</summary>
    public bool Exited { get; set; }

    /// <inheritdoc />
    public override string Name => "Universal";

    /// <inheritdoc />
    public override Version Version { get; } = typeof(ConfigurationHost).Assembly.GetName().Version!;

    /// <inheritdoc />
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc />
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc />
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <inheritdoc />
    public override PSHostUserInterface? UI => null;

    /// <inheritdoc />
    public override void SetShouldExit(int exitCode) => Exited = true;

    /// <inheritdoc />
    public override void EnterNestedPrompt() => throw new NotSupportedException("There is no terminal while configuration is read.");

    /// <inheritdoc />
    public override void ExitNestedPrompt()
    {
    }

    /// <inheritdoc />
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc />
    public override void NotifyEndApplication()
    {
    }
}
