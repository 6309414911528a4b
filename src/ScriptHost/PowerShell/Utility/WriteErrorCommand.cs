using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes an error that does not end the script.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = ByMessage)]
public sealed class WriteErrorCommand : PSCmdlet
{
    private const string ByMessage = "NoException";
    private const string ByException = "WithException";
    private const string ByRecord = "ErrorRecord";

    /// <summary>The message.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    /// <summary>The exception behind the error.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByException)]
    public Exception? Exception { get; set; }

    /// <summary>An error record to write again.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRecord)]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>The error's category.</summary>
    [Parameter(ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    /// <summary>The error's id.</summary>
    [Parameter(ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    public string ErrorId { get; set; } = "";

    /// <summary>The object that was worked on.</summary>
    [Parameter(ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    public object? TargetObject { get; set; }

    /// <summary>What to do about it.</summary>
    [Parameter]
    public string RecommendedAction { get; set; } = "";

    /// <summary>What was being done.</summary>
    [Parameter]
    [Alias("Activity")]
    public string CategoryActivity { get; set; } = "";

    /// <summary>Why it failed.</summary>
    [Parameter]
    [Alias("Reason")]
    public string CategoryReason { get; set; } = "";

    /// <summary>Name of the object that was worked on.</summary>
    [Parameter]
    [Alias("TargetName")]
    public string CategoryTargetName { get; set; } = "";

    /// <summary>Type of the object that was worked on.</summary>
    [Parameter]
    [Alias("TargetType")]
    public string CategoryTargetType { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var record = ErrorRecord is { } given ? new ErrorRecord(given, null) : NewRecord();
        if (RecommendedAction.Length > 0)
        {
            record.ErrorDetails ??= new ErrorDetails(record.Exception.Message);
            record.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        var category = record.CategoryInfo;
        if (CategoryActivity.Length > 0)
            category.Activity = CategoryActivity;
        if (CategoryReason.Length > 0)
            category.Reason = CategoryReason;
        if (CategoryTargetName.Length > 0)
            category.TargetName = CategoryTargetName;
        if (CategoryTargetType.Length > 0)
            category.TargetType = CategoryTargetType;

        // The place a reader wants to know is the line that wrote the error, which is where this cmdlet was called.
        WriteError(record);
    }

    private ErrorRecord NewRecord()
    {
        var exception = Exception ?? new WriteErrorException(Message ?? "");
        var record = new ErrorRecord(exception, ErrorId.Length > 0 ? ErrorId : exception.GetType().FullName, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message))
            record.ErrorDetails = new ErrorDetails(Message);
        return record;
    }
}
