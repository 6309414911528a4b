using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes PowerShell values as JSON.</summary>
/// <param name="depth">Levels of objects that are written as objects.</param>
/// <param name="enumsAsStrings">Whether enumerations are written by name.</param>
/// <param name="stopping">Whether to give up.</param>
internal sealed class PSJsonWriter(int depth, bool enumsAsStrings, Func<bool> stopping)
{
    /// <summary>Whether something was deeper than <c>depth</c>.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Writes a value.</summary>
    public void Write(Utf8JsonWriter json, object? value) => Write(json, value, 0);

    private void Write(Utf8JsonWriter json, object? value, int level)
    {
        if (stopping())
            throw new PipelineStoppedException();
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null || plain == DBNull.Value || plain == System.Management.Automation.Internal.AutomationNull.Value)
            json.WriteNullValue();
        else if (!TryWriteScalar(json, plain))
            WriteCompound(json, value!, plain, level);
    }

    private bool TryWriteScalar(Utf8JsonWriter json, object plain)
    {
        switch (plain)
        {
            case string or char or Guid or Uri or Type or ScriptBlock:
                json.WriteStringValue(plain.ToString());
                return true;
            case bool or SwitchParameter:
                json.WriteBooleanValue(LanguagePrimitives.IsTrue(plain));
                return true;
            case DateTime time:
                json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                return true;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                return true;
            case Enum name when enumsAsStrings:
                json.WriteStringValue(name.ToString());
                return true;
            case Enum number:
                json.WriteRawValue(number.ToString("D"));
                return true;
            case double number:
                WriteNumber(json, number, number.ToString("R", CultureInfo.InvariantCulture));
                return true;
            case float number:
                WriteNumber(json, number, number.ToString("R", CultureInfo.InvariantCulture));
                return true;
            case decimal or BigInteger:
            case var _ when plain.GetType().IsPrimitive:
                json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"{plain}"));
                return true;
            default:
                return false;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, double value, string text)
    {
        if (!double.IsFinite(value))
            json.WriteStringValue(text);
        else
            json.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0");
    }

    private void WriteCompound(Utf8JsonWriter json, object value, object plain, int level)
    {
        if (level > depth)
        {
            Truncated = true;
            json.WriteStringValue(LanguagePrimitives.ConvertTo<string>(value));
        }
        else if (plain is IDictionary table)
        {
            json.WriteStartObject();
            foreach (DictionaryEntry entry in table)
            {
                json.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $"{entry.Key}"));
                Write(json, entry.Value, level + 1);
            }

            json.WriteEndObject();
        }
        else if (plain is IEnumerable elements)
        {
            json.WriteStartArray();
            foreach (var element in elements)
                Write(json, element, level + 1);
            json.WriteEndArray();
        }
        else
        {
            WriteProperties(json, PSObject.AsPSObject(value), level);
        }
    }

    private void WriteProperties(Utf8JsonWriter json, PSObject value, int level)
    {
        json.WriteStartObject();
        var custom = value.BaseObject is PSCustomObject;
        foreach (var property in value.Properties)
        {
            if (!property.IsGettable || !(custom || property.MemberType is PSMemberTypes.Property or PSMemberTypes.NoteProperty))
                continue;
            object? part;
            try
            {
                part = property.Value;
            }
            catch (GetValueException)
            {
                part = null;
            }

            json.WritePropertyName(property.Name);
            Write(json, part, level + 1);
        }

        json.WriteEndObject();
    }
}
