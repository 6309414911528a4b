using System.Management.Automation;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Rest;

/// <summary>
/// Says which members of a resource are shown when nothing else is asked for: four at most make a table. The objects carry it themselves, so that nothing
/// must be loaded when a job starts. <c>Select-Object *</c> and <c>Format-List *</c> show all.
/// </summary>
internal static class DefaultView
{
    private static readonly Dictionary<Type, PSMemberSet> _views = new()
    {
        [typeof(Resources.Job)] = Of("Id", "ScriptFullPath", "Status", "ComputerName"),
        [typeof(JobFeedback)] = Of("Id", "JobId", "Type", "Message"),
        [typeof(Script)] = Of("Id", "Name", "FullPath", "Environment"),
        [typeof(Schedule)] = Of("Id", "Name", "Script", "NextExecution"),
        [typeof(Trigger)] = Of("Id", "Name", "EventType", "TriggerScript"),
        [typeof(Identity)] = Of("Id", "Name", "Roles", "Enabled"),
        [typeof(AppToken)] = Of("Id", "Identity", "Roles", "Expiration"),
        [typeof(Role)] = Of("Id", "Name", "Description"),
        [typeof(Variable)] = Of("Id", "Name", "Type", "Value"),
        [typeof(Computer)] = Of("Name", "Status", "Maintenance", "Tags"),
        [typeof(ExecutionEnvironment)] = Of("Name", "Engine", "Version", "Available"),
    };

    /// <summary>Adds the view of its type, if it has one.</summary>
    public static PSObject AddTo(PSObject resource)
    {
        if (_views.TryGetValue(resource.BaseObject.GetType(), out var view) && resource.Members[view.Name] is null) resource.Members.Add(view.Copy());
        return resource;
    }

    private static PSMemberSet Of(params string[] members) => new("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", members)]);
}
