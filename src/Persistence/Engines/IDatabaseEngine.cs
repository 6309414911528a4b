namespace Universal.Persistence.Engines;

/// <summary>What others need to know of the database engine that the configuration names.</summary>
public interface IDatabaseEngine
{
    /// <summary>The engine.</summary>
    DatabaseEngine Engine { get; }

    /// <summary>The invariant name for Orleans' ADO.NET providers; give it together with the registered <see cref="System.Data.Common.DbDataSource"/>.</summary>
    string OrleansInvariant { get; }
}
