namespace Universal.ScriptHost.Protocol.Processes;

/// <summary>A process as Linux lists it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ParentId">Its parent's number.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="IsZombie">It has ended and only waits to be reaped.</param>
public readonly record struct ProcessEntry(int Id, int ParentId, int SessionId, bool IsZombie);
