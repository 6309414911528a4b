namespace Universal.Jobs;

/// <summary>What an error that does not end a PowerShell script by itself does to it: the script's <c>$ErrorActionPreference</c> when it starts.</summary>
[GenerateSerializer, Alias("universal.ScriptErrorAction")]
public enum ScriptErrorAction
{
    /// <summary>It is written, the script goes on, and the job ends as <see cref="JobState.Error"/>.</summary>
    Continue = 0,

    /// <summary>It ends the script, and the job ends as <see cref="JobState.Failed"/>.</summary>
    Stop = 1,

    /// <summary>It is neither written nor counted.</summary>
    SilentlyContinue = 2,

    /// <summary>Somebody is asked.</summary>
    Inquire = 3,
}
