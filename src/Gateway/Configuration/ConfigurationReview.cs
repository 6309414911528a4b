using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using Universal.Errors;

namespace Universal.Gateway.Configuration;

/// <summary>
/// Looks at every key of the product's own sections: values that do not convert to their option's type are faults, told beside those of the validators;
/// keys that no option has are told with the nearest one, and do not keep a node from starting.
/// </summary>
public sealed class ConfigurationReview
{
    // Sections that .NET and the keys of PowerShell Universal have.
    private static readonly string[] Others = ["ConnectionStrings", "Data", "Kestrel", "Logging"];
    private const string VariablePrefix = "UNIVERSAL_";
    private readonly List<string> _faults = [];
    private readonly List<string> _unknown = [];
    private readonly Dictionary<string, string?> _defaults = [];

    private ConfigurationReview()
    {
    }

    /// <summary>Values that do not convert, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Keys that nothing reads, one sentence each.</summary>
    public IReadOnlyList<string> UnknownKeys => _unknown;

    /// <summary>
    /// Reviews the configuration for the options that are registered with a validator and name their section. A value that does not convert is
    /// replaced by the option's default, so that binding goes on to the other options and their validators are heard as well.
    /// </summary>
    /// <param name="configuration">The configuration; the defaults are added to it.</param>
    /// <param name="services">The registrations.</param>
    public static ConfigurationReview Of(IConfigurationManager configuration, IServiceCollection services)
    {
        var review = new ConfigurationReview();
        var sections = Sections(services);
        foreach (var (path, type) in sections) review.ReviewObject(configuration.GetSection(path), type, [.. sections.Keys]);
        review.ReviewSectionNames(configuration, [.. sections.Keys]);
        review.ReviewVariables(configuration, sections);
        if (review._defaults.Count > 0) configuration.AddInMemoryCollection(review._defaults);
        return review;
    }

    private static Dictionary<string, Type> Sections(IServiceCollection services) => services
        .Where(service => service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
        .Select(service => service.ServiceType.GetGenericArguments()[0])
        .Distinct()
        .Select(type => (Path: type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null, Type: type))
        .Where(section => section.Path is not null)
        .ToDictionary(section => section.Path!, section => section.Type, StringComparer.OrdinalIgnoreCase);

    private void ReviewSectionNames(IConfiguration configuration, IReadOnlyCollection<string> paths)
    {
        var known = paths.Select(path => path.Split(':')[0]).Concat(Others).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        foreach (var section in configuration.GetChildren().Where(child => child.Value is null && child.GetChildren().Any()))
        {
            // Other programs' variables are in the environment, too: only what looks like a section of ours is told.
            if (known.Contains(section.Key, StringComparer.OrdinalIgnoreCase) || NearestName.Find(section.Key, known) is not { } nearest) continue;
            _unknown.Add($"The section '{section.Key}' of the configuration is not known and has no effect. Did you mean '{nearest}'?");
        }
    }

    // UNIVERSAL_NODE_SLOTS for UNIVERSAL_Node__Slots: as a key of its own it is one of the root, that nothing reads. What scripts get there fits no key.
    private void ReviewVariables(IConfiguration configuration, IReadOnlyDictionary<string, Type> sections)
    {
        var variables = configuration.GetChildren().Where(child => child.Key.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase)).Select(child => child.Key).ToArray();
        if (variables.Length == 0) return;
        var keys = sections.SelectMany(section => KeysOf(section.Key, section.Value)).ToLookup(Joined, StringComparer.OrdinalIgnoreCase);
        foreach (var variable in variables)
        {
            if (keys[Joined(variable[VariablePrefix.Length..])].FirstOrDefault() is not { } key) continue;
            _unknown.Add($"The environment variable {variable} has no effect. Write {VariablePrefix}{key.Replace(":", "__", StringComparison.Ordinal)}.");
        }
    }

    private static PropertyInfo[] PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToArray();

    private static IEnumerable<string> KeysOf(string path, Type type) => PropertiesOf(type)
        .SelectMany(property => KeysAt($"{path}:{property.Name}", Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

    private static IEnumerable<string> KeysAt(string path, Type type) =>
        ElementOf(type) is not null ? [] : TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)) ? [path] : KeysOf(path, type);

    private static string Joined(string key) => key.Replace("_", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);

    private void ReviewObject(IConfigurationSection section, Type type, IReadOnlyCollection<string> sections)
    {
        var properties = PropertiesOf(type);
        foreach (var child in section.GetChildren())
        {
            if (properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                ReviewValue(child, property.PropertyType, () => Activator.CreateInstance(type) is { } made ? property.GetValue(made) : null, sections);
                continue;
            }

            // A section of its own inside this one.
            if (sections.Any(path => path.Equals(child.Path, StringComparison.OrdinalIgnoreCase))) continue;
            _unknown.Add($"The key '{child.Path}' of the configuration is not known and has no effect.{Hint(section.Path, child.Key, properties)}");
        }
    }

    private void ReviewValue(IConfigurationSection value, Type type, Func<object?> defaultValue, IReadOnlyCollection<string> sections)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(plain) is { } element)
        {
            if (value.Value is { Length: > 0 }) _unknown.Add($"The key '{value.Path}' of the configuration is a list or map and has no effect as one value. Write '{value.Path}:{(typeof(IDictionary).IsAssignableFrom(plain) ? "NAME" : "0")}'.");
            foreach (var entry in value.GetChildren()) ReviewValue(entry, element, () => null, sections);
        }
        else if (!TypeDescriptor.GetConverter(plain).CanConvertFrom(typeof(string)))
        {
            ReviewObject(value, plain, sections);
        }
        else if (value.Value is { } text && !(text.Length == 0 && plain != type) && Fault(plain, text) is { } fault)
        {
            _faults.Add($"{value.Path}: '{text}' {fault}.");
            _defaults[value.Path] = Convert.ToString(defaultValue(), CultureInfo.InvariantCulture) ?? "";
        }
    }

    private static string Hint(string path, string key, PropertyInfo[] properties) =>
        NearestName.Find(key, properties.Select(known => known.Name)) is { } nearest ? $" Did you mean '{path}:{nearest}'?" : "";

    // To .NET "30" is 30 days and "24:00:00" is 24 days; who wrote it meant 30 seconds and 24 hours. Days that are meant stand before a dot, or as the first of four numbers.
    private static string? UnitFault(TimeSpan time, string text)
    {
        if (time.Days == 0) return null;
        var parts = text.Split(':');
        if (parts.Length > 3 || (parts.Length > 1 && parts[0].Contains('.', StringComparison.Ordinal))) return null;
        var (meant, unit) = parts.Length == 1 ? (TimeSpan.FromSeconds(time.Days), "s") : (TimeSpan.FromHours(time.Days), "h");
        return string.Create(CultureInfo.InvariantCulture, $"would be {time.Days} {(Math.Abs(time.Days) == 1 ? "day" : "days")}. Write {meant:c} for {time.Days} {unit}");
    }

    // Of a list or map, what its entries are.
    private static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type)) return null;
        var kinds = type.GetInterfaces().Append(type).Where(contract => contract.IsGenericType).ToArray();
        return kinds.FirstOrDefault(contract => contract.GetGenericTypeDefinition() == typeof(IDictionary<,>))?.GetGenericArguments()[1]
            ?? kinds.FirstOrDefault(contract => contract.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }

    private static string? Fault(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is TimeSpan time ? UnitFault(time, text) : null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or NotSupportedException or OverflowException || error.InnerException is FormatException or OverflowException)
        {
            return type switch
            {
                { IsEnum: true } => $"must be one of {string.Join(", ", Enum.GetNames(type))}",
                _ when type == typeof(TimeSpan) => "is not a time such as 00:00:30 (30 s) or 7.00:00:00 (7 days)",
                _ when type == typeof(bool) => "must be true or false",
                _ when type == typeof(int) || type == typeof(long) => "is not a whole number, or too large",
                _ => $"is not a {type.Name}",
            };
        }
    }
}
