using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Resources;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Declaring;

/// <summary>
/// A cmdlet that declares a resource in a configuration file, and creates it on a server anywhere else. In a file, parameters that it
/// does not declare are kept: repositories are written for releases of PowerShell Universal before and after this module.
/// </summary>
public abstract class DeclarationCmdlet : RestCmdlet
{
    /// <summary>Parameters that this cmdlet does not declare.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object?[]? OtherParameters { get; set; }

    /// <summary>What is declared.</summary>
    protected abstract ResourceKind Kind { get; }

    /// <summary>What tells this resource from others of its kind; null: there is one, or it has no name.</summary>
    protected virtual string? Key => MyInvocation.BoundParameters.TryGetValue("Name", out var name) ? name as string : null;

    /// <summary>Whether <c>-ErrorAction</c> and its like are about the resource, not about this call.</summary>
    private protected virtual bool KeepsPreferences => false;

    /// <summary>Changes what is sent to a server.</summary>
    private protected virtual void Complete(JsonBody body)
    {
    }

    /// <summary>Runs after the declaration was taken.</summary>
    private protected virtual void Declared()
    {
    }

    /// <inheritdoc />
    protected override void Run()
    {
        var others = Declaring.OtherParameters.Read(OtherParameters, out var stray);
        if (stray.Count > 0) throw new ArgumentException($"The argument '{stray[0]}' belongs to no parameter.");
        if (others.Count > 0 && !TakesOthers) throw new ArgumentException($"There is no parameter '{others.Keys.First()}'.");
        var body = BodyOf();
        Complete(body);
        if (others.Count > 0) body["Parameters"] = others;
        if (Send(HttpMethod.Post, Kind.Route, body) is { } created) WriteObject(ResourceReader.Read(created, Kind.Type));
    }

    /// <summary>Whether parameters that this cmdlet does not declare mean something on a server.</summary>
    private protected virtual bool TakesOthers => false;

    private protected sealed override bool RunWithoutServer()
    {
        if (DeclaringMode.SinkOf(SessionState) is not { } sink) return false;
        var others = Declaring.OtherParameters.Read(OtherParameters, out var stray);
        if (stray.Count > 0)
        {
            // Half of what a line says is not what it says.
            var fault = new ArgumentException($"The argument '{stray[0]}' belongs to no parameter.");
            WriteError(new ErrorRecord(fault, "StrayArgument", ErrorCategory.InvalidArgument, stray[0]));
            return true;
        }

        var properties = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in ParameterValues.Given(this))
            properties[name] = value;
        if (KeepsPreferences) AddPreferences(properties);
        sink.Declare(new Declaration
        {
            Kind = Kind.Name,
            Cmdlet = MyInvocation.MyCommand.Name,
            Name = Key,
            Properties = properties,
            Others = others,
            Place = SourcePlace.Of(MyInvocation),
        });
        Declared();
        return true;
    }

    private void AddPreferences(SortedDictionary<string, object?> properties)
    {
        foreach (var name in new[] { "ErrorAction", "InformationAction", "WarningAction", "Verbose", "Debug" })
        {
            if (MyInvocation.BoundParameters.TryGetValue(name, out var value)) properties[name] = PlainValue.Of(value);
        }
    }
}
