using Microsoft.Data.SqlClient;
using Universal.Persistence.Engines;

namespace Universal.Persistence.SqlServer;

/// <summary>What the numbers of SQL Server's errors mean for the one who asked.</summary>
internal static class SqlServerErrors
{
    // Deadlock victim; update conflict and changed metadata under snapshot isolation. Each was rolled back.
    private static readonly HashSet<int> Conflicts = [1205, 3960, 3961];

    // The same again fails again. A short list, because there are hundreds of reasons why a server cannot serve now, and each version has more.
    private static readonly HashSet<int> OfTheData =
    [
        // Unique keys and indexes, NOT NULL, foreign keys and checks, keys and rows that are too wide.
        2601, 2627, 515, 547, 1505, 511, 1701, 1946,

        // Text that is too long, numbers that are too large, conversions, division by zero.
        2628, 8152, 8115, 220, 232, 248, 241, 242, 244, 245, 517, 535, 8114, 8134, 206, 529,

        // JSON that is none.
        13606, 13607, 13608, 13609, 13610, 13611, 13612, 13613,

        // A statement that does not fit the schema or the server: syntax, missing names, parameters, hints that no plan can follow.
        102, 105, 137, 156, 170, 195, 201, 207, 208, 209, 213, 308, 402, 1018, 1750, 1911, 1913, 2705, 2714, 2812, 4104, 4145, 8120, 8144, 8178, 8622,
    ];

    // What the account lacks: rights to a table, to change the schema, to a schema, to an object that may also be missing.
    private static readonly HashSet<int> Denials = [229, 230, 262, 297, 300, 1088, 2760, 3704, 15151, 15247];

    public static DatabaseFault Classify(SqlException error)
    {
        if (Conflicts.Contains(error.Number)) return DatabaseFault.Conflict;

        // Severity 17 and more is the server's, whatever the number: out of memory, disk or locks, and the end of the connection.
        return error.Class < 17 && OfTheData.Contains(error.Number) ? DatabaseFault.Data : DatabaseFault.Unavailable;
    }

    /// <summary>Whether the account may not do what was asked.</summary>
    public static bool IsDenied(SqlException error) => Denials.Contains(error.Number);
}
