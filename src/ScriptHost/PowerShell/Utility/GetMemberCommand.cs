using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>The members of objects, once for each type.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _types = new(StringComparer.OrdinalIgnoreCase);
    private bool _any;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Which kinds.</summary>
    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    /// <summary>Only the type's own, or only what PowerShell added.</summary>
    [Parameter]
    public PSMemberViewTypes View { get; set; } = PSMemberViewTypes.Adapted | PSMemberViewTypes.Extended;

    /// <summary>The static members of the type, or of the type that the object is.</summary>
    [Parameter]
    public SwitchParameter Static { get; set; }

    /// <summary>Also what is hidden.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;
        _any = true;
        var type = Static ? input.BaseObject as Type ?? input.BaseObject.GetType() : null;
        var name = type?.FullName ?? input.TypeNames[0];
        if (!_types.Add(name))
            return;
        var members = type is null ? input.Members : StaticMembers(type);
        var found = members
            .Where(member => (member.MemberType & MemberType) != 0 && Array.Exists(Name, wanted => WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase).IsMatch(member.Name)))
            .Where(member => Force || !IsAccessor(member))
            .Where(member => type is not null || IsInView(member))
            .OrderBy(member => member.MemberType.ToString(), StringComparer.Ordinal).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var member in found)
            WriteObject(new MemberDefinition(name, member.Name, member.MemberType, member.ToString() ?? ""));
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!_any)
            WriteError(new ErrorRecord(new InvalidOperationException("You must specify an object for the Get-Member cmdlet."), "NoObjectInGetMember", ErrorCategory.CloseError, null));
    }

    private static bool IsAccessor(PSMemberInfo member) => member is PSMethod
        && (member.Name.StartsWith("get_", StringComparison.Ordinal) || member.Name.StartsWith("set_", StringComparison.Ordinal)
            || member.Name.StartsWith("add_", StringComparison.Ordinal) || member.Name.StartsWith("remove_", StringComparison.Ordinal));

    private bool IsInView(PSMemberInfo member)
    {
        var own = member is PSProperty or PSMethod or PSParameterizedProperty or PSEvent or PSDynamicMember;
        return View == PSMemberViewTypes.All || (own ? View.HasFlag(PSMemberViewTypes.Adapted) || View.HasFlag(PSMemberViewTypes.Base) : View.HasFlag(PSMemberViewTypes.Extended));
    }

    private static IEnumerable<PSMemberInfo> StaticMembers(Type type)
    {
        var adapter = typeof(PSObject).GetProperty("DotNetStaticAdapter", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        var method = adapter.GetType().GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).First(m => m.Name == "BaseGetMembers" && m.IsGenericMethod);
        return ((IEnumerable)method.MakeGenericMethod(typeof(PSMemberInfo)).Invoke(adapter, [type])!).Cast<PSMemberInfo>();
    }
}
