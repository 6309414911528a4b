using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sorts objects. The order of equal ones is kept.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What to sort by: names, script blocks, or tables with <c>Expression</c> and <c>Descending</c>. Default: the objects themselves.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>From the greatest to the least.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Leaves repeats out.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>How many from the beginning of the order.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Top")]
    [ValidateRange(1, int.MaxValue)]
    public int? Top { get; set; }

    /// <summary>How many from the end of the order.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Bottom")]
    [ValidateRange(1, int.MaxValue)]
    public int? Bottom { get; set; }

    /// <summary>Keeps the order of equal objects, which is so anyway.</summary>
    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

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
        if (_objects.Count == 0)
            return;
        PropertySelector[] properties = [.. (Property ?? DefaultKeys(_objects[0])).Select(PropertySelector.Parse)];
        var order = new SortKeyComparer(
            new ObjectComparer(CaseSensitive, Culture), properties.Length == 0 ? [Descending] : [.. properties.Select(property => property.Descending ?? Descending.IsPresent)]);
        IEnumerable<SortKey> sorted = _objects.Select(one => SortKey.Of(one, properties)).Order(order);
        if (Unique)
            sorted = WithoutRepeats(sorted, order);
        if (Top is { } top)
            sorted = sorted.Take(top);
        else if (Bottom is { } bottom)
            sorted = sorted.TakeLast(bottom);
        foreach (var key in sorted)
            WriteObject(key.Object);
    }

    private static object[] DefaultKeys(PSObject first) =>
        first.Members["PSStandardMembers"]?.Value is PSMemberSet standard && standard.Members["DefaultKeyPropertySet"] is PSPropertySet keys
            ? [.. keys.ReferencedPropertyNames]
            : [];

    private static IEnumerable<SortKey> WithoutRepeats(IEnumerable<SortKey> sorted, SortKeyComparer order)
    {
        SortKey? last = null;
        foreach (var key in sorted)
        {
            if (last is not { } before || order.Compare(before, key) != 0)
                yield return key;
            last = key;
        }
    }
}
