namespace Universal.PowerShell.Resources;

/// <summary>A record of what a job wrote.</summary>
public sealed class JobOutput
{
    /// <summary>Its number; ascending, with gaps.</summary>
    public long Sequence { get; set; }

    /// <summary>The attempt that wrote it.</summary>
    public int Attempt { get; set; }

    /// <summary>Where it was written: Output, Error, Warning, Verbose, Debug, Information or System.</summary>
    public string? Stream { get; set; }

    /// <summary>When it was written.</summary>
    public DateTime Time { get; set; }

    /// <summary>Its text; of objects what a terminal would show. Empty beside Data: the text of an earlier record shows this object as well.</summary>
    public string Text { get; set; } = "";

    /// <summary>Its text, under PSU's name.</summary>
    public string Message => Text;

    /// <summary>The object as CLIXML, when it is more than text; of a number, date or other simple value the element alone.</summary>
    public string? Data { get; set; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
