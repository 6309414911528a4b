using Microsoft.Extensions.Logging;

namespace Universal.Grains.Security;

internal sealed partial class IdentityGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Identity {Name} is locked out until {Until} after too many failed sign-ins")]
    private partial void LogLockedOut(string name, DateTimeOffset? until);
}
