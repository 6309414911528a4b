using Universal.Catalogue;
using Universal.Grains.Catalogue;
using Universal.Repository.Catalogue;
using static Universal.Grains.Catalogue.DeclarationField;

namespace Universal.Grains.Triggers;

/// <summary>A trigger that somebody wants declared.</summary>
internal static class TriggerBody
{
    /// <summary>Its form: as <c>New-PSUTrigger</c> declares it, but for what is secret, which would stand in the repository for all to read.</summary>
    public static readonly DeclarationForm Form = new(
        CatalogueKinds.Trigger,
        "New-PSUTrigger",
        ".universal/triggers.ps1",
        [
            Text("Name"), Text("EventType"), Resource("TriggerScript"), Resource("Script"), Resource("Dashboard"), Text("Computer"), Text("Environment"), Whole("Delay"),
            Switch("Recursive"), Text("Url"), Block("Condition"),
        ],
        takesOthers: false);

    private static readonly string[] Secrets = ["Url", "Secret", "Header"];

    /// <summary>Whether a declaration gives what may have come out of a secret: written back, it would stand in the file as text.</summary>
    public static bool MayHoldSecrets(Declaration declaration) => Secrets.Any(declaration.Gives);

    /// <summary>The trigger that a declaration makes. Null: it is not sound.</summary>
    public static TriggerDefinition? Check(Declaration declaration, CatalogueSnapshot snapshot, out IReadOnlyDictionary<string, string[]> errors)
    {
        var faults = new List<CatalogueFault>();
        var found = TriggerDeclarations.Read([declaration], snapshot.Scripts, faults).SingleOrDefault();
        // What is only warned of is in force all the same.
        errors = Form.ErrorsOf(faults.Where(fault => fault.Severity != FaultSeverity.Warning));
        return errors.Count == 0 ? found : null;
    }
}
