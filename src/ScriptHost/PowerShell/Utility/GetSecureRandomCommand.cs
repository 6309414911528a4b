using System.Management.Automation;
using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

/// <summary>Random numbers that nobody can foresee.</summary>
[Cmdlet(VerbsCommon.Get, "SecureRandom", DefaultParameterSetName = "RandomNumberParameterSet")]
[OutputType(typeof(int), typeof(long), typeof(double))]
public sealed class GetSecureRandomCommand : RandomCommandBase
{
    /// <inheritdoc />
    protected override double NextDouble() => (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 11) / (double)(1L << 53);

    /// <inheritdoc />
    protected override long NextBelow(long limit)
    {
        if (limit <= int.MaxValue)
            return RandomNumberGenerator.GetInt32((int)limit);

        // Numbers above the last whole multiple would make the first ones likelier.
        var last = ulong.MaxValue - (ulong.MaxValue % (ulong)limit);
        ulong number;
        do
            number = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        while (number >= last);
        return (long)(number % (ulong)limit);
    }
}
