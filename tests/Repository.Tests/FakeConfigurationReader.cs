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

    public IReadOnlyCollection<string> Environments { get; set; } = ["PowerShell", "bash", "python3", "node"];

    public Task<ConfigurationDocument> ReadAsync(string root, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(Parse(Answer));
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
