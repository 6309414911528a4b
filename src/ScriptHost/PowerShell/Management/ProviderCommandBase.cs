using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What commands on items of providers have in common.</summary>
public abstract class ProviderCommandBase : PSCmdlet, IDynamicParameters
{
    private ProviderContext? _current;

    /// <summary>The provider's own parameters, filled in.</summary>
    protected object? ProviderParameters { get; private set; }

    /// <inheritdoc />
    public object? GetDynamicParameters()
    {
        try
        {
            ProviderParameters = DynamicParameters(new ProviderContext(this));
        }
        catch (Exception e) when (e is SessionStateException)
        {
            // The command itself meets the same fault and reports it.
            ProviderParameters = null;
        }

        return ProviderParameters;
    }

    /// <summary>Asks the provider for its own parameters.</summary>
    private protected virtual object? DynamicParameters(ProviderContext context) => null;

    /// <summary>Does something and writes what a provider throws as an error of this command.</summary>
    protected void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is SessionStateException or PSNotSupportedException
            or PSArgumentException or PSInvalidOperationException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }

    /// <summary>Runs something with a context that <c>Ctrl+C</c> ends.</summary>
    private protected void Attempt(ProviderContext context, Action<ProviderContext> action)
    {
        _current = context;
        Attempt(() => action(context));
        _current = null;
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _current?.Stop();
}
