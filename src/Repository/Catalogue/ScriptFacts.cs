using System.Text.Json;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>What the text of a PowerShell script says, without running it.</summary>
public sealed record ScriptFacts
{
    /// <summary>What its help says that it does.</summary>
    public string? Description { get; init; }

    /// <summary>The parameters of its <c>param</c> block; null: it has none, or is not known.</summary>
    public IReadOnlyList<ScriptParameter>? Parameters { get; init; }

    /// <summary>Which other parameters it takes, when its parameters are known.</summary>
    public OtherParameters OtherParameters { get; init; }

    /// <summary>Why nothing is known; null: something is.</summary>
    public string? Fault { get; init; }

    /// <summary>Line of the fault; null: the file as a whole.</summary>
    public int? FaultLine { get; init; }

    /// <summary>Reads the members that the script host writes.</summary>
    internal static ScriptFacts Read(JsonElement json) => new()
    {
        Description = Text(json, "description"),
        Parameters = json.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(ReadParameter)] : null,
        OtherParameters = Text(json, "others") is { } others ? Enum.Parse<OtherParameters>(others) : OtherParameters.None,
        Fault = Text(json, "fault"),
        FaultLine = Whole(json, "line"),
    };

    private static ScriptParameter ReadParameter(JsonElement json)
    {
        var type = Enum.Parse<ScriptParameterType>(Text(json, "type")!);
        return new ScriptParameter
        {
            Name = Text(json, "name")!,
            Type = type,
            Required = json.TryGetProperty("required", out var required) && required.GetBoolean(),
            // One that is of another type is shown by its text alone: PowerShell converts it in its own way.
            Default = json.TryGetProperty("default", out var standard) ? ParameterValue.Convert(type, standard) : null,
            DefaultText = Text(json, "defaultText"),
            AllowedValues = Texts(json, "allowedValues"),
            Aliases = Texts(json, "aliases"),
            Description = Text(json, "description"),
            Minimum = Number(json, "minimum"),
            Maximum = Number(json, "maximum"),
            Pattern = Text(json, "pattern"),
            MinLength = Whole(json, "minLength"),
            MaxLength = Whole(json, "maxLength"),
            MinItems = Whole(json, "minItems"),
            MaxItems = Whole(json, "maxItems"),
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static double? Number(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetDouble() : null;

    private static int? Whole(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetInt32() : null;

    private static string[] Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
