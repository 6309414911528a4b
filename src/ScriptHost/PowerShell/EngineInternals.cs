using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// Methods that the engine has but does not publish. Its version is fixed by this project, and the tests call every one of them.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly ConcurrentDictionary<(Type Target, string Name, int Count), MethodInfo[]> Methods = new();

    /// <summary>Calls a method of an object. What it throws comes through as it is.</summary>
    public static object? Call(object target, string method, params object?[] arguments) =>
        Find(target.GetType(), method, arguments).Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>The variables, aliases and scopes behind a session state.</summary>
    public static object Of(SessionState session) => typeof(SessionState).GetProperty("Internal", All)!.GetValue(session)!;

    /// <summary>An object of a type that is not published.</summary>
    public static object Create(string type, params object?[] arguments) =>
        Activator.CreateInstance(typeof(PSObject).Assembly.GetType(type, throwOnError: true)!, All, null, arguments, null)!;

    /// <summary>Runs a block in the current scope with a <c>$_</c>. Its errors are the script's own; what it writes is dropped.</summary>
    public static void Run(ScriptBlock block, object? item)
    {
        var nothing = System.Management.Automation.Internal.AutomationNull.Value;
        var pipe = Create("System.Management.Automation.Internal.Pipe");
        pipe.GetType().GetProperty("NullPipe", All)!.SetValue(pipe, true);
        Call(block, "InvokeWithPipe", false, ErrorsToScript, item ?? nothing, Array.Empty<object>(), nothing, pipe, null, false, null, null, Array.Empty<object>());
    }

    /// <summary>Runs a block in the current scope. What it writes goes through a command as it comes.</summary>
    public static void Run(ScriptBlock block, PSCmdlet through)
    {
        var nothing = System.Management.Automation.Internal.AutomationNull.Value;
        Call(block, "InvokeUsingCmdlet", through, false, ErrorsToScript, nothing, Array.Empty<object>(), nothing, Array.Empty<object>());
    }

    private static object ErrorsToScript { get; } =
        Enum.Parse(typeof(ScriptBlock).GetNestedType("ErrorHandlingBehavior", All)!, "WriteToCurrentErrorPipe");

    private static MethodInfo Find(Type target, string name, object?[] arguments) => Methods
        .GetOrAdd((target, name, arguments.Length), key => [.. key.Target.GetMethods(All).Where(m => m.Name == key.Name && m.GetParameters().Length == key.Count)])
        .First(method => method.GetParameters().Zip(arguments).All(pair =>
            pair.Second is null ? !pair.First.ParameterType.IsValueType : pair.First.ParameterType.IsInstanceOfType(pair.Second)));
}
