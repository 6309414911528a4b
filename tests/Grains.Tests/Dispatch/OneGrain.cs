using System.Reflection;

namespace Universal.Grains.Tests.Dispatch;

/// <summary>A grain factory that knows one grain.</summary>
public class OneGrain : DispatchProxy
{
    /// <summary>The grain.</summary>
    public object? Grain { get; set; }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.ReturnType.IsInstanceOfType(Grain) ? Grain : throw new NotSupportedException(targetMethod.ToString());
}
