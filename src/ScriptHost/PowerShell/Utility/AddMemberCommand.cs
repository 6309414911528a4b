using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives an object more members.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "TypeNameSet")]
public sealed class AddMemberCommand : PSCmdlet
{
    /// <summary>The object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The member's kind.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "MemberSet")]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; }

    /// <summary>Its name.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "MemberSet")]
    public string Name { get; set; } = "";

    /// <summary>Its value, script, or the member that an alias stands for.</summary>
    [Parameter(Position = 2, ParameterSetName = "MemberSet")]
    public object? Value { get; set; }

    /// <summary>The script that sets a script property, or the type of an alias.</summary>
    [Parameter(Position = 3, ParameterSetName = "MemberSet")]
    public object? SecondValue { get; set; }

    /// <summary>A name for the object's type.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "TypeNameSet")]
    [Parameter(ParameterSetName = "MemberSet")]
    [Parameter(ParameterSetName = "NotePropertySingleMemberSet")]
    [Parameter(ParameterSetName = "NotePropertyMultiMemberSet")]
    public string? TypeName { get; set; }

    /// <summary>Name of a property that holds a value.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    public string NotePropertyName { get; set; } = "";

    /// <summary>Its value.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    /// <summary>Names and values of properties.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "NotePropertyMultiMemberSet")]
    public IDictionary? NotePropertyMembers { get; set; }

    /// <summary>Replaces a member of the same name.</summary>
    [Parameter(ParameterSetName = "MemberSet")]
    [Parameter(ParameterSetName = "NotePropertySingleMemberSet")]
    [Parameter(ParameterSetName = "NotePropertyMultiMemberSet")]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var input = InputObject!;
        var added = ParameterSetName switch
        {
            "MemberSet" => NewMember() is { } member && Add(input, member),
            "NotePropertySingleMemberSet" => Add(input, new PSNoteProperty(NotePropertyName, NotePropertyValue)),
            "NotePropertyMultiMemberSet" => AddAll(input),
            _ => true,
        };
        if (TypeName is { Length: > 0 } type)
            input.TypeNames.Insert(0, LanguagePrimitives.TryConvertTo<Type>(type, out var known) ? known.FullName! : type);
        if (added && PassThru)
            WriteObject(input);
    }

    private bool AddAll(PSObject input)
    {
        var added = true;
        foreach (DictionaryEntry entry in NotePropertyMembers!)
            added &= Add(input, new PSNoteProperty(LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value));
        return added;
    }

    private bool Add(PSObject input, PSMemberInfo member)
    {
        if (input.Members[member.Name] is { } existing)
        {
            if (!Force)
            {
                Refuse($"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.", "MemberAlreadyExists");
                return false;
            }

            if (existing.IsInstance)
                input.Members.Remove(member.Name);
        }

        input.Members.Add(member);
        return true;
    }

    private PSMemberInfo? NewMember()
    {
        switch (MemberType)
        {
            case PSMemberTypes.NoteProperty:
                return new PSNoteProperty(Name, Value);
            case PSMemberTypes.AliasProperty:
                var target = LanguagePrimitives.ConvertTo<string>(Value);
                return SecondValue is null ? new PSAliasProperty(Name, target) : new PSAliasProperty(Name, target, LanguagePrimitives.ConvertTo<Type>(SecondValue));
            case PSMemberTypes.ScriptProperty when Value is not null || SecondValue is not null:
                return new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value), SecondValue is null ? null : LanguagePrimitives.ConvertTo<ScriptBlock>(SecondValue));
            case PSMemberTypes.ScriptMethod when Value is not null:
                return new PSScriptMethod(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value));
            case PSMemberTypes.PropertySet:
                return new PSPropertySet(Name, LanguagePrimitives.ConvertTo<string[]>(Value));
            case PSMemberTypes.MemberSet:
                return new PSMemberSet(Name);
            case PSMemberTypes.CodeProperty:
                return new PSCodeProperty(Name, LanguagePrimitives.ConvertTo<System.Reflection.MethodInfo>(Value), LanguagePrimitives.ConvertTo<System.Reflection.MethodInfo>(SecondValue));
            case PSMemberTypes.CodeMethod:
                return new PSCodeMethod(Name, LanguagePrimitives.ConvertTo<System.Reflection.MethodInfo>(Value));
            case PSMemberTypes.ScriptProperty or PSMemberTypes.ScriptMethod:
                Refuse($"The Value parameter should not be null for a member of type {MemberType}.", MemberType == PSMemberTypes.ScriptMethod ? "ValueShouldNotBeNull" : "Value1AndValue2AreNotNull");
                return null;
            default:
                Refuse($"Cannot add a member with type \"{MemberType}\". Specify a different type for the MemberTypes parameter.", "CannotAddMemberType");
                return null;
        }
    }

    private void Refuse(string message, string id) => WriteError(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidOperation, InputObject));
}
