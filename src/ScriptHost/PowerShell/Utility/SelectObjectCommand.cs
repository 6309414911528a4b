using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Selects properties of objects, or some of the objects.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "DefaultParameter")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _held = new();
    private readonly List<PSObject> _unique = [];
    private PropertySelector[] _properties = [];
    private PropertySelector? _expand;
    private WildcardPattern[] _excluded = [];
    private HashSet<int> _indexes = [];
    private int _seen;
    private int _written;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Properties to leave out.</summary>
    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>Writes the elements of this property instead of an object.</summary>
    [Parameter]
    public string? ExpandProperty { get; set; }

    /// <summary>Leaves repeats out.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>Ignores the case of letters when comparing for <see cref="Unique"/>.</summary>
    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    /// <summary>How many from the beginning.</summary>
    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>How many from the end.</summary>
    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>How many to pass over: at the beginning, with <see cref="Last"/> at the end.</summary>
    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>How many to leave out at the end.</summary>
    [Parameter(ParameterSetName = "SkipLastParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    /// <summary>Takes all input although no more is written.</summary>
    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "IndexParameter")]
    public SwitchParameter Wait { get; set; }

    /// <summary>Positions to write, from 0.</summary>
    [Parameter(ParameterSetName = "IndexParameter")]
    public int[]? Index { get; set; }

    /// <summary>Positions to leave out, from 0.</summary>
    [Parameter(ParameterSetName = "SkipIndexParameter")]
    public int[]? SkipIndex { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _properties = [.. (Property ?? []).Select(PropertySelector.Parse)];
        _expand = ExpandProperty is null ? null : PropertySelector.Parse(ExpandProperty);
        _excluded = [.. (ExcludeProperty ?? []).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        if (_excluded.Length > 0 && _properties.Length == 0 && _expand is null)
            _properties = [PropertySelector.Parse("*")];
        _indexes = [.. Index ?? SkipIndex ?? []];
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;
        var position = _seen++;
        if (Index is not null || SkipIndex is not null)
        {
            if (_indexes.Contains(position) == Index is not null)
                Take(input);
            if (Index is not null && !Wait && !Unique && _indexes.All(index => index <= position))
                End();
            return;
        }

        if (Last is null && SkipLast == 0)
        {
            if (position >= Skip && (First is null || _written < First))
                Take(input);
            if (First is not null && _written >= First && !Wait && !Unique)
                End();
            return;
        }

        TakeFromEnd(input, position);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Last is not null)
        {
            foreach (var input in _held.Take(Math.Min(Last.Value, Math.Max(0, _held.Count - (First is null ? Skip : 0)))))
                Take(input);
        }

        if (Unique)
            WriteObject(_unique, enumerateCollection: true);
    }

    private void TakeFromEnd(PSObject input, int position)
    {
        if (First is not null && position >= Skip && _written < First)
        {
            Take(input);
            return;
        }

        _held.Enqueue(input);
        var kept = Last is { } last ? last + (First is null ? Skip : 0) : SkipLast;
        if (_held.Count > kept)
        {
            var oldest = _held.Dequeue();
            if (Last is null)
                Take(oldest);
        }
    }

    private void Take(PSObject input)
    {
        _written++;
        if (_expand is not null)
            Expand(input);
        else
            Put(_properties.Length == 0 ? input : Shape(input));
    }

    private PSObject Shape(PSObject input)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, "Selected." + input.TypeNames[0]);
        AddProperties(result, input);
        return result;
    }

    private void AddProperties(PSObject result, PSObject input)
    {
        foreach (var selector in _properties)
        {
            var found = false;
            foreach (var (name, value) in selector.Values(input))
            {
                found = true;
                Add(result, name, value);
            }

            if (!found && selector.MissingName is { } missing)
                Add(result, missing, null);
        }
    }

    private void Add(PSObject result, string name, object? value)
    {
        if (_excluded.Any(pattern => pattern.IsMatch(name)))
            return;
        if (result.Properties[name] is null)
            result.Properties.Add(new PSNoteProperty(name, value));
        else if (_expand is null)
            WriteError(new ErrorRecord(
                new PSArgumentException($"The property cannot be processed because the property \"{name}\" already exists."),
                "AlreadyExistingUserSpecifiedPropertyNoExpand",
                ErrorCategory.InvalidOperation,
                result));
    }

    private void Expand(PSObject input)
    {
        var values = _expand!.Values(input).ToArray();
        if (values.Length == 0)
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."), "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, input));
            return;
        }

        if (values.Length > 1)
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Multiple properties match \"{ExpandProperty}\"; only one can be expanded."),
                "MutlipleExpandProperties",
                ErrorCategory.InvalidArgument,
                input));
            return;
        }

        var value = values[0].Value;
        if (LanguagePrimitives.GetEnumerable(value) is not { } elements)
        {
            if (value is not null)
                Put(WithProperties(value, input));
            return;
        }

        foreach (var element in elements)
            if (element is not null)
                Put(WithProperties(element, input));
    }

    private PSObject WithProperties(object value, PSObject input)
    {
        var result = PSObject.AsPSObject(value);
        if (_properties.Length > 0)
            AddProperties(result, input);
        return result;
    }

    private void Put(PSObject result)
    {
        if (!Unique)
            WriteObject(result);
        else if (!_unique.Exists(other => IsSame(other, result)))
            _unique.Add(result);
    }

    private bool IsSame(PSObject one, PSObject other)
    {
        if (one.BaseObject is not PSCustomObject && other.BaseObject is not PSCustomObject)
            return LanguagePrimitives.Equals(one, other, CaseInsensitive);
        var (left, right) = (one.Properties.ToArray(), other.Properties.ToArray());
        return left.Length == right.Length && left.Zip(right).All(pair =>
            pair.First.Name.Equals(pair.Second.Name, StringComparison.OrdinalIgnoreCase)
            && LanguagePrimitives.Equals(pair.First.Value, pair.Second.Value, CaseInsensitive));
    }

    // What comes before in the pipeline need not run on: it ends, as a "break" would end a loop.
    private void End()
    {
        if (!Stopping)
            throw UpstreamStop.Create(this);
    }
}
