using System.Management.Automation;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Settings;

/// <summary>Declares settings of the platform. Those that are not given keep their defaults.</summary>
[Cmdlet(VerbsCommon.Set, "PSUSetting")]
[Alias("Set-PSUSettings", "Set-UASetting")]
public sealed class SetPSUSettingCommand : DeclarationCmdlet
{
    /// <summary>Path of the logo of the console.</summary>
    [Parameter]
    public string? AdminConsoleLogo { get; set; }

    /// <summary>Title of the console.</summary>
    [Parameter]
    public string? AdminConsoleTitle { get; set; }

    /// <summary>Environment that runs endpoints.</summary>
    [Parameter]
    public string? ApiEnvironment { get; set; }

    /// <summary>How many jobs a node runs at a time.</summary>
    [Parameter]
    public int ConcurrentJobLimit { get; set; }

    /// <summary>Environment of what names none.</summary>
    [Parameter]
    public string? DefaultEnvironment { get; set; }

    /// <summary>The page that people see first.</summary>
    [Parameter]
    public string? DefaultPage { get; set; }

    /// <summary>Does not read a changed file by itself.</summary>
    [Parameter]
    public SwitchParameter DisableAutoReload { get; set; }

    /// <summary>Does not look for newer releases.</summary>
    [Parameter]
    public SwitchParameter DisableUpdateCheck { get; set; }

    /// <summary>After how many days jobs are removed.</summary>
    [Parameter]
    public int GroomDays { get; set; }

    /// <summary>Hides endpoints in the console.</summary>
    [Parameter]
    public SwitchParameter HideApi { get; set; }

    /// <summary>Hides scripts in the console.</summary>
    [Parameter]
    public SwitchParameter HideAutomation { get; set; }

    /// <summary>Hides apps in the console.</summary>
    [Parameter]
    public SwitchParameter HideDashboard { get; set; }

    /// <summary>Hides the home page.</summary>
    [Parameter]
    public SwitchParameter HideHomePage { get; set; }

    /// <summary>From which importance on is logged.</summary>
    [Parameter]
    public string? LogLevel { get; set; }

    /// <summary>Path of the log file.</summary>
    [Parameter]
    public string? LoggingFilePath { get; set; }

    /// <summary>From which importance on the web server's own entries are logged.</summary>
    [Parameter]
    public string? MicrosoftLogLevel { get; set; }

    /// <summary>Clients that have no rate limit.</summary>
    [Parameter]
    public string[]? RateLimitClientAllowList { get; set; }

    /// <summary>Endpoints that have no rate limit.</summary>
    [Parameter]
    public string[]? RateLimitEndpointAllowList { get; set; }

    /// <summary>Addresses that have no rate limit.</summary>
    [Parameter]
    public string[]? RateLimitIpAddressAllowList { get; set; }

    /// <summary>The folder of scripts in the repository.</summary>
    [Parameter]
    public string? ScriptBaseFolder { get; set; }

    /// <summary>Environment that runs policies and sign-in scripts.</summary>
    [Parameter]
    public string? SecurityEnvironment { get; set; }

    /// <summary>Every how many minutes old jobs are removed.</summary>
    [Parameter]
    public int GroomInterval { get; set; }

    /// <summary>From which importance on notifications are made.</summary>
    [Parameter]
    public NotificationLevel? NotificationLevel { get; set; }

    /// <summary>Language where a translation is missing.</summary>
    [Parameter]
    public string? FallbackLanguageId { get; set; }

    /// <summary>Hides the choice of a credential to run as.</summary>
    [Parameter]
    public SwitchParameter HideRunAs { get; set; }

    /// <summary>How many seconds a job has to start.</summary>
    [Parameter]
    public int JobHandshakeTimeout { get; set; }

    /// <summary>Credential for the proxy.</summary>
    [Parameter]
    public Variable? ProxyCredential { get; set; }

    /// <summary>Address of the proxy.</summary>
    [Parameter]
    public string? ProxyUri { get; set; }

    /// <summary>Writes declarations with splatting.</summary>
    [Parameter]
    public SwitchParameter Splatting { get; set; }

    /// <summary>Parts of the platform to switch off.</summary>
    [Parameter]
    public Features? DisabledFeatures { get; set; }

    /// <summary>Does not run profiles.</summary>
    [Parameter]
    public SwitchParameter DontLoadProfile { get; set; }

    /// <summary>Keeps app tokens hashed only; Universal always does.</summary>
    [Parameter]
    public SwitchParameter EnhancedAppTokenSecurity { get; set; }

    /// <summary>Experiments to switch on.</summary>
    [Parameter]
    public ExperimentalFeatures? ExperimentalFeatures { get; set; }

    /// <summary>Path of the icon.</summary>
    [Parameter]
    public string? FavIcon { get; set; }

    /// <summary>Lets only known identities sign in.</summary>
    [Parameter]
    public SwitchParameter LimitIdentities { get; set; }

    /// <summary>Sends usage to the maker of PowerShell Universal; Universal sends nothing.</summary>
    [Parameter]
    public SwitchParameter Telemetry { get; set; }

    /// <summary>Theme of apps.</summary>
    [Parameter]
    public string? DefaultDashboardTheme { get; set; }

    /// <summary>Shows the logo in its own size.</summary>
    [Parameter]
    public SwitchParameter UseLogoSize { get; set; }

    /// <summary>Content security policy of the pages.</summary>
    [Parameter]
    public string? ContentSecurityPolicy { get; set; }

    /// <summary>Starts pages in dark colours.</summary>
    [Parameter]
    public SwitchParameter DarkTheme { get; set; }

    /// <summary>Does not format scripts that are saved.</summary>
    [Parameter]
    public SwitchParameter DisableFormatOnSave { get; set; }

    /// <summary>Hides the choice of an environment.</summary>
    [Parameter]
    public SwitchParameter HideEnvironment { get; set; }

    /// <summary>Hides the choice of a node.</summary>
    [Parameter]
    public SwitchParameter HideRunOn { get; set; }

    /// <summary>How the pages look.</summary>
    [Parameter]
    public Branding? Branding { get; set; }

    /// <summary>Environment of the debugger.</summary>
    [Parameter]
    public string? DebuggerEnvironment { get; set; }

    /// <summary>Encoding of the files that the console writes.</summary>
    [Parameter]
    public string? FileEncoding { get; set; }

    /// <summary>After how many days log entries are removed.</summary>
    [Parameter]
    public int LogGroomDays { get; set; }

    /// <summary>How often modules are looked for.</summary>
    [Parameter]
    public string? ModuleDiscoveryFrequency { get; set; }

    /// <summary>Shows a job's output as it was written.</summary>
    [Parameter]
    public SwitchParameter PreformattedJobOutput { get; set; }

    /// <summary>How many MB a job may use.</summary>
    [Parameter]
    public int MaxJobMemory { get; set; }

    /// <inheritdoc />
    protected override ResourceKind Kind => ResourceKinds.Settings;
}
