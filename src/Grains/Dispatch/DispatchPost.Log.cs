using Microsoft.Extensions.Logging;

namespace Universal.Grains.Dispatch;

internal sealed partial class DispatchPost
{
    [LoggerMessage(LogLevel.Debug, "The dispatcher did not take the news of this node; sending again")]
    private partial void LogPostFailed(Exception error);
}
