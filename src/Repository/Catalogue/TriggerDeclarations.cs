using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Makes triggers of what <c>New-PSUTrigger</c> declares.</summary>
public static class TriggerDeclarations
{
    private const int MaxName = 200;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);

    // What the platform sets itself, or what would change how the body is read.
    private static readonly string[] OwnHeaders = ["Content-Type", "Content-Length", "Transfer-Encoding", "Host", "Connection", "User-Agent"];

    /// <summary>The declared triggers. What is not in force is added to <paramref name="faults"/>.</summary>
    /// <param name="declarations">What the repository declares.</param>
    /// <param name="scripts">Its scripts.</param>
    /// <param name="faults">Takes the faults.</param>
    public static IReadOnlyList<TriggerDefinition> Read(
        IReadOnlyList<Declaration> declarations, IReadOnlyCollection<ScriptDefinition> scripts, List<CatalogueFault> faults)
    {
        var declared = declarations.Where(declaration => declaration.Kind == CatalogueKinds.Trigger).ToArray();
        if (declared.Length == 0) return [];
        var byKey = ScriptKeys.Of(scripts);
        return [.. declared.Select(declaration => declaration.ReadWith(it => Read(it, byKey, faults), faults)).OfType<TriggerDefinition>()];
    }

    private static TriggerDefinition? Read(Declaration declaration, Dictionary<string, ScriptDefinition> scripts, List<CatalogueFault> faults)
    {
        var name = declaration.Name;
        if (string.IsNullOrWhiteSpace(name)) return Refuse("the trigger has no -Name.");
        if (name.Length > MaxName) return Refuse($"the name of a trigger has at most {MaxName} characters.");
        var written = declaration.Text("EventType");
        if (written is null) return Refuse($"\"{name}\" has no -EventType.");
        if (TriggerEvents.Find(written) is not { } kind)
        {
            return TriggerEvents.IsForeign(written)
                ? Refuse($"\"{name}\" waits for {written}, which this platform does not have; it never runs.", FaultSeverity.Refused)
                : Refuse($"\"{name}\" waits for '{written}'; there are {string.Join(", ", Enum.GetNames<Universal.Triggers.TriggerEvent>())}.");
        }

        if (declaration.Gives("ProtectRule")) return Refuse($"-ProtectRule of \"{name}\": PowerShell Protect is not part of this platform; the trigger never runs.", FaultSeverity.Refused);
        var sound = true;
        var triggerScript = Script("TriggerScript");
        var script = Script("Script");
        var delay = Delay();
        var webhook = Webhook();
        var condition = Condition();
        if (script is not null && !TriggerEvents.IsOfJob(kind)) Fault($"-Script of \"{name}\" narrows events of jobs; {kind} is none.");
        if (declaration.Text("Dashboard") is not null && !TriggerEvents.IsOfApp(kind)) Fault($"-Dashboard of \"{name}\" narrows events of apps; {kind} is none.");
        if (sound && triggerScript is null && webhook is null) Fault($"\"{name}\" has neither -TriggerScript nor -Url.");
        if (!sound) return null;
        if (TriggerEvents.IsOfApp(kind)) Tell($"\"{name}\" waits for {kind}, which nothing raises in this version.", FaultSeverity.Refused);
        if (condition is not null && string.IsNullOrWhiteSpace(condition)) Tell($"-Condition of \"{name}\" is empty, which counts as false: the trigger never runs.", FaultSeverity.Warning);
        if (webhook is null && (declaration.Gives("Secret") || declaration.Gives("Header"))) Tell($"-Secret and -Header of \"{name}\" have no effect without -Url.", FaultSeverity.Warning);
        if (webhook is not null && delay > TimeSpan.Zero) Tell($"-Delay of \"{name}\" delays its script; the webhook goes at once.", FaultSeverity.Warning);
        return new TriggerDefinition
        {
            Name = name,
            Number = ScriptNumber.Of(name),
            Event = kind,
            TriggerScript = triggerScript,
            Script = script,
            Dashboard = declaration.Text("Dashboard"),
            Computer = declaration.Text("Computer"),
            Environment = declaration.Text("Environment"),
            Delay = delay,
            Condition = condition,
            Recursive = declaration.IsTrue("Recursive"),
            Webhook = webhook,
            Fingerprint = FingerprintOf(declaration),
            File = declaration.File,
            Line = declaration.Line,
            EndLine = declaration.EndLine,
        };

        string? Script(string parameter)
        {
            if (!declaration.Gives(parameter)) return null;
            var given = NameOf(declaration.Find(parameter)!.Value);
            if (given is not null && scripts.TryGetValue(given.Trim().Replace('\\', '/').TrimStart('/'), out var found)) return found.Path;
            Fault($"-{parameter} of \"{name}\": the repository has no script '{given}'.");
            return null;
        }

        TimeSpan Delay()
        {
            if (!declaration.Gives("Delay")) return TimeSpan.Zero;
            if (declaration.Number("Delay") is >= 0 and var seconds && seconds <= LongestDelay.TotalSeconds) return TimeSpan.FromSeconds(seconds);
            Fault($"-Delay of \"{name}\" must be 0 to {LongestDelay.TotalSeconds:0} seconds.");
            return TimeSpan.Zero;
        }

        string? Condition()
        {
            if (declaration.Find("Condition") is not { } given) return null;
            if (given.ValueKind == JsonValueKind.Object && given.TryGetProperty("$script", out var text)) return text.GetString();
            Fault($"-Condition of \"{name}\" must be a script block.");
            return null;
        }

        TriggerWebhook? Webhook()
        {
            if (!declaration.Gives("Url")) return null;
            // The address itself may be a secret, so no message has it.
            if (!Uri.TryCreate(declaration.Text("Url"), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            {
                Fault($"-Url of \"{name}\" must be an absolute address of http or https, without a user in it.");
                return null;
            }

            var secret = declaration.Text("Secret");
            if (declaration.Gives("Secret") && string.IsNullOrEmpty(secret)) Fault($"-Secret of \"{name}\" must be text or a secure string, not empty.");
            return new TriggerWebhook(uri, secret, Headers());
        }

        Dictionary<string, string> Headers()
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            if (declaration.Find("Header") is not { } given) return headers;
            if (given.ValueKind != JsonValueKind.Object)
            {
                Fault($"-Header of \"{name}\" must be a hashtable.");
                return headers;
            }

            foreach (var header in given.EnumerateObject())
            {
                var text = TextOf(header.Value);
                if (text is not null && IsToken(header.Name) && !text.Any(char.IsControl) && !OwnHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase)
                    && !header.Name.StartsWith("X-Universal-", StringComparison.OrdinalIgnoreCase))
                {
                    headers[header.Name] = text;
                    continue;
                }

                Fault($"-Header of \"{name}\": '{header.Name}' is no header that can be set, or its value is no text on one line.");
            }

            return headers;
        }

        void Fault(string message)
        {
            sound = false;
            Tell(message, FaultSeverity.Error);
        }

        void Tell(string message, FaultSeverity severity) => faults.Add(new CatalogueFault(declaration.File, declaration.Line, message, severity));

        TriggerDefinition? Refuse(string message, FaultSeverity severity = FaultSeverity.Error)
        {
            Tell(message, severity);
            return null;
        }
    }

    private static string? NameOf(JsonElement script) => script.ValueKind switch
    {
        JsonValueKind.String => script.GetString(),
        JsonValueKind.Number => script.GetRawText(),
        _ => null,
    };

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty(SecretMask.Marker, out var secret) => secret.GetString(),
        _ => null,
    };

    private static bool IsToken(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal));

    private static string FingerprintOf(Declaration declaration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(declaration.Properties))));
}
