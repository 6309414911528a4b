using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Gateway.Input;
using Universal.Gateway.Jobs;
using Universal.Jobs;
using Universal.Scripts;
using static Universal.Security.Roles;

namespace Universal.Gateway.Scripts;

internal static class ScriptEndpoints
{
    public const string TotalHeader = "X-Total-Count";

    public static RouteGroupBuilder MapScripts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/script").WithTags("Scripts");
        group.MapGet("", List).WithName("ListScripts").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("Scripts by path; the header X-Total-Count says how many there are in all");
        group.MapGet("/{id:long}", GetByNumber).WithName("GetScript").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("A script by its number");
        group.MapGet("/path/{**path}", GetByPath).WithName("GetScriptByPath").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("A script by its path in the repository, or its name");
        group.MapGet("/{id:long}/parameter", Parameters).WithName("GetScriptParameters").AllowWithJobs(Administrator, Operator, Execute, Reader)
            .WithSummary("The declared parameters of a script");
        group.MapGet("/{id:long}/content", Content).WithName("GetScriptContent").Allow(Administrator, Operator, Reader)
            .Produces<string>(200, "text/plain").WithSummary("The text of a script");
        group.MapPost("/{id:long}", RunByNumber).WithName("RunScript").AllowWithJobs(Administrator, Operator, Execute).WithMetadata(new QueryIsForScript())
            .WithSummary("Runs a script by its number with the query's parameters; answers the number of the job");
        group.MapPost("/path/{**path}", RunByPath).WithName("RunScriptByPath").AllowWithJobs(Administrator, Operator, Execute).WithMetadata(new QueryIsForScript())
            .WithSummary("Runs a script by its path with the query's parameters; answers the number of the job");
        return group;
    }

    private static async Task<Results<Ok<ScriptModel[]>, ValidationProblem>> List(
        Caller caller, IGrainFactory grains, HttpResponse response, string? search, int skip = 0, int take = Paging.MaxTake)
    {
        if (Paging.Check(take, Paging.MaxTake, skip, "skip") is { } invalid) return invalid;
        var page = await Scripts(grains).List(search, skip, take, caller.Roles);
        response.Headers[TotalHeader] = page.Total.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(page.Scripts.Select(ScriptModel.Of).ToArray());
    }

    private static Task<Results<Ok<ScriptModel>, NotFound>> GetByNumber(long id, Caller caller, IGrainFactory grains) => Get(Text(id), caller, grains);

    private static async Task<Results<Ok<ScriptModel>, NotFound>> GetByPath(string path, Caller caller, IGrainFactory grains) =>
        ScriptPath.Parse(path) is { } script ? await Get(script, caller, grains) : TypedResults.NotFound();

    private static async Task<Results<Ok<ScriptParameterModel[]>, NotFound>> Parameters(long id, Caller caller, IGrainFactory grains) =>
        await FindAsync(Text(id), caller, grains) is { } script
            ? TypedResults.Ok((script.Parameters ?? []).Select(ScriptParameterModel.Of).ToArray())
            : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> Content(long id, Caller caller, IGrainFactory grains) =>
        await FindAsync(Text(id), caller, grains) is { } script && await Scripts(grains).ReadText(script.Path) is { } text
            ? TypedResults.Content(text, "text/plain; charset=utf-8")
            : TypedResults.NotFound();

    private static Task<Results<Ok<long>, NotFound, ValidationProblem>> RunByNumber(
        long id, JobContextModel? body, Caller caller, IGrainFactory grains, JobCreation creation, HttpRequest http,
        CancellationToken cancellationToken) =>
        Run(Text(id), body, caller, grains, creation, http, cancellationToken);

    private static async Task<Results<Ok<long>, NotFound, ValidationProblem>> RunByPath(
        string path, JobContextModel? body, Caller caller, IGrainFactory grains, JobCreation creation, HttpRequest http,
        CancellationToken cancellationToken) =>
        ScriptPath.Parse(path) is { } script
            ? await Run(script, body, caller, grains, creation, http, cancellationToken)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<long>, NotFound, ValidationProblem>> Run(
        string script, JobContextModel? body, Caller caller, IGrainFactory grains, JobCreation creation, HttpRequest http,
        CancellationToken cancellationToken)
    {
        if (Fault(body) is var (field, fault)) return Problems.Invalid(field, fault);
        var definition = http.Query.Count > 0 || body?.JobParameters is not null ? await Scripts(grains).Find(script) : null;
        var result = await creation.CreateAsync(
            new JobRequest
            {
                Script = script,
                Parameters = QueryParameters.ToJson(http.Query, body, definition),
                Environment = body?.Environment,
                Target = JobTarget.ReadComputer(body?.Computer),
                Credential = body?.Credential,
            },
            caller, http, cancellationToken);
        return JobCreation.AnswerNumber(result, body?.Computer);
    }

    private static (string Field, string Fault)? Fault(JobContextModel? body)
    {
        if (body?.Parameters is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) }) return ("parameters", "Give an object.");
        var given = body?.JobParameters ?? [];
        if (given.Any(parameter => string.IsNullOrEmpty(parameter?.Name))) return ("jobParameters", "Give each one a name.");
        var twice = given.GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : ("jobParameters", $"'{ValueText.Shorten(twice.Key)}' is given twice.");
    }

    private static async Task<Results<Ok<ScriptModel>, NotFound>> Get(string script, Caller caller, IGrainFactory grains) =>
        await FindAsync(script, caller, grains) is { } found ? TypedResults.Ok(ScriptModel.Of(found)) : TypedResults.NotFound();

    // A script for other roles is the same as one that does not exist.
    private static async Task<ScriptDefinition?> FindAsync(string script, Caller caller, IGrainFactory grains) =>
        await Scripts(grains).Find(script) is { } found && found.Policy.Allows(caller.Roles) ? found : null;

    private static IScriptsGrain Scripts(IGrainFactory grains) => grains.GetGrain<IScriptsGrain>(0);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
