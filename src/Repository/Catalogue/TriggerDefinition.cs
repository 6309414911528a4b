using Universal.Triggers;

namespace Universal.Repository.Catalogue;

/// <summary>A trigger that the repository declares.</summary>
public sealed record TriggerDefinition
{
    /// <summary>Its name. Letter case does not matter.</summary>
    public required string Name { get; init; }

    /// <summary>Its number in REST paths: stable for a name.</summary>
    public required long Number { get; init; }

    /// <summary>The event that starts it.</summary>
    public required TriggerEvent Event { get; init; }

    /// <summary>Path of the script that it runs. Null: none.</summary>
    public string? TriggerScript { get; init; }

    /// <summary>Path of the one script whose events start it. Null: every script's do.</summary>
    public string? Script { get; init; }

    /// <summary>Name of the one app whose events start it. Null: every app's do.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Name of the one node whose events start it. Null: every node's do.</summary>
    public string? Computer { get; init; }

    /// <summary>Environment instead of the script's own.</summary>
    public string? Environment { get; init; }

    /// <summary>How long after the event the script runs.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Text of the PowerShell condition. Null: none.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether jobs that triggers started start it too.</summary>
    public bool Recursive { get; init; }

    /// <summary>The webhook that it calls. Null: none.</summary>
    public TriggerWebhook? Webhook { get; init; }

    /// <summary>Tells this declaration from another one under the same name.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The file that declares it.</summary>
    public required string File { get; init; }

    /// <summary>The line in that file.</summary>
    public int? Line { get; init; }

    /// <summary>The declaration's last line, when it has its lines for itself. Null: it has not.</summary>
    public int? EndLine { get; init; }
}

/// <summary>A webhook as a trigger's action.</summary>
/// <param name="Uri">Where it goes. What follows the host can be a secret.</param>
/// <param name="Secret">What it is signed with. Null: it is not signed.</param>
/// <param name="Headers">Further headers, which can be secrets.</param>
public sealed record TriggerWebhook(Uri Uri, string? Secret, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Scheme and host: what people may see of the address.</summary>
    public string To => Uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <inheritdoc />
    public override string ToString() => To;
}
