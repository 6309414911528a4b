namespace Universal.Testing.SqlServer;

/// <summary>What the server makes of a text.</summary>
public sealed record TdsAnswer
{
    private Action<TdsTokens>? Write { get; init; }

    /// <summary>It says nothing, until the client gives up.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>It resets the connection in the middle of the answer.</summary>
    public bool BreaksOff { get; private init; }

    /// <summary>So many rows changed.</summary>
    public static TdsAnswer Done(long rows) => new() { Write = tokens => tokens.Done(rows) };

    /// <summary>Sets of one column of numbers, one after the other.</summary>
    public static TdsAnswer Numbers(params long[][] sets) => new()
    {
        Write = tokens =>
        {
            foreach (var set in sets) tokens.Numbers(set);
            tokens.Done(null);
        },
    };

    /// <summary>An error.</summary>
    public static TdsAnswer Error(int number, string message, byte severity = 16) => new() { Write = tokens => tokens.Error(number, severity, message) };

    /// <summary>Nothing.</summary>
    public static TdsAnswer Silence() => new() { IsSilent = true };

    /// <summary>A reset in the middle of the answer.</summary>
    public static TdsAnswer Reset() => Numbers([1, 2, 3, 4, 5, 6, 7, 8]) with { BreaksOff = true };

    internal byte[] Bytes(byte requestType)
    {
        var tokens = new TdsTokens(ofProcedure: requestType == 3);
        Write?.Invoke(tokens);
        return tokens.ToArray();
    }
}
