using Universal.PowerShell.Declaring;
using Universal.ScriptHost.Configuration;

namespace Universal.ScriptHost.Analysis;

/// <summary>Analyses the scripts that are declared without a file of their own: blocks and commands of modules.</summary>
internal static class DeclaredScripts
{
    /// <summary>Adds what they say to their declarations.</summary>
    public static void Analyze(string root, ConfigurationResult result)
    {
        foreach (var script in result.Declarations.Where(declaration => declaration.Declaration.Kind == "script").ToArray())
        {
            var properties = script.Declaration.Properties;
            if (properties.GetValueOrDefault("ScriptBlock") is ScriptText block) result.Describe(script, ScriptAnalyzer.Analyze(block.Text));
            else if (properties.GetValueOrDefault("Module") is string module && properties.GetValueOrDefault("Command") is string command
                && ModuleFunctions.Find(root, module, command) is { } facts)
                result.Describe(script, facts);
        }
    }
}
