using System.Text;
using Universal.Repository.Catalogue;

namespace Universal.Repository.Tests;

/// <summary>Answers with what a test says, as the script host would.</summary>
internal sealed class FakeConfigurationReader : IConfigurationReader
{
    /// <summary>The host's answer.</summary>
    public string Answer { get; set; } = """{"version":1,"complete":true,"declarations":[],"faults":[]}""";

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>What it was asked last.</summary>
    public ConfigurationRequest? Last { get; private set; }

    /// <summary>Whether it says of scripts that are not in the answer that nothing is known of them; otherwise they were not reached.</summary>
    public bool ReachesAll { get; set; } = true;

    public IReadOnlyCollection<string> Environments { get; set; } = ["PowerShell", "bash", "python3", "node"];

    public Task<ConfigurationDocument> ReadAsync(ConfigurationRequest request, CancellationToken cancellationToken)
    {
        Calls++;
        Last = request;
        var answer = Parse(Answer);
        if (!ReachesAll) return Task.FromResult(answer);
        return Task.FromResult(answer with { Scripts = request.Scripts.ToDictionary(path => path, path => answer.Scripts.GetValueOrDefault(path) ?? new ScriptFacts()) });
    }

    public static ConfigurationDocument Parse(string json) => ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>An answer that declares scripts, one line each from line 1, and says what is wrong.</summary>
    public static string Scripts(IEnumerable<string> properties, string faults = "", bool complete = true, string file = ".universal/scripts.ps1")
    {
        var declarations = properties.Select((script, index) =>
            $$"""{"kind":"script","name":null,"cmdlet":"New-PSUScript","file":"{{file}}","line":{{index + 1}},"column":1,"properties":{{script}}}""");
        return $$"""{"version":1,"complete":{{(complete ? "true" : "false")}},"declarations":[{{string.Join(',', declarations)}}],"faults":[{{faults}}]}""";
    }
}
