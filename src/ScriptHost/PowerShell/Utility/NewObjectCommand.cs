using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes an object of a .NET type.</summary>
[Cmdlet(VerbsCommon.New, "Object", DefaultParameterSetName = "Net")]
public sealed class NewObjectCommand : PSCmdlet
{
    // The engine's own choice among constructors is reached by its language only.
    private static readonly ScriptBlock Construct = ScriptBlock.Create("param($type, $arguments) , $type::new.Invoke($arguments)");

    /// <summary>The type.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public string TypeName { get; set; } = "";

    /// <summary>Arguments of its constructor.</summary>
    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    /// <summary>Values for its properties; a script block is called as a method's arguments are.</summary>
    [Parameter]
    public IDictionary? Property { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (!LanguagePrimitives.TryConvertTo<Type>(TypeName, out var type) || type is null)
        {
            Refuse(new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."), "TypeNotFound", ErrorCategory.InvalidType);
            return;
        }

        var made = Make(type);
        SetProperties(made);
        WriteObject(made);
    }

    private PSObject Make(Type type)
    {
        try
        {
            if (ArgumentList.Length == 0 && type.IsValueType)
                return PSObject.AsPSObject(Activator.CreateInstance(type)!);
            if (ArgumentList.Length == 0 && type == typeof(PSObject))
                return new PSObject();
            if (type.IsAbstract || (ArgumentList.Length == 0 && type.GetConstructor(Type.EmptyTypes) is null && type.GetConstructors().Length == 0))
                Refuse(new PSArgumentException($"A constructor was not found. Cannot find an appropriate constructor for type {TypeName}."), "CannotFindAppropriateCtor", ErrorCategory.ObjectNotFound);
            return PSObject.AsPSObject(Construct.InvokeReturnAsIs(type, ArgumentList));
        }
        catch (MethodInvocationException e)
        {
            Refuse(e, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation);
        }
        catch (MethodException e)
        {
            Refuse(new PSArgumentException($"A constructor was not found. Cannot find an appropriate constructor for type {TypeName}.", e), "CannotFindAppropriateCtor", ErrorCategory.ObjectNotFound);
        }

        throw new InvalidOperationException("An error that ends the command went on.");
    }

    private void SetProperties(PSObject made)
    {
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            var name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            try
            {
                if (made.BaseObject is PSCustomObject && made.Properties[name] is null)
                    made.Properties.Add(new PSNoteProperty(name, entry.Value));
                else if (made.Members[name] is PSMethodInfo method)
                    method.Invoke(LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object>().ToArray() ?? [entry.Value!]);
                else if (made.Properties[name] is { } property)
                    property.Value = entry.Value;
                else
                    WriteError(new ErrorRecord(
                        new InvalidOperationException($"The member \"{name}\" was not found for the specified {TypeName} object."), "InvalidOperationException", ErrorCategory.InvalidOperation, null));
            }
            catch (Exception e) when (e is SetValueException or MethodException)
            {
                WriteError(new ErrorRecord(e, e is SetValueException ? "SetValueException" : "MethodException", ErrorCategory.InvalidData, made));
            }
        }
    }

    private void Refuse(Exception reason, string id, ErrorCategory category) => ThrowTerminatingError(new ErrorRecord(reason, id, category, null));
}
