using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes text to the screen: a record of the information stream with the tag <c>PSHOST</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    private static readonly string[] Tags = ["PSHOST"];

    /// <summary>What to write; the elements of a collection are joined with <see cref="Separator"/>.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    /// <summary>Does not end the line.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>Goes between elements. Default: a blank.</summary>
    [Parameter]
    public object Separator { get; set; } = " ";

    /// <summary>Colour of the text.</summary>
    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    /// <summary>Colour behind the text.</summary>
    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteInformation(
        new HostInformationMessage
        {
            Message = TextOf(Object),
            NoNewLine = NoNewline.IsPresent,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        },
        Tags);

    private string TextOf(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null)
            return "";
        if (plain is string text)
            return text;
        if (LanguagePrimitives.GetEnumerable(plain) is not { } elements)
            return LanguagePrimitives.ConvertTo<string>(value);
        var joined = new StringBuilder();
        var first = true;
        foreach (var element in elements)
        {
            if (!first)
                joined.Append(CultureInfo.InvariantCulture, $"{Separator}");
            joined.Append(TextOf(element));
            first = false;
        }

        return joined.ToString();
    }
}
