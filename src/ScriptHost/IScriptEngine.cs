using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost;

/// <summary>Runs one kind of script.</summary>
public interface IScriptEngine
{
    /// <summary>Whether a script leaves nothing of itself in this process, so that another one can follow.</summary>
    bool IsReusable { get; }

    /// <summary>Prepares whatever a script needs, before the host says that it is ready.</summary>
    void Warm();

    /// <summary>Runs the script on this thread and returns when its own process or pipeline has ended and its output was handed over.</summary>
    ScriptEnded Run(RunScript run);

    /// <summary>Asks the script to stop, without waiting. Called from another thread, at most once.</summary>
    void RequestStop();

    /// <summary>Takes the answer to a question.</summary>
    void Answer(AnswerQuestion answer);
}
