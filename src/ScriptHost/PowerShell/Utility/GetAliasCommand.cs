using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Aliases.</summary>
[Cmdlet(VerbsCommon.Get, "Alias", DefaultParameterSetName = "Default")]
[OutputType(typeof(AliasInfo))]
public sealed class GetAliasCommand : PSCmdlet
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Default")]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The commands they stand for, with wildcards.</summary>
    [Parameter(ParameterSetName = "Definition")]
    public string[]? Definition { get; set; }

    /// <summary>Leaves out aliases that match.</summary>
    [Parameter]
    public string[] Exclude { get; set; } = [];

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number.</summary>
    [Parameter]
    public string? Scope { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var session = EngineInternals.Of(SessionState);
        var table = (IDictionary<string, AliasInfo>)(Scope is null
            ? EngineInternals.Call(session, "GetAliasTable")
            : EngineInternals.Call(session, "GetAliasTableAtScope", Scope))!;
        foreach (var wanted in Definition ?? Name)
        {
            var pattern = WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase);
            var found = table.Values
                .Where(alias => pattern.IsMatch(Definition is null ? alias.Name : alias.Definition))
                .Where(alias => !Array.Exists(Exclude, unwanted => WildcardPattern.Get(unwanted, WildcardOptions.IgnoreCase).IsMatch(Definition is null ? alias.Name : alias.Definition)))
                .OrderBy(alias => alias.Name, StringComparer.CurrentCultureIgnoreCase).ToArray();
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                var message = Definition is null
                    ? $"This command cannot find a matching alias because an alias with the name '{wanted}' does not exist."
                    : $"This command cannot find a matching alias because an alias with the definition '{wanted}' does not exist.";
                WriteError(new ErrorRecord(new ItemNotFoundException(message), "ItemNotFoundException", ErrorCategory.ObjectNotFound, wanted));
            }
        }
    }
}
