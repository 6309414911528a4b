namespace Universal.PowerShell.Resources;

/// <summary>How something is.</summary>
public enum HealthCheckLevel
{
    /// <summary>All is well.</summary>
    Ok = 0,

    /// <summary>Somebody should look.</summary>
    Warning = 1,

    /// <summary>Somebody must act.</summary>
    Error = 2,
}
