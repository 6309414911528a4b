using System.Management.Automation;

namespace Universal.ScriptHost.PowerShell;

/// <summary>A variable whose value is made when a script first reads it: most scripts do not, and then nothing is loaded for it.</summary>
internal sealed class LazyVariable(string name, Func<object> read) : PSVariable(name)
{
    private object? _value;
    private bool _known;

    /// <inheritdoc />
    public override object? Value
    {
        get
        {
            if (!_known) (_value, _known) = (read(), true);
            return _value;
        }

        set => (_value, _known) = (value, true);
    }
}
