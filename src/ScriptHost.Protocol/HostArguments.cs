namespace Universal.ScriptHost.Protocol;

/// <summary>What the node tells a host by its arguments, since a launcher can change the environment.</summary>
public static class HostArguments
{
    /// <summary>Begins the argument with the mark by which the node knows its processes again.</summary>
    public const string Mark = "--mark=";

    /// <summary>Begins the argument with the folder whose <c>home</c> and <c>tmp</c> the host uses.</summary>
    public const string Folders = "--folders=";

    /// <summary>A script waits for the host already: what would only make it faster is left out.</summary>
    public const string Urgent = "--urgent";

    /// <summary>Name of the variable that holds the mark in the environment of every process that a host starts.</summary>
    public const string MarkVariable = "UNIVERSAL_HOST_TOKEN";
}
