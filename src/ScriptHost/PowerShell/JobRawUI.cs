using System.Management.Automation.Host;

namespace Universal.ScriptHost.PowerShell;

/// <summary>A screen that is wide, and otherwise not there.</summary>
internal sealed class JobRawUI : PSHostRawUserInterface
{
    /// <summary>Width of formatted text; a script can change it.</summary>
    public int Width { get; private set; } = 120;

    /// <inheritdoc />
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc />
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <inheritdoc />
    public override Size BufferSize
    {
        get => new(Width, 50);
        set => Width = value.Width;
    }

    /// <inheritdoc />
    public override Size WindowSize
    {
        get => new(Width, 50);
        set => Width = value.Width;
    }

    /// <inheritdoc />
    public override Size MaxWindowSize => new(Width, 50);

    /// <inheritdoc />
    public override Size MaxPhysicalWindowSize => new(Width, 50);

    /// <inheritdoc />
    public override Coordinates CursorPosition { get; set; }

    /// <inheritdoc />
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc />
    public override int CursorSize { get; set; } = 1;

    /// <inheritdoc />
    public override string WindowTitle { get; set; } = "";

    /// <inheritdoc />
    public override bool KeyAvailable => false;

    /// <inheritdoc />
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("A job has no keyboard. Use Read-Host.");

    /// <inheritdoc />
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc />
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

    /// <inheritdoc />
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
    }

    /// <inheritdoc />
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }

    /// <inheritdoc />
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
    }
}
