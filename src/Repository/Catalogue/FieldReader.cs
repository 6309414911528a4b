using System.Globalization;
using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>Reads the fields of one declaration; a field of the wrong kind is a fault with its line, and counts as absent.</summary>
internal sealed class FieldReader
{
    private readonly string _file;
    private readonly int _line;
    private readonly List<CatalogueFault> _faults;
    private readonly Dictionary<string, LocatedMember> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _known = [];

    private FieldReader(LocatedJson json, string file, List<CatalogueFault> faults)
    {
        (_file, _line, _faults) = (file, json.Line, faults);
        foreach (var member in json.Members)
        {
            if (!_unread.TryAdd(member.Name, member)) Fault(member.Line, $"\"{member.Name}\" is given twice.");
        }
    }

    public delegate bool TryParse<T>(string text, out T value);

    /// <summary>A reader of that object; null, and a fault, when it is none.</summary>
    public static FieldReader? Of(LocatedJson json, string file, List<CatalogueFault> faults)
    {
        if (json.Kind == JsonValueKind.Object) return new FieldReader(json, file, faults);
        faults.Add(new CatalogueFault(file, json.Line, "must be an object."));
        return null;
    }

    public LocatedJson? Any(string name)
    {
        _known.Add(name);
        return _unread.Remove(name, out var member) ? member.Value : null;
    }

    public string? RequiredText(string name)
    {
        var missing = !_unread.ContainsKey(name);
        if (missing) Fault(_line, $"\"{name}\" is missing.");
        return Text(name);
    }

    public string? Text(string name)
    {
        if (Of(name, JsonValueKind.String, "must be text.") is not { } json) return null;
        if (!string.IsNullOrWhiteSpace(json.Text)) return json.Text.Trim();
        Fault(json.Line, $"\"{name}\" is empty.");
        return null;
    }

    public TimeSpan? Duration(string name)
    {
        const string wanted = "must be a duration longer than 0, like \"00:10:00\" or \"7.00:00:00\".";
        if (Of(name, JsonValueKind.String, wanted) is not { } json) return null;
        // "90" would be 90 days, which nobody means.
        if (json.Text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(json.Text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero)
            return duration;
        Fault(json.Line, $"\"{name}\" {wanted}");
        return null;
    }

    public int? Integer(string name, int smallest, int largest)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {smallest} to {largest}.");
        if (Of(name, JsonValueKind.Number, wanted) is not { } json) return null;
        if (int.TryParse(json.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest) return number;
        Fault(json.Line, $"\"{name}\" {wanted}");
        return null;
    }

    public double? Number(string name) => Of(name, JsonValueKind.Number, "must be a number.") is { } json ? double.Parse(json.Raw, CultureInfo.InvariantCulture) : null;

    public string? Pattern(string name)
    {
        if (Of(name, JsonValueKind.String, "must be a regular expression.") is not { } json) return null;
        if (ParameterRules.PatternFault(json.Text) is not { } fault) return json.Text;
        Fault(json.Line, $"\"{name}\" is no regular expression: {fault}");
        return null;
    }

    public bool? Boolean(string name)
    {
        var json = Any(name);
        if (json is null or { Kind: JsonValueKind.Null }) return null;
        if (json.Kind is JsonValueKind.True or JsonValueKind.False) return json.Kind == JsonValueKind.True;
        Fault(json.Line, $"\"{name}\" must be true or false.");
        return null;
    }

    public T? Choice<T>(string name) where T : struct, Enum
    {
        var wanted = $"must be one of: {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.";
        if (Of(name, JsonValueKind.String, wanted) is not { } json) return null;
        // Enum.TryParse would take numbers and lists as well.
        if (Enum.GetNames<T>().FirstOrDefault(known => known.Equals(json.Text, StringComparison.OrdinalIgnoreCase)) is { } match) return Enum.Parse<T>(match);
        Fault(json.Line, $"\"{name}\" {wanted}");
        return null;
    }

    public T? Parsed<T>(string name, TryParse<T> parse, string wanted) where T : class
    {
        if (Of(name, JsonValueKind.String, wanted) is not { } json) return null;
        if (parse(json.Text, out var value)) return value;
        Fault(json.Line, $"\"{name}\" {wanted}");
        return null;
    }

    public IReadOnlyList<LocatedJson>? List(string name) => Of(name, JsonValueKind.Array, "must be an array.")?.Items;

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var item in List(name) ?? [])
        {
            if (item.Kind == JsonValueKind.String) texts.Add(item.Text);
            else if (item.Kind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) texts.Add(item.Raw);
            else Fault(item.Line, $"\"{name}\" may hold only text and numbers.");
        }

        return texts;
    }

    /// <summary>Every field that was not asked for is a fault: a misspelled one would silently do nothing.</summary>
    public void RefuseOthers()
    {
        foreach (var member in _unread.Values) Fault(member.Line, $"\"{member.Name}\" is not a field here; there are {string.Join(", ", _known)}.");
    }

    private LocatedJson? Of(string name, JsonValueKind kind, string wanted)
    {
        var json = Any(name);
        if (json is null or { Kind: JsonValueKind.Null }) return null;
        if (json.Kind == kind) return json;
        Fault(json.Line, $"\"{name}\" {wanted}");
        return null;
    }

    private void Fault(int line, string message) => _faults.Add(new CatalogueFault(_file, line, message));
}
