using Universal.PowerShell.Declaring;
using Universal.ScriptHost.Analysis;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// Collects what the files of a repository declare and what is wrong in them. A closed result takes nothing more: what a script does
/// after its time changes nothing that was handed over.
/// </summary>
internal sealed class ConfigurationResult(RepositoryPaths paths) : IDeclarationSink
{
    private const int MaxFaults = 1000;
    private readonly Lock _gate = new();
    private readonly List<LocatedDeclaration> _declarations = [];
    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<(string Path, ScriptFacts Facts)> _scripts = [];
    private readonly Dictionary<(string Kind, string Name), LocatedDeclaration> _named = [];
    private bool _closed;
    private int _left;

    /// <summary>The file that is read now.</summary>
    public string CurrentFile { get; set; } = "";

    /// <summary>The declarations, in their order.</summary>
    public IReadOnlyList<LocatedDeclaration> Declarations => _declarations;

    /// <summary>The faults, in the order in which they were found.</summary>
    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    /// <summary>What was found out about script files, by their path.</summary>
    public IReadOnlyList<(string Path, ScriptFacts Facts)> Scripts => _scripts;

    /// <summary>Whether every file was read to its end or its fault.</summary>
    public bool Complete { get; private set; } = true;

    /// <inheritdoc />
    public void Declare(Declaration declaration)
    {
        lock (_gate)
        {
            if (_closed) return;
            var (file, line, column) = Locate(declaration.Place);
            var located = new LocatedDeclaration(declaration, file, line, column);
            if (declaration.Name is { } name && !_named.TryAdd((declaration.Kind, name.ToUpperInvariant()), located))
            {
                var first = _named[(declaration.Kind, name.ToUpperInvariant())];
                AddLocked(new(
                    FaultSeverity.Error, FaultCodes.Duplicate,
                    $"The {declaration.Kind} '{name}' is declared already, at {first.File}:{first.Line}. That one counts, this one does not.", file, line, column) { Kind = declaration.Kind });
                return;
            }

            _declarations.Add(located);
            if (declaration.Kind == "schedule") return;
            foreach (var other in declaration.Others.Keys)
            {
                AddLocked(new(
                    FaultSeverity.Warning, FaultCodes.UnknownParameter, $"{declaration.Cmdlet} has no parameter '{other}'. It has no effect.", file, line, column));
            }
        }
    }

    /// <inheritdoc />
    public void Refuse(string cmdlet, string reason, SourcePlace place) => Add(FaultSeverity.Refused, FaultCodes.Refused, $"{cmdlet}: {reason}", place);

    /// <summary>Adds a fault of a place.</summary>
    public void Add(FaultSeverity severity, string code, string message, SourcePlace place, string? kind = null)
    {
        var (file, line, column) = Locate(place);
        Add(new(severity, code, message, file, line, column) { Kind = kind });
    }

    /// <summary>Adds a fault.</summary>
    public void Add(ConfigurationFault fault)
    {
        lock (_gate)
        {
            if (!_closed) AddLocked(fault with { Message = paths.Clean(fault.Message) });
        }
    }

    /// <summary>Adds what was found out about a script file.</summary>
    public void Add(string script, ScriptFacts facts)
    {
        lock (_gate)
        {
            if (!_closed) _scripts.Add((script, facts with { Fault = facts.Fault is null ? null : paths.Clean(facts.Fault) }));
        }
    }

    /// <summary>Notes which declarations of a file are statements with lines of their own.</summary>
    /// <param name="file">Absolute path of the file.</param>
    /// <param name="ends">Last lines by the place where the statement begins.</param>
    public void Measure(string file, IReadOnlyDictionary<(int Line, int Column), int> ends)
    {
        lock (_gate)
        {
            if (_closed) return;
            var path = paths.Of(file);
            foreach (var declaration in _declarations.Where(declaration => declaration.File == path)) declaration.EndLine = ends.GetValueOrDefault((declaration.Line, declaration.Column));
        }
    }

    /// <summary>Adds what was found out about a declared script.</summary>
    public void Describe(LocatedDeclaration script, ScriptFacts facts)
    {
        lock (_gate)
        {
            if (!_closed) script.Facts = facts;
        }
    }

    /// <summary>Notes that the file that is read now took too long and was ended.</summary>
    public void EndFile(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_closed) return;
            Complete = false;
            _faults.Add(new(
                FaultSeverity.Error, FaultCodes.TimedOut,
                FormattableString.Invariant($"The file took longer than {limit.TotalSeconds:0.#} s, half of the time that was left, and was ended. What follows in it was not read."),
                paths.Of(CurrentFile)));
        }
    }

    /// <summary>Takes nothing more.</summary>
    /// <param name="limit">The time limit, when it is why.</param>
    public void Close(TimeSpan? limit = null)
    {
        lock (_gate)
        {
            if (_closed) return;
            if (limit is { } time)
            {
                Complete = false;
                _faults.Add(new(
                    FaultSeverity.Error, FaultCodes.TimedOut,
                    FormattableString.Invariant($"Reading the configuration took longer than {time.TotalSeconds} s and was ended in this file. What follows it was not read."),
                    paths.Of(CurrentFile)));
            }

            if (_left > 0) _faults.Add(new(FaultSeverity.Error, FaultCodes.More, FormattableString.Invariant($"{_left} further faults are left out.")));
            _closed = true;
        }
    }

    private void AddLocked(ConfigurationFault fault)
    {
        // A loop can make millions.
        if (_faults.Count < MaxFaults) _faults.Add(fault);
        else _left++;
    }

    // What happens outside of the repository, in a module, is laid to the file that is read.
    private (string File, int Line, int Column) Locate(SourcePlace place) =>
        paths.Contains(place.File) ? (paths.Of(place.File), place.Line, place.Column) : (paths.Of(CurrentFile), 0, 0);
}
