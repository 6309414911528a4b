using Universal.ScriptHost;
using Universal.ScriptHost.Configuration;
using Universal.ScriptHost.PowerShell;
using Universal.ScriptHost.Processes;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

// Usage: Universal.ScriptHost process | powershell [--urgent] | configuration FOLDER [SECONDS [-]] | account | clear MARK [FOLDER...]. Started by a node, never by hand.
Umask.Restore();
args = HostProcess.Prepare(args);
if (AccountCommand.TryRun(args)) return;
using var channel = NodeChannel.Open();
var tree = ProcessTrees.Enter();
ConfigurationCommand.Of(args, channel, tree)?.Run();
IScriptEngine engine = args is ["powershell", ..] ? new PowerShellEngine(channel, tree, isUrgent: args.Contains(HostArguments.Urgent))
    : OperatingSystem.IsLinux() ? new LinuxProcessEngine(channel, (LinuxProcessTree)tree)
    : new PortableProcessEngine(channel, (PortableProcessTree)tree);
new HostSession(channel, tree, engine, TimeProvider.System).Run();
