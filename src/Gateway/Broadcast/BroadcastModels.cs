using Universal.Broadcast;

namespace Universal.Gateway.Broadcast;

/// <summary>Body of <c>POST /api/v1/broadcast</c>: a toast for everybody who is connected, on whatever node.</summary>
internal sealed record BroadcastBody
{
    private const int MaxMessage = 4000;
    private const int MaxTitle = 200;
    private const int MaxWord = 100;
    private const int MaxDuration = 24 * 60 * 60 * 1000;
    private const int MaxAudience = 100;

    /// <summary>What is broadcast: <c>toasts</c>.</summary>
    public string? Topic { get; init; }

    /// <summary>Who sees it. Left out: everybody who is signed in.</summary>
    public AudienceModel? Audience { get; init; }

    /// <summary>Names the toast, so that a later one can replace or hide it.</summary>
    public string? Id { get; init; }

    /// <summary>Hides shown toasts instead: that of <c>id</c>, or all when there is none.</summary>
    public bool Hide { get; init; }

    /// <summary>The text, at most 4,000 characters.</summary>
    public string? Message { get; init; }

    /// <summary>Its heading, at most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Information (default), Success, Warning or Error.</summary>
    public ToastSeverity Severity { get; init; }

    /// <summary>How long it is shown, in milliseconds.</summary>
    public int? Duration { get; init; }

    /// <summary>Where it is shown, for instance <c>topRight</c>.</summary>
    public string? Position { get; init; }

    /// <summary>Whether it stays until somebody closes it.</summary>
    public bool Persistent { get; init; }

    /// <summary>Whether it takes the place of one with the same id.</summary>
    public bool ReplaceToast { get; init; }

    /// <summary>Whether the button that closes it is left out.</summary>
    public bool HideCloseButton { get; init; }

    /// <summary>Whether a click closes it.</summary>
    public bool CloseOnClick { get; init; }

    /// <summary>Whether the escape key closes it.</summary>
    public bool CloseOnEscape { get; init; }

    /// <summary>Whether its text runs from right to left.</summary>
    public bool RightToLeft { get; init; }

    /// <summary>Whether it looks like a balloon.</summary>
    public bool Balloon { get; init; }

    /// <summary>Whether the page behind it is covered.</summary>
    public bool Overlay { get; init; }

    /// <summary>Whether a click on what covers the page closes it.</summary>
    public bool OverlayClose { get; init; }

    /// <summary>Colour of what covers the page.</summary>
    public string? OverlayColor { get; init; }

    /// <summary>Colour of the text.</summary>
    public string? MessageColor { get; init; }

    /// <summary>Size of the text.</summary>
    public string? MessageSize { get; init; }

    /// <summary>Colour of the heading.</summary>
    public string? TitleColor { get; init; }

    /// <summary>Size of the heading.</summary>
    public string? TitleSize { get; init; }

    /// <summary>Colour behind the text.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>Light or dark.</summary>
    public string? Theme { get; init; }

    /// <summary>Name of its icon.</summary>
    public string? Icon { get; init; }

    /// <summary>Colour of its icon.</summary>
    public string? IconColor { get; init; }

    /// <summary>How it comes.</summary>
    public string? TransitionIn { get; init; }

    /// <summary>How it goes.</summary>
    public string? TransitionOut { get; init; }

    /// <summary>What is wrong with it, by field.</summary>
    public Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (!"toasts".Equals(Topic, StringComparison.OrdinalIgnoreCase)) faults["topic"] = ["Give toasts: the other topics are the platform's own."];
        if (!Hide && string.IsNullOrEmpty(Message)) faults["message"] = ["Give a text."];
        if (Message?.Length > MaxMessage) faults["message"] = [$"At most {MaxMessage} characters."];
        if (Title?.Length > MaxTitle) faults["title"] = [$"At most {MaxTitle} characters."];
        if (Duration is < 0 or > MaxDuration) faults["duration"] = ["Give 0 to 86,400,000 milliseconds."];
        if (Audience is { } audience && (!audience.All.Any() || audience.All.Count() > MaxAudience || audience.All.Any(name => name is null or { Length: 0 or > 256 })))
            faults["audience"] = [$"Name 1 to {MaxAudience} roles and identities, or leave it out."];
        (string Field, string? Value)[] words =
        [
            ("id", Id), ("position", Position), ("overlayColor", OverlayColor), ("messageColor", MessageColor), ("messageSize", MessageSize), ("titleColor", TitleColor),
            ("titleSize", TitleSize), ("backgroundColor", BackgroundColor), ("theme", Theme), ("icon", Icon), ("iconColor", IconColor), ("transitionIn", TransitionIn),
            ("transitionOut", TransitionOut),
        ];
        foreach (var (field, _) in words.Where(word => word.Value?.Length > MaxWord)) faults[field] = [$"At most {MaxWord} characters."];
        return faults;
    }

    public ToastContent ToContent() => new(
        new Toast
        {
            Id = Id,
            Hide = Hide,
            Message = Message,
            Title = Title,
            Severity = Severity,
            Duration = Duration,
            Position = Position,
            Persistent = Persistent,
            ReplaceToast = ReplaceToast,
            HideCloseButton = HideCloseButton,
            CloseOnClick = CloseOnClick,
            CloseOnEscape = CloseOnEscape,
            RightToLeft = RightToLeft,
            Balloon = Balloon,
            Overlay = Overlay,
            OverlayClose = OverlayClose,
            OverlayColor = OverlayColor,
            MessageColor = MessageColor,
            MessageSize = MessageSize,
            TitleColor = TitleColor,
            TitleSize = TitleSize,
            BackgroundColor = BackgroundColor,
            Theme = Theme,
            Icon = Icon,
            IconColor = IconColor,
            TransitionIn = TransitionIn,
            TransitionOut = TransitionOut,
        },
        Audience is { } audience ? new BroadcastAudience([.. audience.Roles ?? []], [.. audience.Identities ?? []]) : null);
}

/// <summary>Who sees a broadcast: whoever has one of the roles or is one of the identities.</summary>
/// <param name="Roles">Roles, taken as they are: what is for readers an administrator does not see.</param>
/// <param name="Identities">Names of identities.</param>
internal sealed record AudienceModel(IReadOnlyList<string>? Roles, IReadOnlyList<string>? Identities)
{
    public IEnumerable<string> All => (Roles ?? []).Concat(Identities ?? []);

    public override string ToString() => string.Join(' ', new[] { Part("roles", Roles), Part("identities", Identities) }.Where(part => part.Length > 0));

    private static string Part(string name, IReadOnlyList<string>? values) => values is { Count: > 0 } ? $"{name} {string.Join(", ", values)}" : "";
}

/// <summary>Whom a broadcast has reached.</summary>
/// <param name="Nodes">How many nodes have it and hand it to their connections.</param>
/// <param name="Gateways">How many gateways that run apart from the nodes have it.</param>
/// <param name="Missed">Nodes and gateways that did not answer in time. They may have got it nevertheless.</param>
internal sealed record BroadcastResultModel(int Nodes, int Gateways, IReadOnlyList<string> Missed);
