using Microsoft.Extensions.Options;

namespace Universal.Gateway.Configuration;

/// <summary>What is wrong with the configuration of a process.</summary>
public static class ConfigurationFaults
{
    /// <summary>Every fault, of values that do not convert and of all validators, one sentence each. Empty: there is none.</summary>
    public static IReadOnlyList<string> Of(IServiceProvider services)
    {
        List<string> faults = [.. services.GetRequiredService<ConfigurationReview>().Faults];
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException error)
        {
            faults.AddRange(error.Failures);
        }
        catch (AggregateException error)
        {
            faults.AddRange(error.InnerExceptions.SelectMany(inner => inner is OptionsValidationException invalid ? invalid.Failures : [inner.Message]));
        }
        catch (InvalidOperationException error)
        {
            // A value that the binder refuses for another reason: it says which.
            faults.Add(error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message);
        }

        return faults;
    }
}
