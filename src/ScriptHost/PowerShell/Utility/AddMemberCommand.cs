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

    /// <summary>The member's kind. Without a name for it: a property's name, or a table of properties.</summary>
    /// <remarks>
    /// PowerShell has three parameters in this place and tells them apart by what is given, which the binder does for its own commands only.
    /// </remarks>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "MemberSet")]
    [Alias("Type")]
    public object? MemberType { get; set; }

    /// <summary>Its name. After a property's name: the value.</summary>
    [Parameter(Position = 1, ParameterSetName = "MemberSet")]
    [AllowNull]
    public object? Name { get; set; }

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
    [Parameter(Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    public string NotePropertyName { get; set; } = "";

    /// <summary>Its value.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    /// <summary>Names and values of properties.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "NotePropertyMultiMemberSet")]
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
            "MemberSet" when Plain(MemberType) is IDictionary table => AddAll(input, table),
            "MemberSet" when LanguagePrimitives.TryConvertTo<PSMemberTypes>(MemberType, out var kind) =>
                NewMember(kind, LanguagePrimitives.ConvertTo<string>(Name)) is { } member && Add(input, member),
            "MemberSet" => Add(input, new PSNoteProperty(LanguagePrimitives.ConvertTo<string>(MemberType), Name)),
            "NotePropertySingleMemberSet" => Add(input, new PSNoteProperty(NotePropertyName, NotePropertyValue)),
            "NotePropertyMultiMemberSet" => AddAll(input, NotePropertyMembers!),
            _ => true,
        };
        if (TypeName is { Length: > 0 } type)
            input.TypeNames.Insert(0, LanguagePrimitives.TryConvertTo<Type>(type, out var known) ? known.FullName! : type);
        if (added && PassThru)
            WriteObject(input);
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private bool AddAll(PSObject input, IDictionary table)
    {
        var added = true;
        foreach (DictionaryEntry entry in table)
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

    private PSMemberInfo? NewMember(PSMemberTypes kind, string name)
    {
        switch (kind)
        {
            case PSMemberTypes.NoteProperty:
                return new PSNoteProperty(name, Value);
            case PSMemberTypes.AliasProperty:
                var target = LanguagePrimitives.ConvertTo<string>(Value);
                return SecondValue is null ? new PSAliasProperty(name, target) : new PSAliasProperty(name, target, LanguagePrimitives.ConvertTo<Type>(SecondValue));
            case PSMemberTypes.ScriptProperty when Value is not null || SecondValue is not null:
                return new PSScriptProperty(name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value), SecondValue is null ? null : LanguagePrimitives.ConvertTo<ScriptBlock>(SecondValue));
            case PSMemberTypes.ScriptMethod when Value is not null:
                return new PSScriptMethod(name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value));
            case PSMemberTypes.PropertySet:
                return new PSPropertySet(name, LanguagePrimitives.ConvertTo<string[]>(Value));
            case PSMemberTypes.MemberSet:
                return new PSMemberSet(name);
            case PSMemberTypes.CodeProperty:
                return new PSCodeProperty(name, LanguagePrimitives.ConvertTo<System.Reflection.MethodInfo>(Value), LanguagePrimitives.ConvertTo<System.Reflection.MethodInfo>(SecondValue));
            case PSMemberTypes.CodeMethod:
                return new PSCodeMethod(name, LanguagePrimitives.ConvertTo<System.Reflection.MethodInfo>(Value));
            case PSMemberTypes.ScriptProperty or PSMemberTypes.ScriptMethod:
                Refuse($"The Value parameter should not be null for a member of type {kind}.", kind == PSMemberTypes.ScriptMethod ? "ValueShouldNotBeNull" : "Value1AndValue2AreNotNull");
                return null;
            default:
                Refuse($"Cannot add a member with type \"{kind}\". Specify a different type for the MemberTypes parameter.", "CannotAddMemberType");
                return null;
        }
    }

    private void Refuse(string message, string id) => WriteError(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidOperation, InputObject));
}
