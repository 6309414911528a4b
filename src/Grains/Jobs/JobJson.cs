using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>A job for scripts and receivers, in the names of the REST interface.</summary>
internal static class JobJson
{
    /// <summary>The job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="maxParameters">Parameters of more characters are left out; by default all are, for they can be secret.</param>
    public static JsonObject Of(JobRecord job, int maxParameters = 0) => new()
    {
        ["id"] = job.Id,
        ["scriptFullPath"] = job.Script,
        ["environment"] = job.Environment,
        ["status"] = job.State.ToString(),
        ["ended"] = job.State.IsFinal(),
        ["attempt"] = job.Attempt,
        ["computerName"] = job.Node,
        ["target"] = job.Target.ToString(),
        ["priority"] = job.Priority,
        ["identity"] = job.Identity,
        ["parameters"] = job.Parameters is { } parameters && parameters.Length <= maxParameters ? JsonNode.Parse(ParameterSecrets.Hide(parameters)!) : null,
        ["parentJobId"] = job.ParentId,
        ["commit"] = job.Commit,
        ["schedule"] = job.Origin is { Kind: JobOriginKind.Schedule, Name: var schedule } ? schedule : null,
        ["trigger"] = job.Origin is { Kind: JobOriginKind.Trigger, Name: var trigger } ? trigger : null,
        ["createdTime"] = JsonSerializer.SerializeToNode(job.CreatedAt),
        ["startTime"] = JsonSerializer.SerializeToNode(job.StartedAt),
        ["endTime"] = JsonSerializer.SerializeToNode(job.EndedAt),
        ["exitCode"] = job.ExitCode,
        ["reason"] = job.Reason,
        ["feedback"] = job.Feedback is { } feedback
            ? new JsonObject
            {
                ["id"] = feedback.Id,
                ["type"] = feedback.Kind.ToString(),
                ["message"] = feedback.Prompt,
                ["choices"] = new JsonArray([.. feedback.Choices.Select(choice => JsonValue.Create(choice))]),
                ["default"] = feedback.Default,
            }
            : null,
    };
}
