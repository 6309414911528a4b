using Microsoft.Extensions.Logging;

namespace Universal.Grains.Security;

internal sealed partial class IdentityGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-ins of {Name} from {Address} are refused until {Until} after too many failures")]
    private partial void LogLockedOut(string name, string? address, DateTimeOffset? until);
}
