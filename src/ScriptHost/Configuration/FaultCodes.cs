namespace Universal.ScriptHost.Configuration;

/// <summary>Codes of faults that the loader finds. Others are the ids of PowerShell's own errors.</summary>
internal static class FaultCodes
{
    /// <summary>A file cannot be read.</summary>
    public const string Unreadable = "Unreadable";

    /// <summary>A file ended itself with <c>exit</c>.</summary>
    public const string Exit = "Exit";

    /// <summary>A file threw an error of its own.</summary>
    public const string Thrown = "Thrown";

    /// <summary>A name is declared twice; the first one counts.</summary>
    public const string Duplicate = "Duplicate";

    /// <summary>A parameter is not one that Universal knows; it is kept.</summary>
    public const string UnknownParameter = "UnknownParameter";

    /// <summary>A line asks for what Universal does not have.</summary>
    public const string Refused = "Refused";

    /// <summary>Reading took too long; the files that are left were not read.</summary>
    public const string TimedOut = "TimedOut";

    /// <summary>A file wrote a warning.</summary>
    public const string Warning = "Warning";

    /// <summary>There are more faults than are listed.</summary>
    public const string More = "More";

    /// <summary>A data file has a form that is none of a data file.</summary>
    public const string DataFile = "DataFile";
}
