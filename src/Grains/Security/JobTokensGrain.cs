using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Orleans.Concurrency;
using Universal.Jobs;
using Universal.Security;

namespace Universal.Grains.Security;

/// <summary>
/// The token holds what it says, protected with the key ring that all nodes share: nothing is stored for the thousands of jobs that never use theirs.
/// </summary>
[StatelessWorker, Reentrant]
internal sealed class JobTokensGrain(IDataProtectionProvider protection) : Grain, IJobTokensGrain
{
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Universal.JobTokens.v1").ToTimeLimitedDataProtector();

    public Task<string> Grant(long jobId, int attempt, string? identity, TimeSpan lifetime)
    {
        // A leading mark keeps "nobody" apart from an empty name.
        var content = string.Create(CultureInfo.InvariantCulture, $"{jobId}:{attempt}:{(identity is null ? "-" : "+" + identity)}");
        return Task.FromResult(AppTokenKeys.JobPrefix + _protector.Protect(content, lifetime));
    }

    public async Task<JobTokenHolder?> Check(string token)
    {
        if (Read(token) is not { } holder) return null;
        var job = await GrainFactory.GetGrain<IJobGrain>(holder.JobId).Get();
        if (job is null || job.Attempt != holder.Attempt || !job.State.HoldsLease()) return null;
        if (holder.Identity is null) return holder;
        var identity = await GrainFactory.GetGrain<IIdentityGrain>(IdentityKeys.For(holder.Identity)).Get();
        return identity is { Enabled: true } ? holder : null;
    }

    private JobTokenHolder? Read(string token)
    {
        if (!token.StartsWith(AppTokenKeys.JobPrefix, StringComparison.Ordinal)) return null;
        string content;
        try
        {
            content = _protector.Unprotect(token[AppTokenKeys.JobPrefix.Length..]);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var parts = content.Split(':', 3);
        var identity = parts[2] == "-" ? null : parts[2][1..];
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), identity);
    }
}
