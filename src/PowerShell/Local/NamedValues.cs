using System.Management.Automation;

namespace Universal.PowerShell.Local;

/// <summary>Builds an object of named values with a type name. What was not given is not in it.</summary>
internal sealed class NamedValues(string typeName)
{
    private readonly PSObject _object = new();

    /// <summary>Adds a value, unless it is null.</summary>
    public NamedValues Add(string name, object? value)
    {
        if (value is not null) _object.Properties.Add(new PSNoteProperty(name, value));
        return this;
    }

    /// <summary>The object.</summary>
    public PSObject ToObject()
    {
        _object.TypeNames.Insert(0, typeName);
        return _object;
    }
}
