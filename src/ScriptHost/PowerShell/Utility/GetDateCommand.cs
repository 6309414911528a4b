using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The current time, or another one, as an object or as text.</summary>
[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "DateAndFormat")]
[OutputType(typeof(string), typeof(DateTime))]
public sealed class GetDateCommand : PSCmdlet
{
    private const string FromUnixTime = "UnixTimeSeconds";

    /// <summary>The time. Default: now.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime? Date { get; set; }

    /// <summary>The time in seconds since 1970 in UTC.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromUnixTime)]
    [Alias("UnixTime")]
    public long UnixTimeSeconds { get; set; }

    /// <summary>Another year.</summary>
    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    /// <summary>Another month.</summary>
    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    /// <summary>Another day of the month.</summary>
    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    /// <summary>Another hour.</summary>
    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    /// <summary>Another minute.</summary>
    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    /// <summary>Another second.</summary>
    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    /// <summary>Another millisecond.</summary>
    [Parameter]
    [ValidateRange(0, 999)]
    public int? Millisecond { get; set; }

    /// <summary>Gives text: a .NET format, or <c>FileDate</c>, <c>FileDateTime</c>, <c>FileDateUniversal</c>, <c>FileDateTimeUniversal</c>.</summary>
    [Parameter]
    public string? Format { get; set; }

    /// <summary>Gives text: a format of the Unix <c>date</c> program.</summary>
    [Parameter]
    public string? UFormat { get; set; }

    /// <summary>Gives the time in UTC.</summary>
    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var time = ParameterSetName == FromUnixTime
            ? DateTimeOffset.FromUnixTimeSeconds(UnixTimeSeconds).LocalDateTime
            : Date ?? TimeProvider.System.GetLocalNow().LocalDateTime;
        time = new DateTime(
            Year ?? time.Year, Month ?? time.Month, Day ?? time.Day, Hour ?? time.Hour, Minute ?? time.Minute, Second ?? time.Second, time.Kind)
            .AddTicks(Millisecond is { } ms ? ms * TimeSpan.TicksPerMillisecond : time.Ticks % TimeSpan.TicksPerSecond);
        if (AsUTC)
            time = time.ToUniversalTime();
        if (UFormat is { } unix)
            WriteObject(UnixDateFormat.Format(time, unix));
        else if (Format is { } format)
            WriteObject(Text(time, format));
        else
            WriteObject(time);
    }

    private static string Text(DateTime time, string format) => format.ToUpperInvariant() switch
    {
        "FILEDATE" => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "FILEDATEUNIVERSAL" => time.ToUniversalTime().ToString("yyyyMMdd'Z'", CultureInfo.InvariantCulture),
        "FILEDATETIME" => time.ToString("yyyyMMdd'T'HHmmssffff", CultureInfo.InvariantCulture),
        "FILEDATETIMEUNIVERSAL" => time.ToUniversalTime().ToString("yyyyMMdd'T'HHmmssffff'Z'", CultureInfo.InvariantCulture),
        _ => time.ToString(format, CultureInfo.CurrentCulture),
    };
}
