using System.Collections;

namespace Universal.Persistence.GroupCommit;

/// <summary>
/// The order of the keys of writes of one kind: numbers, texts, or tuples of them. Texts are compared by their code units: nodes whose machines have different
/// languages lock rows in the same order, and keys that a language holds for equal stay apart.
/// </summary>
internal sealed class WriteKeyOrder : IComparer<object>, IComparer
{
    public static WriteKeyOrder Instance { get; } = new();

    public int Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (IStructuralComparable a, _) => a.CompareTo(right, this),
        _ => Comparer.DefaultInvariant.Compare(left, right),
    };
}
