namespace Universal.Persistence.Variables;

/// <summary>A variable that is kept in the database.</summary>
/// <param name="Name">Its name. Letter case does not matter.</param>
/// <param name="Definition">Its value and the rest, JSON.</param>
/// <param name="Version">From 1; raised by each change.</param>
/// <param name="ChangedAt">When it was changed.</param>
/// <param name="ChangedBy">By whom.</param>
public sealed record VariableRow(string Name, string Definition, long Version, DateTimeOffset ChangedAt, string? ChangedBy);

/// <summary>Variables that are kept in the database.</summary>
public interface IVariableStore
{
    /// <summary>All of them by name, at most 10,000.</summary>
    Task<IReadOnlyList<VariableRow>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes a variable. False: its version is another one now, and nothing was written.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">Its value and the rest.</param>
    /// <param name="version">The version that was read; 0: there is none yet.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Ends the call; whether it was written is open then.</param>
    Task<bool> PutAsync(string name, string definition, long version, string? by, CancellationToken cancellationToken = default);

    /// <summary>Removes a variable. False: there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
