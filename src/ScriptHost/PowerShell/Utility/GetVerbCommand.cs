using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>The verbs that commands should have.</summary>
[Cmdlet(VerbsCommon.Get, "Verb")]
[OutputType(typeof(VerbInfo))]
public sealed class GetVerbCommand : PSCmdlet
{
    /// <summary>Verbs, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string[] Verb { get; set; } = ["*"];

    /// <summary>Groups.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("Common", "Communications", "Data", "Diagnostic", "Lifecycle", "Other", "Security")]
    public string[]? Group { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var type in new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) })
        {
            var group = type.Name["Verbs".Length..];
            if (Group is not null && !Group.Contains(group, StringComparer.OrdinalIgnoreCase))
                continue;
            foreach (var verb in type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name))
            {
                if (Verb.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(verb)))
                    WriteObject(EngineInternals.Create("System.Management.Automation.VerbInfo") is VerbInfo info ? Filled(info, verb, group) : null);
            }
        }
    }

    private static VerbInfo Filled(VerbInfo info, string verb, string group)
    {
        (info.Verb, info.Group) = (verb, group);
        return info;
    }
}
