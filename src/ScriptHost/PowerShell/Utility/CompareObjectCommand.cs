using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>In what two lists of objects differ.</summary>
[Cmdlet(VerbsData.Compare, "Object")]
public sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _differences = [];
    private PropertySelector[] _properties = [];

    /// <summary>The objects to compare with.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    /// <summary>The objects to compare.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    /// <summary>How far from its place an equal object is looked for. Default: everywhere.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SyncWindow { get; set; } = int.MaxValue;

    /// <summary>What to compare by. Default: the objects themselves.</summary>
    [Parameter]
    public object[]? Property { get; set; }

    /// <summary>Leaves differences out. Means <see cref="IncludeEqual"/>.</summary>
    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    /// <summary>Writes also what is equal.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Writes the objects themselves.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The culture whose order counts.</summary>
    [Parameter]
    public string? Culture { get; set; }

    /// <summary>Tells upper from lower case.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _differences.AddRange(DifferenceObject.Where(one => one is not null));

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        _properties = [.. (Property ?? []).Select(PropertySelector.Parse)];
        var order = new SortKeyComparer(new ObjectComparer(CaseSensitive, Culture), []);
        SortKey[] references = [.. ReferenceObject.Where(one => one is not null).Select(one => SortKey.Of(one, _properties))];
        SortKey[] differences = [.. _differences.Select(one => SortKey.Of(one, _properties))];
        var taken = new bool[references.Length];
        var added = new List<SortKey>();
        for (var place = 0; place < differences.Length; place++)
        {
            var found = Find(references, taken, differences[place], place, order);
            if (found < 0)
            {
                added.Add(differences[place]);
                continue;
            }

            taken[found] = true;
            if (IncludeEqual || ExcludeDifferent)
                Write(references[found], "==");
        }

        if (ExcludeDifferent)
            return;
        foreach (var key in added)
            Write(key, "=>");
        for (var i = 0; i < references.Length; i++)
        {
            if (!taken[i])
                Write(references[i], "<=");
        }
    }

    private int Find(SortKey[] references, bool[] taken, SortKey wanted, int place, SortKeyComparer order)
    {
        var (from, to) = ((long)place - SyncWindow, (long)place + SyncWindow);
        for (var i = (int)Math.Max(0, from); i < references.Length && i <= to; i++)
        {
            if (!taken[i] && order.Compare(references[i], wanted) == 0)
                return i;
        }

        return -1;
    }

    private void Write(SortKey key, string side)
    {
        var result = PassThru ? key.Object : new PSObject();
        if (!PassThru && _properties.Length == 0)
            result.Properties.Add(new PSNoteProperty("InputObject", key.Object));
        foreach (var (name, value) in PassThru ? [] : _properties.SelectMany(property => property.Values(key.Object)))
        {
            if (result.Properties[name] is null)
                result.Properties.Add(new PSNoteProperty(name, value));
        }

        if (result.Properties["SideIndicator"] is { } existing)
            existing.Value = side;
        else
            result.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(result);
    }
}
