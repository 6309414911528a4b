using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;
using Universal.Variables;
using static Universal.Security.Roles;

namespace Universal.Gateway.Variables;

internal static class VariableEndpoints
{
    private const long MaxBody = 8 * 1024 * 1024;

    public static RouteGroupBuilder MapVariables(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/variable").WithTags("Variables");
        group.MapGet("", List).WithName("ListVariables").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("Platform variables that the caller may use, by name, at most 10,000; values of secrets never");
        group.MapGet("/{variable}", Get).WithName("GetVariable").AllowWithJobs(Administrator, Operator, Reader)
            .WithSummary("A variable by its number or name; the value of a secret never");
        group.MapPost("", Create).WithName("CreateVariable").Allow(Administrator).WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Creates a variable in the database, or with a vault a secret; a repeat is a 409 unless it has force");
        group.MapPut("/{variable}", Change).WithName("ChangeVariable").Allow(Administrator).WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Changes a variable of the database, or sets the value of a secret, also of one that the repository declares");
        group.MapDelete("/{variable}", Remove).WithName("RemoveVariable").Allow(Administrator)
            .WithSummary("Removes a variable of the database; with removeSecret the value of a secret as well");
        return group;
    }

    internal static VariableReader ReaderOf(Caller caller) => new(caller.JobId, caller.Roles);

    internal static IVariablesGrain Variables(IGrainFactory grains) => grains.GetGrain<IVariablesGrain>(0);

    private static async Task<Ok<VariableModel[]>> List(IGrainFactory grains, Caller caller) =>
        TypedResults.Ok((await Variables(grains).List(ReaderOf(caller))).Select(VariableModel.Of).ToArray());

    private static async Task<Results<Ok<VariableModel>, NotFound>> Get(string variable, IGrainFactory grains, Caller caller) =>
        await Variables(grains).Get(variable, ReaderOf(caller)) is { } found ? TypedResults.Ok(VariableModel.Of(found)) : TypedResults.NotFound();

    private static async Task<Results<Created<VariableModel>, Ok<VariableModel>, NotFound, ValidationProblem, ProblemHttpResult>> Create(
        VariableBody body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (body.Database == false) return NotHere();
        if (body.ToChange() is not { } change) return NoText();
        var result = await Variables(grains).Create(change, caller.Name);
        var replaced = result.Status == VariableStatus.Conflict && body.Force == true;
        if (replaced) result = await Variables(grains).Change(body.Name!, change with { Name = null }, caller.Name);
        if (result.Status != VariableStatus.Done) return Refusal(result) switch
        {
            NotFound missing => missing,
            ValidationProblem invalid => invalid,
            var problem => (ProblemHttpResult)problem,
        };
        await audit.WriteAsync(caller, replaced ? "variable.change" : "variable.create", result.Variable!.Name, body.Fields);
        var model = VariableModel.Of(result.Variable);
        return replaced ? TypedResults.Ok(model) : TypedResults.Created($"/api/v1/variable/{model.Id}", model);
    }

    private static async Task<Results<Ok<VariableModel>, NotFound, ValidationProblem, ProblemHttpResult>> Change(
        string variable, VariableBody body, IGrainFactory grains, Caller caller, AuditTrail audit)
    {
        if (body.Database == false) return NotHere();
        if (body.ToChange() is not { } change) return NoText();
        var result = await Variables(grains).Change(variable, change, caller.Name);
        if (result.Status != VariableStatus.Done) return Refusal(result) switch
        {
            NotFound missing => missing,
            ValidationProblem invalid => invalid,
            var problem => (ProblemHttpResult)problem,
        };
        await audit.WriteAsync(caller, "variable.change", result.Variable!.Name, body.Fields);
        return TypedResults.Ok(VariableModel.Of(result.Variable));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Remove(
        string variable, IGrainFactory grains, Caller caller, AuditTrail audit, bool removeSecret = false)
    {
        var result = await Variables(grains).Remove(variable, removeSecret, caller.Name);
        if (result.Status == VariableStatus.NotFound) return TypedResults.NotFound();
        if (result.Status != VariableStatus.Done) return (ProblemHttpResult)Refusal(result);
        await audit.WriteAsync(caller, "variable.remove", variable, removeSecret ? "with its secret" : null);
        return TypedResults.NoContent();
    }

    private static ValidationProblem NotHere() => Problems.Invalid("database", "What is made here lies in the database. Declare the others in .universal/variables.ps1.");

    private static ValidationProblem NoText() => Problems.Invalid("value", "Must be UTF-8.");

    private static IResult Refusal(VariableResult result) => result.Status switch
    {
        VariableStatus.NotFound => TypedResults.NotFound(),
        VariableStatus.Invalid => Problems.Invalid(result.Errors!),
        VariableStatus.InRepository => Problems.Of(409, "in_repository", result.Message!),
        _ => Problems.Of(409, "variable_exists", result.Message!),
    };
}
