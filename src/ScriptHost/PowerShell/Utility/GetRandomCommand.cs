using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Random numbers, or objects in a random choice or order.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "RandomNumberParameterSet")]
[OutputType(typeof(int), typeof(long), typeof(double))]
public sealed class GetRandomCommand : RandomCommandBase
{
    private Random? _random;

    /// <summary>Where to begin: the same number gives the same results.</summary>
    [Parameter]
    public int? SetSeed { get; set; }

    private Random Source => _random ??= SetSeed is { } seed ? new Random(seed) : Random.Shared;

    /// <inheritdoc />
    protected override double NextDouble() => Source.NextDouble();

    /// <inheritdoc />
    protected override long NextBelow(long limit) => Source.NextInt64(limit);
}
