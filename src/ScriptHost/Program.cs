using Universal.ScriptHost;
using Universal.ScriptHost.PowerShell;
using Universal.ScriptHost.Processes;
using Universal.ScriptHost.Protocol;

// Usage: Universal.ScriptHost process|powershell. Started by a node, never by hand.
using var channel = NodeChannel.Open();
var tree = ProcessTrees.Enter();
IScriptEngine engine = args is ["powershell"] ? new PowerShellEngine(channel, tree)
    : OperatingSystem.IsLinux() ? new LinuxProcessEngine(channel, (LinuxProcessTree)tree)
    : new PortableProcessEngine(channel, (PortableProcessTree)tree);
new HostSession(channel, tree, engine, TimeProvider.System).Run();
