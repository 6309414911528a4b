using Universal.Errors;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.Grains.Jobs;

/// <summary>Turns a request and its script into a job, or into every fault of the request at once.</summary>
internal static class JobRequestReader
{
    private const int MaxKeyLength = 200;
    private const int MaxPriority = 1_000;

    // More names are no help in one message.
    private const int MaxNamed = 20;
    private static readonly string[] TargetForms = ["node", "tags"];
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(365);

    /// <param name="request">The request.</param>
    /// <param name="script">Its script.</param>
    /// <param name="origin">The schedule or trigger that asks; null: a caller.</param>
    /// <param name="commit">The commit that the script's files come from; null: none that is known.</param>
    /// <param name="nodes">Names of the registered nodes.</param>
    /// <param name="tags">Tags of the registered nodes.</param>
    /// <param name="now">When.</param>
    /// <param name="errors">Faults by field; empty: none.</param>
    /// <param name="credentialFault">Why the credential is no good, when more is known than that nothing runs under another account here.</param>
    /// <param name="environmentFault">Why no node runs its environment; null: one may.</param>
    /// <returns>The job without its number; null when there are faults.</returns>
    public static JobRecord? Read(
        JobRequest request,
        ScriptDefinition script,
        JobOrigin? origin,
        string? commit,
        IReadOnlyCollection<string> nodes,
        IReadOnlyCollection<string> tags,
        DateTimeOffset now,
        out IReadOnlyDictionary<string, string[]> errors,
        string? credentialFault = null,
        string? environmentFault = null)
    {
        var faults = new Dictionary<string, string[]>();
        var bound = ParameterBinder.Bind(script, request.Parameters);
        foreach (var (name, messages) in bound.Errors) faults[name] = messages;
        // Only the platform makes them: out of another job's row one would give away what it holds.
        if (ParameterSecrets.Has(request.Parameters, ParameterSecrets.Sealed)) faults["parameters"] = [$"'{ParameterSecrets.Sealed}' cannot be given."];
        if (!script.Enabled) faults["script"] = [$"Script '{script.Path}' is disabled."];
        else if (request.Manual && script.DisableManualInvocation) faults["script"] = [$"Script '{script.Path}' is started by schedules and triggers only."];
        if (request.Priority is < -MaxPriority or > MaxPriority) faults["priority"] = [$"Must be between {-MaxPriority} and {MaxPriority}."];
        if (request.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > LongestTimeout)) faults["timeout"] = ["Must be longer than zero and at most a year."];
        // Under the node's own account it would do what it was not meant to be able to do.
        if (CredentialOf(request, script) is { } credential) faults["credential"] = [credentialFault ?? RunAs.Refusal(credential)];
        if (environmentFault is not null) faults["environment"] = [environmentFault];
        if (request.IdempotencyKey is { } key && (key.Length is 0 or > MaxKeyLength || (origin is null && key.StartsWith(NodeChildren.ReservedKeyPrefix, StringComparison.Ordinal))))
            faults["idempotencyKey"] = [$"Must have 1 to {MaxKeyLength} characters and not begin with '{NodeChildren.ReservedKeyPrefix}'."];
        var target = request.Target ?? script.Target;
        if (TargetFault(target, nodes, tags) is { } fault) faults["target"] = [fault];

        errors = faults;
        if (faults.Count > 0) return null;
        var all = target.Kind == JobTargetKind.All;
        return new JobRecord
        {
            Script = script.Path,
            Environment = request.Environment ?? script.Environment,
            State = all ? JobState.Running : JobState.Queued,
            StartedAt = all ? now : null,
            Target = all ? target with { Value = string.Join(',', nodes) } : target,
            Priority = request.Priority ?? script.Priority,
            Identity = request.Identity,
            Parameters = bound.Json,
            ParentId = request.ParentId,
            IdempotencyKey = request.IdempotencyKey,
            Policy = request.Timeout is null ? script.Policy : script.Policy with { Timeout = request.Timeout },
            CreatedAt = now,
            Commit = commit,
            Origin = origin,
            Version = 1,
        };
    }

    /// <summary>The credential that a job would run as: the request's, else the script's. Null: the node's account.</summary>
    public static string? CredentialOf(JobRequest request, ScriptDefinition script) => RunAs.NameOf(request.Credential) ?? script.Credential;

    private static string? TargetFault(JobTarget target, IReadOnlyCollection<string> nodes, IReadOnlyCollection<string> tags) => target.Kind switch
    {
        JobTargetKind.Node when !nodes.Contains(target.Value, StringComparer.OrdinalIgnoreCase) => $"No node is called '{target.Value}'.{NodeHint(target.Value!, nodes)}",
        JobTargetKind.Tags when target.TagList.Count == 0 => "Name at least one tag.",
        JobTargetKind.Tags when target.TagList.Except(tags, StringComparer.OrdinalIgnoreCase).ToArray() is { Length: > 0 } unknown =>
            $"No node has the tag '{unknown[0]}'.{Hint(unknown[0], tags)}",
        _ => null,
    };

    // A word with a colon that is none of the written forms is read as the name of a node.
    private static string NodeHint(string name, IReadOnlyCollection<string> nodes) =>
        name.Split(':', 2) is [var form, { Length: > 0 } value] && NearestName.Find(form, TargetForms) is { } meant ? $" Did you mean '{meant}:{value}'?" : Hint(name, nodes);

    private static string Hint(string name, IReadOnlyCollection<string> known)
    {
        var hint = NearestName.Hint(name, known);
        return hint.Length > 0 || known.Count is 0 or > MaxNamed ? hint : $" Known are {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}.";
    }
}
