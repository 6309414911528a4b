using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Puts objects with the same values together.</summary>
[Cmdlet(VerbsData.Group, "Object", DefaultParameterSetName = "HashTable")]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What to group by. Default: the objects themselves.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Only counts.</summary>
    [Parameter]
    public SwitchParameter NoElement { get; set; }

    /// <summary>Gives a table of the groups.</summary>
    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    /// <summary>Text for the keys of the table.</summary>
    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    /// <summary>The culture whose order counts.</summary>
    [Parameter]
    public string? Culture { get; set; }

    /// <summary>Tells upper from lower case.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            _objects.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (AsString && !AsHashTable)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("The AsString parameter must be specified along with the AsHashTable parameter."), "ArgumentException", ErrorCategory.InvalidArgument, AsString));
        }

        PropertySelector[] properties = [.. (Property ?? []).Select(PropertySelector.Parse)];
        var order = new SortKeyComparer(new ObjectComparer(CaseSensitive, Culture), []);
        SortKey[] keys = [.. _objects.Select(one => SortKey.Of(one, properties))];

        // Only values of one kind have an order to show the groups in; others are shown as they come.
        var groups = Of(OneKind(keys) ? [.. keys.Order(order)] : keys, order);
        if (AsHashTable)
            WriteObject(Table(groups));
        else
            WriteObject(groups.Select(group => group.Info), enumerateCollection: true);
    }

    private static bool OneKind(SortKey[] keys) => keys.Length == 0 || Enumerable.Range(0, keys.Min(key => key.Values.Length)).All(i =>
        keys.Select(key => key.Values[i] is { Exists: true, Value: { } value } ? PSObject.AsPSObject(value).BaseObject.GetType() : null).Distinct().Count() == 1);

    private List<(SortKey Key, GroupInfo Info)> Of(SortKey[] keys, SortKeyComparer order)
    {
        var groups = new List<(SortKey Key, GroupInfo Info)>();
        foreach (var key in keys)
        {
            // In order, the group is the last one.
            var at = groups.FindLastIndex(group => order.Compare(group.Key, key) == 0 && group.Key.Values.Length == key.Values.Length);
            if (at < 0)
            {
                groups.Add((key, NoElement ? new GroupInfoNoElement(key) : new GroupInfo(key)));
                at = groups.Count - 1;
            }

            groups[at].Info.Add(key.Object);
        }

        return groups;
    }

    private Hashtable Table(List<(SortKey Key, GroupInfo Info)> groups)
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (var (_, info) in groups)
        {
            if (AsString)
                table.Add(info.Name, info.Group);
            else if (info.Values is [{ } value])
                table.Add(PSObject.AsPSObject(value).BaseObject is var plain and not PSCustomObject ? plain : value, info.Group);
            else if (info.Values.Count == 1)
                WriteError(new ErrorRecord(
                    new ArgumentException("The objects grouped by this property cannot be expanded because there is a null key."), "InvalidOperation", ErrorCategory.InvalidOperation, info));
            else
                table.Add(info.Values, info.Group);
        }

        return table;
    }
}
