using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Compares keys value by value. Who has no such property comes last, whatever the order.</summary>
internal sealed class SortKeyComparer(ObjectComparer values, bool[] descending) : IComparer<SortKey>
{
    /// <inheritdoc />
    public int Compare(SortKey x, SortKey y)
    {
        for (var i = 0; i < Math.Min(x.Values.Length, y.Values.Length); i++)
        {
            var (left, right) = (x.Values[i], y.Values[i]);
            int order;
            if (!left.Exists || !right.Exists)
                order = left.Exists == right.Exists ? 0 : left.Exists ? -1 : 1;
            else
                order = values.Compare(left.Value, right.Value) * (descending.Length > 0 && descending[Math.Min(i, descending.Length - 1)] ? -1 : 1);
            if (order != 0)
                return order;
        }

        return 0;
    }
}
