namespace Universal.Persistence.Cache;

/// <summary>A life of a part of the cache, from when it is activated until it ends or is succeeded. Only one of a part is in force.</summary>
/// <param name="Part">The part.</param>
/// <param name="Epoch">The number that it has taken; a later life has a larger one.</param>
public readonly record struct CacheLife(int Part, long Epoch);
