namespace Universal.Triggers;

/// <summary>What can start a trigger.</summary>
[GenerateSerializer, Alias("universal.TriggerEvent")]
public enum TriggerEvent
{
    /// <summary>An attempt of a job started.</summary>
    JobStarted = 0,

    /// <summary>A job came to its end, with or without warnings and errors that did not stop it.</summary>
    JobCompleted = 1,

    /// <summary>A job failed or ran out of time.</summary>
    JobFailed = 2,

    /// <summary>A job was canceled.</summary>
    JobCanceled = 3,

    /// <summary>A job asks a question.</summary>
    JobFeedbackRequested = 4,

    /// <summary>An app started. Nothing raises it in this version.</summary>
    DashboardStarted = 5,

    /// <summary>An app stopped. Nothing raises it in this version.</summary>
    DashboardStopped = 6,

    /// <summary>A node joined the cluster.</summary>
    ServerStarted = 7,

    /// <summary>A node is asked to stop.</summary>
    ServerStopping = 8,

    /// <summary>Somebody signed in.</summary>
    UserLogin = 9,

    /// <summary>An identity signed in for the first time.</summary>
    NewUserLogin = 10,

    /// <summary>A revoked app token was used.</summary>
    RevokedAppTokenUsage = 11,

    /// <summary>A request to the platform's API failed by a fault of the platform.</summary>
    ApiError = 12,

    /// <summary>A request to the platform's API came with a token that is not good.</summary>
    ApiAuthenticationFailed = 13,

    /// <summary>The repository took another commit, or could not be synchronised.</summary>
    GitSync = 14,
}
