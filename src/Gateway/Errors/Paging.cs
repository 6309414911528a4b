using Microsoft.AspNetCore.Http.HttpResults;

namespace Universal.Gateway.Errors;

/// <summary>Limits of lists.</summary>
internal static class Paging
{
    public const int DefaultTake = 100;
    public const int MaxTake = 500;

    /// <summary>What is wrong with a page's limits, or null.</summary>
    public static ValidationProblem? Check(int take, int maxTake, long? cursor, string cursorName)
    {
        var errors = new Dictionary<string, string[]>();
        if (take < 1 || take > maxTake) errors["take"] = [$"Ask for 1 to {maxTake}."];
        if (cursor < 0) errors[cursorName] = ["It cannot be negative."];
        return errors.Count == 0 ? null : Problems.Invalid(errors);
    }
}
