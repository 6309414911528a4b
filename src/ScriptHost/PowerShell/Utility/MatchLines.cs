using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Remembers the lines around a match for as long as they can be wanted.</summary>
internal sealed class MatchLines(int before, int after, Action<MatchInfo> write)
{
    private readonly Queue<string> _before = new();
    private readonly Queue<(MatchInfo Match, List<string> After)> _open = new();

    /// <summary>Takes the next line, and the match in it.</summary>
    public void Add(string line, MatchInfo? match)
    {
        foreach (var (_, following) in _open)
            following.Add(line);
        while (_open.TryPeek(out var oldest) && oldest.After.Count >= after)
            Close();
        if (match?.Context is { } context)
        {
            context.PreContext = [.. _before];
            context.DisplayPreContext = context.PreContext;
        }

        if (match is not null && (match.Context is null || after == 0))
            write(match);
        else if (match is not null)
            _open.Enqueue((match, []));
        _before.Enqueue(line);
        if (_before.Count > before)
            _before.Dequeue();
    }

    /// <summary>The lines have ended.</summary>
    public void Flush()
    {
        while (_open.Count > 0)
            Close();
    }

    private void Close()
    {
        var (match, following) = _open.Dequeue();
        match.Context!.PostContext = [.. following];
        match.Context.DisplayPostContext = match.Context.PostContext;
        write(match);
    }
}
