using Universal.Calls;

namespace Universal.Security;

/// <summary>One session of a person, by <c>session/ID</c> (<see cref="SessionKeys"/>). Every request with its cookie asks it.</summary>
[Alias("universal.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Whether it was signed out. Changes nothing.</summary>
    [Alias("IsEnded"), Repeatable, Orleans.Concurrency.AlwaysInterleave] Task<bool> IsEnded();

    /// <summary>Ends it: its cookie is good for nothing from now on, on any node, also after every node was restarted. Repeating it is harmless.</summary>
    [Alias("End"), Repeatable] Task End();
}

/// <summary>Keys of session grains.</summary>
public static class SessionKeys
{
    private const string Prefix = "session/";

    /// <summary>The key of the session with that id.</summary>
    public static string For(string id) => Prefix + id;

    /// <summary>The id in a key.</summary>
    public static string IdIn(string key) => key[Prefix.Length..];
}
