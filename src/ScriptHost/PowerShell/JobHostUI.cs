using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>
/// Answers prompts from the node and takes the text that is written to the screen. Records of the streams reach it as well; those are
/// forwarded from the pipeline's own collections, so each is dropped here.
/// </summary>
internal sealed class JobHostUI(Questions questions, RecordWriter records) : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly JobRawUI _screen = new();
    private readonly TextLines _lines = new((line, more) => records.Write(HostStream.Output, line, more: more));
    private StringBuilder? _capture;
    private string? _repeated;

    /// <inheritdoc />
    public override PSHostRawUserInterface RawUI => _screen;

    /// <summary>The formatter may colour what it writes; where colours are not wanted, <c>$PSStyle.OutputRendering</c> says so.</summary>
    public override bool SupportsVirtualTerminal => true;

    /// <summary>What is written to the screen meanwhile.</summary>
    public string Capture(Action body)
    {
        var before = _capture;
        var text = _capture = new StringBuilder();
        try
        {
            body();
        }
        finally
        {
            _capture = before;
        }

        return text.ToString();
    }

    /// <summary>Hands over a last line that was not ended.</summary>
    public void Flush() => _lines.Flush();

    /// <inheritdoc />
    public override void Write(string value) => Screen(value, "");

    /// <inheritdoc />
    public override void WriteLine(string value) => Screen(value, "\n");

    /// <inheritdoc />
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Screen(value, "");

    /// <inheritdoc />
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Screen(value, "\n");

    /// <inheritdoc />
    public override void WriteErrorLine(string value)
    {
    }

    /// <inheritdoc />
    public override void WriteDebugLine(string message)
    {
    }

    /// <inheritdoc />
    public override void WriteVerboseLine(string message)
    {
    }

    /// <inheritdoc />
    public override void WriteWarningLine(string message)
    {
    }

    /// <inheritdoc />
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    /// <inheritdoc />
    /// <remarks>PowerShell writes the same text to the screen right after, when the preference says so.</remarks>
    public override void WriteInformation(InformationRecord record) =>
        _repeated = record.MessageData is HostInformationMessage message ? message.Message : record.ToString();

    /// <inheritdoc />
    public override string ReadLine() => questions.Ask(QuestionKind.Text, "");

    /// <inheritdoc />
    public override SecureString ReadLineAsSecureString() => Secure(questions.Ask(QuestionKind.Secret, ""));

    /// <inheritdoc />
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
            answers[field.Name] = PSObject.AsPSObject(AskField(field, caption, message));
        return answers;
    }

    /// <inheritdoc />
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string[] labels = [.. choices.Select(Label)];
        while (true)
        {
            var answer = questions.Ask(QuestionKind.Choice, Join(caption, message), labels, defaultChoice < 0 ? null : defaultChoice);
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (IndexOf(labels, answer) is { } index)
                return index;
        }
    }

    /// <inheritdoc />
    public Collection<int> PromptForChoice(string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices)
    {
        string[] labels = [.. choices.Select(Label)];
        var list = string.Join('\n', labels.Select((label, index) => $"{index}: {label}"));
        while (true)
        {
            var answer = questions.Ask(QuestionKind.Text, Join(Join(caption, message), list) + "\nNumbers, separated by commas:");
            if (answer.Length == 0 && defaultChoices is not null)
                return [.. defaultChoices];
            var picked = answer.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(a => IndexOf(labels, a)).ToArray();
            if (picked.Length > 0 && picked.All(index => index is not null))
                return [.. picked.Select(index => index!.Value)];
        }
    }

    /// <inheritdoc />
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        var prompt = Join(caption, message);
        if (string.IsNullOrEmpty(userName))
            userName = questions.Ask(QuestionKind.Text, Join(prompt, "User"));
        return new PSCredential(userName, Secure(questions.Ask(QuestionKind.Secret, Join(prompt, $"Password for user {userName}"))));
    }

    /// <inheritdoc />
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private object? AskField(FieldDescription field, string caption, string message)
    {
        var type = LanguagePrimitives.TryConvertTo<Type>(field.ParameterAssemblyFullName, CultureInfo.InvariantCulture, out var exact) ? exact
            : LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, CultureInfo.InvariantCulture, out Type named) ? named : typeof(string);
        // A label of its own can mark its hot key; the prompt of Read-Host is both, and is shown as it is.
        var label = string.IsNullOrEmpty(field.Label) || field.Label == field.Name ? field.Name : field.Label.Replace("&", "", StringComparison.Ordinal);
        var prompt = string.IsNullOrEmpty(field.HelpMessage) ? label : $"{label} ({field.HelpMessage})";
        if (type == typeof(SecureString))
            return Secure(questions.Ask(QuestionKind.Secret, prompt));
        if (type == typeof(PSCredential))
            return PromptForCredential(caption, message, "", "");
        if (!type.IsArray)
            return Converted(questions.Ask(QuestionKind.Text, prompt), type);

        // As in a terminal: one element after the other, until an empty line.
        var elements = new List<object?>();
        while (questions.Ask(QuestionKind.Text, $"{prompt}[{elements.Count}]") is { Length: > 0 } answer)
            elements.Add(Converted(answer, type.GetElementType()!));
        return elements.ToArray();
    }

    // What cannot be converted goes on as it is: the parameter binder then reports it in its own words.
    private static object? Converted(string answer, Type type) =>
        LanguagePrimitives.TryConvertTo(answer, type, CultureInfo.InvariantCulture, out var value) ? value : answer;

    private static int? IndexOf(string[] labels, string answer)
    {
        if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < labels.Length)
            return index;
        index = Array.FindIndex(labels, label => label.Equals(answer, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index;
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Join(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? second ?? "" : string.IsNullOrEmpty(second) ? first : $"{first}\n{second}";

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
            secure.AppendChar(character);
        secure.MakeReadOnly();
        return secure;
    }

    private void Screen(string? value, string end)
    {
        value ??= "";
        if (_repeated is { } repeated)
        {
            _repeated = null;
            if (value == repeated)
                return;
        }

        // The formatter leaves it to the screen to take out colours that the script does not want.
        value = GetOutputString(value, SupportsVirtualTerminal);
        if (_capture is { } capture) capture.Append(value).Append(end);
        else _lines.Append(value + end);
    }
}
