using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// What the engine's providers are told about the command that uses them: filters, force, credential, parameters of the provider's own; objects,
/// errors and questions go to the command. The engine has it, but does not publish it: without it neither a provider's own parameters
/// (<c>-Encoding</c>, <c>-File</c>) nor <c>-Filter</c> and <c>-WhatIf</c> can be passed on.
/// </summary>
internal sealed class ProviderContext
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Type Engine =
        typeof(PSObject).Assembly.GetType("System.Management.Automation.CmdletProviderContext", throwOnError: true)!;

    private readonly object _context;

    /// <summary>A context that writes to a command.</summary>
    public ProviderContext(PSCmdlet command, PSCredential? credential = null)
    {
        object[] arguments = credential is null ? [command] : [command, credential];
        _context = Activator.CreateInstance(Engine, All, null, arguments, null)!;
    }

    /// <summary>Takes paths as they are, without wildcards.</summary>
    public bool Literal
    {
        init => Set("SuppressWildcardExpansion", value);
    }

    /// <summary>Overrides what protects items.</summary>
    public bool Force
    {
        init => Set("Force", new SwitchParameter(value));
    }

    /// <summary>Writes what was made or changed.</summary>
    public bool PassThru
    {
        init => Set("PassThru", value);
    }

    /// <summary>The provider's own parameters.</summary>
    public object? DynamicParameters
    {
        init => Set("DynamicParameters", value);
    }

    /// <summary>Limits which items are taken.</summary>
    public ProviderContext Filtered(string[]? include, string[]? exclude, string? filter)
    {
        EngineInternals.Call(_context, "SetFilters", new Collection<string>([.. include ?? []]), new Collection<string>([.. exclude ?? []]), filter);
        return this;
    }

    /// <summary>Calls a method whose last parameter is the context.</summary>
    public object? Call(object target, string method, params object?[] arguments) => EngineInternals.Call(target, method, [.. arguments, _context]);

    /// <summary>Ends what runs with this context.</summary>
    public void Stop() => EngineInternals.Call(_context, "StopProcessing");

    private void Set(string property, object? value) => Engine.GetProperty(property, All)!.SetValue(_context, value);
}
