using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace Universal.ScriptHost.PowerShell;

/// <summary>What PowerShell takes for its terminal: the records of a job.</summary>
internal sealed class JobHost(JobHostUI ui) : PSHost
{
    /// <summary>The exit code that the script asked for with <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc />
    public override string Name => "Universal";

    /// <inheritdoc />
    public override Version Version { get; } = typeof(JobHost).Assembly.GetName().Version!;

    /// <inheritdoc />
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc />
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc />
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <inheritdoc />
    public override PSHostUserInterface UI => ui;

    /// <inheritdoc />
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc />
    public override void EnterNestedPrompt() => throw new NotSupportedException("A job has no terminal for a nested prompt.");

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
