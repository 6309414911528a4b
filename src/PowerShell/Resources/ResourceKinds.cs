namespace Universal.PowerShell.Resources;

/// <summary>The kinds of resources. A name never changes: declarations, and what is made of them, name their kind by it.</summary>
public static class ResourceKinds
{
    /// <summary>Script.</summary>
    public static ResourceKind Script { get; } = new("script", "script", typeof(Script));

    /// <summary>Schedule.</summary>
    public static ResourceKind Schedule { get; } = new("schedule", "schedule", typeof(Schedule));

    /// <summary>Trigger.</summary>
    public static ResourceKind Trigger { get; } = new("trigger", "trigger", typeof(Trigger));

    /// <summary>Environment.</summary>
    public static ResourceKind Environment { get; } = new("environment", "environment", typeof(ExecutionEnvironment));

    /// <summary>Role.</summary>
    public static ResourceKind Role { get; } = new("role", "role", typeof(Role));

    /// <summary>Tag.</summary>
    public static ResourceKind Tag { get; } = new("tag", "tag", typeof(Tag));

    /// <summary>Variable.</summary>
    public static ResourceKind Variable { get; } = new("variable", "variable", typeof(Variable));

    /// <summary>App.</summary>
    public static ResourceKind App { get; } = new("app", "app", typeof(Dashboard));

    /// <summary>Endpoint.</summary>
    public static ResourceKind Endpoint { get; } = new("endpoint", "endpoint", typeof(Endpoint));

    /// <summary>Endpoint documentation.</summary>
    public static ResourceKind EndpointDocumentation { get; } = new("endpointDocumentation", "endpointdocumentation");

    /// <summary>Published folder.</summary>
    public static ResourceKind PublishedFolder { get; } = new("publishedFolder", "publishedfolder");

    /// <summary>Computer group.</summary>
    public static ResourceKind ComputerGroup { get; } = new("computerGroup", "computergroup", typeof(ComputerGroup));

    /// <summary>Computer.</summary>
    public static ResourceKind Computer { get; } = new("computer", "computer", typeof(Computer));

    /// <summary>Settings.</summary>
    public static ResourceKind Settings { get; } = new("settings", "settings");

    /// <summary>Identity.</summary>
    public static ResourceKind Identity { get; } = new("identity", "identity", typeof(Identity));

    /// <summary>App token.</summary>
    public static ResourceKind AppToken { get; } = new("appToken", "apptoken", typeof(AppToken));

    /// <summary>Folder.</summary>
    public static ResourceKind Folder { get; } = new("folder", "folder", typeof(Folder));

    /// <summary>Way to sign in.</summary>
    public static ResourceKind AuthenticationMethod { get; } = new("authenticationMethod", "authenticationmethod");

    /// <summary>Loginpage.</summary>
    public static ResourceKind LoginPage { get; } = new("loginPage", "loginpage");

    /// <summary>Branding.</summary>
    public static ResourceKind Branding { get; } = new("branding", "branding");

    /// <summary>Rate limit.</summary>
    public static ResourceKind RateLimit { get; } = new("rateLimit", "ratelimit");

    /// <summary>Health check.</summary>
    public static ResourceKind HealthCheck { get; } = new("healthCheck", "healthcheck");

    /// <summary>Logging target.</summary>
    public static ResourceKind LoggingTarget { get; } = new("loggingTarget", "loggingtarget");

    /// <summary>Translation.</summary>
    public static ResourceKind Translation { get; } = new("translation", "translation");

    /// <summary>Portal page.</summary>
    public static ResourceKind PortalPage { get; } = new("portalPage", "portalpage");

    /// <summary>Portal component.</summary>
    public static ResourceKind PortalComponent { get; } = new("portalComponent", "portalcomponent");

    /// <summary>Job.</summary>
    public static ResourceKind Job { get; } = new("job", "job", typeof(Job));
}
