namespace Universal.Broadcast;

/// <summary>How bad it is what a toast says.</summary>
[GenerateSerializer, Alias("universal.ToastSeverity")]
public enum ToastSeverity
{
    /// <summary>It is only told.</summary>
    Information = 0,

    /// <summary>Something went well.</summary>
    Success = 1,

    /// <summary>Somebody should look.</summary>
    Warning = 2,

    /// <summary>Something failed.</summary>
    Error = 3,
}

/// <summary>A short message that a page shows for a while. What is null is the page's choice.</summary>
[GenerateSerializer, Immutable, Alias("universal.Toast")]
public sealed record Toast
{
    /// <summary>Names the toast, so that a later one can replace or hide it.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Whether shown toasts are hidden instead: that of <see cref="Id"/>, or all when there is none.</summary>
    [Id(1)] public bool Hide { get; init; }

    /// <summary>The text.</summary>
    [Id(2)] public string? Message { get; init; }

    /// <summary>Its heading.</summary>
    [Id(3)] public string? Title { get; init; }

    /// <summary>How bad it is.</summary>
    [Id(4)] public ToastSeverity Severity { get; init; }

    /// <summary>How long it is shown, in milliseconds.</summary>
    [Id(5)] public int? Duration { get; init; }

    /// <summary>Where it is shown, for instance <c>topRight</c>.</summary>
    [Id(6)] public string? Position { get; init; }

    /// <summary>Whether it stays until somebody closes it.</summary>
    [Id(7)] public bool Persistent { get; init; }

    /// <summary>Whether it takes the place of one with the same <see cref="Id"/>.</summary>
    [Id(8)] public bool ReplaceToast { get; init; }

    /// <summary>Whether the button that closes it is left out.</summary>
    [Id(9)] public bool HideCloseButton { get; init; }

    /// <summary>Whether a click closes it.</summary>
    [Id(10)] public bool CloseOnClick { get; init; }

    /// <summary>Whether the escape key closes it.</summary>
    [Id(11)] public bool CloseOnEscape { get; init; }

    /// <summary>Whether its text runs from right to left.</summary>
    [Id(12)] public bool RightToLeft { get; init; }

    /// <summary>Whether it looks like a balloon.</summary>
    [Id(13)] public bool Balloon { get; init; }

    /// <summary>Whether the page behind it is covered.</summary>
    [Id(14)] public bool Overlay { get; init; }

    /// <summary>Whether a click on what covers the page closes it.</summary>
    [Id(15)] public bool OverlayClose { get; init; }

    /// <summary>Colour of what covers the page.</summary>
    [Id(16)] public string? OverlayColor { get; init; }

    /// <summary>Colour of the text.</summary>
    [Id(17)] public string? MessageColor { get; init; }

    /// <summary>Size of the text.</summary>
    [Id(18)] public string? MessageSize { get; init; }

    /// <summary>Colour of the heading.</summary>
    [Id(19)] public string? TitleColor { get; init; }

    /// <summary>Size of the heading.</summary>
    [Id(20)] public string? TitleSize { get; init; }

    /// <summary>Colour behind the text.</summary>
    [Id(21)] public string? BackgroundColor { get; init; }

    /// <summary>Light or dark.</summary>
    [Id(22)] public string? Theme { get; init; }

    /// <summary>Name of its icon.</summary>
    [Id(23)] public string? Icon { get; init; }

    /// <summary>Colour of its icon.</summary>
    [Id(24)] public string? IconColor { get; init; }

    /// <summary>How it comes.</summary>
    [Id(25)] public string? TransitionIn { get; init; }

    /// <summary>How it goes.</summary>
    [Id(26)] public string? TransitionOut { get; init; }
}
