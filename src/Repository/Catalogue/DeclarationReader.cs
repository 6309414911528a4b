using System.Globalization;
using System.Text.Json;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>A declared script, before it is joined with its file.</summary>
/// <param name="Source">What declares it.</param>
/// <param name="Path">The path as declared.</param>
/// <param name="Environment">The environment, when declared.</param>
/// <param name="Name">The name, when declared.</param>
/// <param name="Definition">Everything else.</param>
internal sealed record DeclaredScript(Declaration Source, string Path, string? Environment, string? Name, ScriptDefinition Definition)
{
    /// <summary>Its text, when it has no file.</summary>
    public string? Text { get; init; }

    /// <summary>A fault of the declaration.</summary>
    public CatalogueFault Fault(string message) => new(Source.File, Source.Line, message);
}

/// <summary>Reads <c>.universal/scripts.json</c>.</summary>
internal static class DeclarationReader
{
    /// <summary>Path of the declarations in a repository.</summary>
    public const string File = ".universal/scripts.json";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The declared scripts without those that have a fault; every fault is added to <paramref name="faults"/>, not only the first.</summary>
    public static IReadOnlyList<DeclaredScript> Read(byte[] utf8, List<CatalogueFault> faults)
    {
        LocatedJson json;
        try
        {
            json = LocatedJson.Parse(utf8);
        }
        catch (JsonException e)
        {
            faults.Add(new CatalogueFault(File, (int)(e.LineNumber ?? 0) + 1, "is not JSON: " + e.Message));
            return [];
        }

        if (json.Kind != JsonValueKind.Array)
        {
            faults.Add(new CatalogueFault(File, json.Line, "must be an array of scripts."));
            return [];
        }

        var scripts = new List<DeclaredScript>();
        foreach (var item in json.Items)
        {
            var before = faults.Count;
            if (ReadScript(item, faults) is { } script && faults.Count == before) scripts.Add(script);
        }

        return scripts;
    }

    private static DeclaredScript? ReadScript(LocatedJson json, List<CatalogueFault> faults)
    {
        var fields = FieldReader.Of(json, File, faults);
        if (fields is null) return null;
        var standard = JobPolicy.Default;
        var path = fields.RequiredText("path")?.Replace('\\', '/').TrimStart('/');
        var name = fields.Text("name");
        var environment = fields.Text("environment");
        var definition = new ScriptDefinition
        {
            Path = path ?? "",
            Name = name ?? "",
            Number = 0,
            Environment = environment ?? "",
            Description = fields.Text("description"),
            Policy = new JobPolicy
            {
                Timeout = fields.Duration("timeout"),
                NodeLoss = fields.Choice<NodeLossRule>("nodeLoss") ?? standard.NodeLoss,
                Retries = fields.Integer("retries", 0, 1000) ?? standard.Retries,
                RetryDelay = fields.Duration("retryDelay") ?? standard.RetryDelay,
                MaxRetryDelay = fields.Duration("maxRetryDelay") ?? standard.MaxRetryDelay,
                MaxConcurrent = fields.Integer("maxConcurrent", 0, 1_000_000) ?? standard.MaxConcurrent,
                KeepJobs = fields.Integer("keepJobs", 0, int.MaxValue) ?? standard.KeepJobs,
                KeepFor = fields.Duration("keepFor"),
            },
            Target = fields.Parsed<JobTarget>("target", JobTarget.TryParse, "must be any, all, node:NAME or tags:A,B.") ?? JobTarget.Any,
            Priority = fields.Integer("priority", -1000, 1000) ?? 0,
            Parameters = fields.List("parameters")?.Select(item => ReadParameter(item, faults)).OfType<ScriptParameter>().ToArray(),
            Tags = fields.Texts("tags"),
            Enabled = fields.Boolean("enabled") ?? true,
        };
        fields.RefuseOthers();
        RefuseDuplicates(definition.Parameters, json.Line, faults);
        if (path is null) return null;
        var source = new Declaration(CatalogueKinds.Script, name ?? path, File, json.Line, Plain(json));
        return new DeclaredScript(source, path, environment, name, definition);
    }

    private static JsonElement Plain(LocatedJson json)
    {
        using var document = JsonDocument.Parse(json.Raw, Lenient);
        return document.RootElement.Clone();
    }

    private static ScriptParameter? ReadParameter(LocatedJson json, List<CatalogueFault> faults)
    {
        var fields = FieldReader.Of(json, File, faults);
        if (fields is null) return null;
        var name = fields.RequiredText("name");
        var standard = fields.Any("default");
        var parameter = new ScriptParameter
        {
            Name = name ?? "",
            Type = fields.Choice<ScriptParameterType>("type") ?? ScriptParameterType.String,
            Required = fields.Boolean("required") ?? false,
            AllowedValues = fields.Texts("allowedValues"),
            Description = fields.Text("description"),
            Minimum = fields.Number("minimum"),
            Maximum = fields.Number("maximum"),
            Pattern = fields.Pattern("pattern"),
            MinLength = fields.Integer("minLength", 0, int.MaxValue),
            MaxLength = fields.Integer("maxLength", 0, int.MaxValue),
            MinItems = fields.Integer("minItems", 0, int.MaxValue),
            MaxItems = fields.Integer("maxItems", 0, int.MaxValue),
            Aliases = fields.Texts("aliases"),
        };
        fields.RefuseOthers();
        if (name is not null && !IsName(name))
            faults.Add(new CatalogueFault(File, json.Line, $"parameter \"{name}\": a name is letters, digits, - and _, and does not start with a digit or -."));
        if (standard is null || standard.Kind == JsonValueKind.Null) return name is null ? null : parameter;
        var converted = ParameterValue.Convert(parameter, Plain(standard), out var fault);
        if (fault is not null) faults.Add(new CatalogueFault(File, standard.Line, $"default of parameter \"{name}\": {fault}"));
        return name is null ? null : parameter with { Default = converted };
    }

    private static void RefuseDuplicates(IReadOnlyList<ScriptParameter>? parameters, int line, List<CatalogueFault> faults)
    {
        if (parameters is null) return;
        if (parameters.Count > ParameterBinder.MaxParameters)
            faults.Add(new CatalogueFault(File, line, string.Create(CultureInfo.InvariantCulture, $"declares more than {ParameterBinder.MaxParameters} parameters.")));
        foreach (var group in parameters.SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            faults.Add(new CatalogueFault(File, line, $"declares the parameter \"{group.Key}\" more than once."));
    }

    private static bool IsName(string name) =>
        !char.IsAsciiDigit(name[0]) && name[0] != '-' && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');
}
