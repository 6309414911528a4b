namespace Universal.Persistence.Engines;

/// <summary>What an error of the database means for the one who asked.</summary>
internal enum DatabaseFault
{
    /// <summary>The data or the statement is at fault: the same again fails again.</summary>
    Data,

    /// <summary>Another transaction was in the way and this one was rolled back: the same again may succeed at once.</summary>
    Conflict,

    /// <summary>The database did not answer, or cannot serve now.</summary>
    Unavailable,
}
