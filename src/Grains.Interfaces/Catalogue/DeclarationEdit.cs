namespace Universal.Catalogue;

/// <summary>How a change of what the repository declares ended.</summary>
[GenerateSerializer, Alias("universal.DeclarationEditStatus")]
public enum DeclarationEditStatus
{
    /// <summary>It is stored as an edit of the repository; in force when the remote and then the nodes have it.</summary>
    Done = 0,

    /// <summary>There is no such resource.</summary>
    NotFound = 1,

    /// <summary>What is to be declared is not sound; the errors say what to change.</summary>
    Invalid = 2,

    /// <summary>The repository cannot be changed here, or not in this way; the reason says why.</summary>
    Refused = 3,
}

/// <summary>What a change of what the repository declares gave.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Resource">The resource as it will be, or as it was before it was removed. Null: there is none.</param>
/// <param name="Errors">Faults by field.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="EditId">Number of the edit.</param>
[GenerateSerializer, Immutable, Alias("universal.DeclarationEditResult`1")]
public sealed record DeclarationEditResult<T>(
    [property: Id(0)] DeclarationEditStatus Status, [property: Id(1)] T? Resource, [property: Id(2)] IReadOnlyDictionary<string, string[]> Errors,
    [property: Id(3)] string? Reason = null, [property: Id(4)] long? EditId = null)
    where T : class;
