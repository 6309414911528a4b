using System.Collections;
using System.Text;
using System.Text.Json;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Processes;

/// <summary>The environment variables of a script that an interpreter runs, its parameters among them.</summary>
public static class ScriptEnvironment
{
    /// <summary>All parameters, as JSON.</summary>
    public const string All = "UNIVERSAL_PARAMETERS";

    /// <summary>Path of a file with all parameters as JSON, <c>{}</c> without any. Always set, whatever their size.</summary>
    public const string AllFile = "UNIVERSAL_PARAMETERS_FILE";

    /// <summary>Start of the name of the variable of one parameter.</summary>
    public const string Prefix = "UNIVERSAL_PARAM_";

    /// <summary>The script's app token.</summary>
    public const string Token = "UNIVERSAL_TOKEN";

    /// <summary>Path of a file with the script's app token, for programs.</summary>
    public const string TokenFile = "UNIVERSAL_TOKEN_FILE";

    /// <summary>Path of a file with what an installed PowerShell puts into the script's session. It reads and removes it before the script runs.</summary>
    public const string SessionFile = "UNIVERSAL_SESSION_FILE";

    // Linux refuses a longer string (MAX_ARG_STRLEN is 128 KiB) and would not start the script at all.
    private const int MaxBytes = 96 * 1024;

    // All variables together must leave room in what Linux takes (2 MiB by default).
    private const int MaxTotal = 512 * 1024;

    /// <summary>The host's own variables, the run's on top, and the parameters.</summary>
    /// <exception cref="JsonException">The parameters are no JSON object.</exception>
    public static Dictionary<string, string> Of(RunScript run)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        foreach (var name in NodeOnly)
            variables.Remove(name);
        foreach (var (name, value) in run.Variables)
            variables[name] = value;
        if (run.Parameters is not null)
            AddParameters(variables, run.Parameters);
        if (GiveParameters(run) is { } parameters)
            variables[AllFile] = parameters;
        if (run.GivenFolder is not null && variables.TryGetValue(Token, out var token))
        {
            variables[TokenFile] = Path.Combine(run.GivenFolder, "token");
            WritePrivate(variables[TokenFile], token);
            if (run.HidesToken)
                variables.Remove(Token);
        }

        if (run.Session is not null)
        {
            variables[SessionFile] = Path.Combine(run.GivenFolder ?? run.WorkingFolder, "session.json");
            File.WriteAllBytes(variables[SessionFile], ProtocolJson.Write(run.Session));
        }

        return variables;
    }

    /// <summary>Variables that the node sets for the host alone.</summary>
    public static IReadOnlyList<string> NodeOnly { get; } = ["DOTNET_EnableDiagnostics", "POWERSHELL_DIAGNOSTICS_OPTOUT", "POWERSHELL_TELEMETRY_OPTOUT"];

    private static void AddParameters(Dictionary<string, string> variables, string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The parameters are no JSON object.");
        var total = 0;
        foreach (var parameter in document.RootElement.EnumerateObject())
        {
            var value = Text(parameter.Value);
            var bytes = Encoding.UTF8.GetByteCount(value);
            if (bytes > MaxBytes || (total += bytes) > MaxTotal)
                continue;
            variables[Prefix + NameOf(parameter.Name)] = value;
        }

        if (Encoding.UTF8.GetByteCount(json) <= MaxBytes)
            variables[All] = json;
    }

    /// <summary>Writes the parameters to a file, and returns its path. Null: nothing is given by files.</summary>
    public static string? GiveParameters(RunScript run)
    {
        if (run.GivenFolder is null)
            return null;
        var file = Path.Combine(run.GivenFolder, "parameters.json");
        WritePrivate(file, run.Parameters ?? "{}");
        return file;
    }

    private static void WritePrivate(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }

    private static string NameOf(string parameter) =>
        string.Create(parameter.Length, parameter, static (name, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                name[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] == '_' ? char.ToUpperInvariant(from[i]) : '_';
        });

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        // A variable ends at its first NUL.
        JsonValueKind.String => value.GetString()!.Replace('\0', '\uFFFD'),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
