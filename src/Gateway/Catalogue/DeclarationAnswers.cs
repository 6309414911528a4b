using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Catalogue;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Catalogue;

/// <summary>Answers of routes that change what the repository declares.</summary>
/// <param name="audit">Where changes are written down.</param>
internal sealed class DeclarationAnswers(AuditTrail audit)
{
    /// <summary>The resource as it will be: it was declared, or its declaration was changed.</summary>
    public async Task<Results<Ok<TModel>, NotFound, ValidationProblem, ProblemHttpResult>> ChangedAsync<T, TModel>(
        DeclarationEditResult<T> result, string action, Func<T, string> name, Func<T, TModel> model, Caller caller)
        where T : class
    {
        switch (result.Status)
        {
            case DeclarationEditStatus.NotFound:
                return TypedResults.NotFound();
            case DeclarationEditStatus.Refused:
                return Refusal(result.Reason);
            case DeclarationEditStatus.Invalid:
                return Problems.Invalid(result.Errors);
            default:
                await WriteAsync(result, action, name, caller);
                return TypedResults.Ok(model(result.Resource!));
        }
    }

    /// <summary>Nothing: its declaration was taken out.</summary>
    public async Task<Results<NoContent, NotFound, ProblemHttpResult>> RemovedAsync<T>(DeclarationEditResult<T> result, string action, Func<T, string> name, Caller caller)
        where T : class
    {
        if (result.Status == DeclarationEditStatus.NotFound) return TypedResults.NotFound();
        if (result.Status == DeclarationEditStatus.Refused) return Refusal(result.Reason);
        await WriteAsync(result, action, name, caller);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refusal(string? reason) => Problems.Of(409, "read_only", reason ?? "The repository cannot be changed here.");

    private Task WriteAsync<T>(DeclarationEditResult<T> result, string action, Func<T, string> name, Caller caller)
        where T : class => audit.WriteAsync(caller, action, name(result.Resource!), $"edit {result.EditId}");
}
