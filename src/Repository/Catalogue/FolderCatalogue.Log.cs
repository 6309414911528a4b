using Microsoft.Extensions.Logging;

namespace Universal.Repository.Catalogue;

public sealed partial class FolderCatalogue
{
    [LoggerMessage(LogLevel.Information, "Catalogue of {Count} scripts loaded from {Folder}")]
    private partial void LogCatalogueLoaded(int count, string folder);

    [LoggerMessage(LogLevel.Information, "Files of {Folder} that are no scripts, because the repository declares others and not them: {Count}. Declare them, or set Scripts:Undeclared=List")]
    private partial void LogUndeclared(int count, string folder);

    [LoggerMessage(LogLevel.Warning, "Repository: {Fault}")]
    private partial void LogFault(CatalogueFault fault);

    [LoggerMessage(LogLevel.Error, "The repository cannot be read; the last catalogue of {Count} scripts stays in force")]
    private partial void LogLastGoodKept(int count);

    [LoggerMessage(LogLevel.Warning, "Changes in {Folder} are found only by the periodic reading: {Reason}")]
    private partial void LogNotWatched(string folder, string reason);
}
