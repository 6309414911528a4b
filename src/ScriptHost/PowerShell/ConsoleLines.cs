using System.Text;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Stands in for <see cref="Console.Out"/> and <see cref="Console.Error"/>, which go past PowerShell's streams.</summary>
internal sealed class ConsoleLines(TextLines lines) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc />
    public override void Write(char value) => lines.Append([value]);

    /// <inheritdoc />
    public override void Write(string? value) => lines.Append(value);

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => lines.Append(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override void WriteLine(string? value) => lines.Append(value + "\n");
}
