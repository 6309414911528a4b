using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Variables;
using static Universal.Security.Roles;

namespace Universal.Gateway.Variables;

internal static class SecretEndpoints
{
    public static RouteGroupBuilder MapSecrets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/secret").WithTags("Variables");
        group.MapGet("", Describe).WithName("DescribeSecretKey").Allow(Administrator, Operator, Reader)
            .WithSummary("The key that secrets are encrypted with, by its id, and how far a change of keys has come");
        // A POST: no cache and no log of addresses keeps what it answers.
        group.MapPost("/{name}/value", Read).WithName("ReadSecret").AllowWithJobs(Administrator)
            .WithSummary("The value of a secret, for administrators and running jobs, and a line in the audit log. What the job writes is masked from then on");
        return group;
    }

    private static async Task<Ok<SecretKeyModel>> Describe(IGrainFactory grains)
    {
        var key = await VariableEndpoints.Variables(grains).DescribeKey();
        return TypedResults.Ok(new SecretKeyModel(key.Node, key.KeyId, key.Remaining, key.Reason));
    }

    private static async Task<Results<Ok<SecretValueModel>, ProblemHttpResult>> Read(
        string name, IGrainFactory grains, Caller caller, AuditTrail audit, HttpResponse response)
    {
        var reading = await VariableEndpoints.Variables(grains).ReadSecret(name, VariableEndpoints.ReaderOf(caller));
        if (reading.Status == SecretReadStatus.NotFound) return Problems.Of(404, "not_found", reading.Message!);
        if (reading.Status == SecretReadStatus.NoValue) return Problems.Of(409, "secret_without_value", reading.Message!);
        await audit.WriteJoinedAsync(caller, reading.Status == SecretReadStatus.Done ? "secret.read" : "secret.refused", reading.Name);
        if (reading.Status == SecretReadStatus.Refused) return Problems.Of(403, "secret_refused", reading.Message!);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SecretValueModel(reading.Name, reading.UserName, reading.Value!, reading.Type));
    }
}
