using System.Text.Json;
using Universal.Scripts;

namespace Universal.Gateway.Scripts;

/// <summary>A script.</summary>
internal sealed record ScriptModel(
    long Id, string Name, string FullPath, string? Description, string Environment, bool Enabled, IReadOnlyList<string> Tags, string Target,
    int Priority, TimeSpan? Timeout, int Retries, int MaxConcurrent, IReadOnlyList<ScriptParameterModel>? Parameters,
    OtherParameters OtherParameters)
{
    public static ScriptModel Of(ScriptDefinition script) => new(
        script.Number, script.Name, script.Path, script.Description, script.Environment, script.Enabled, script.Tags, script.Target.ToString(),
        script.Priority, script.Policy.Timeout, script.Policy.Retries, script.Policy.MaxConcurrent,
        script.Parameters?.Select(ScriptParameterModel.Of).ToArray(), script.Parameters is null ? OtherParameters.Any : script.OtherParameters);
}

/// <summary>A parameter of a script.</summary>
internal sealed record ScriptParameterModel(
    string Name, ScriptParameterType Type, bool Required, JsonElement? DefaultValue, string? DefaultText, IReadOnlyList<string> ValidValues, string? Description,
    double? Minimum, double? Maximum, string? Pattern, int? MinLength, int? MaxLength, int? MinItems, int? MaxItems, IReadOnlyList<string> Aliases)
{
    public static ScriptParameterModel Of(ScriptParameter parameter) => new(
        parameter.Name, parameter.Type, parameter.Required,
        parameter.Default is { } value ? JsonSerializer.Deserialize<JsonElement>(value) : null,
        parameter.DefaultText, parameter.AllowedValues, parameter.Description, parameter.Minimum, parameter.Maximum, parameter.Pattern, parameter.MinLength,
        parameter.MaxLength, parameter.MinItems, parameter.MaxItems, parameter.Aliases);
}

/// <summary>PSU's job context: what a run may have besides its parameters.</summary>
internal sealed record JobContextModel
{
    /// <summary>Environment instead of the script's own.</summary>
    public string? Environment { get; init; }

    /// <summary>Where to run: a node's name, "All computers", any, all, node:NAME or tags:A,B.</summary>
    public string? Computer { get; init; }

    /// <summary>Name of a stored credential to run as. Refused until the platform has stored credentials.</summary>
    public string? Credential { get; init; }

    /// <summary>Parameters, an object; those of the query string go before.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Parameters in PSU's form; those of <see cref="Parameters"/> and of the query string go before.</summary>
    public IReadOnlyList<JobParameterModel>? JobParameters { get; init; }
}

/// <summary>A parameter in PSU's form.</summary>
internal sealed record JobParameterModel
{
    /// <summary>Name of the parameter.</summary>
    public required string Name { get; init; }

    /// <summary>Its value. Text is read as the type that the script declares, like the text of a query.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Name of its .NET type. The script's own declaration counts.</summary>
    public string? Type { get; init; }

    /// <summary>How PSU's form shows it; nothing depends on it.</summary>
    public JsonElement? DisplayType { get; init; }
}
