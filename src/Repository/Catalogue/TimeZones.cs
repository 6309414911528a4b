using TimeZoneConverter;

namespace Universal.Repository.Catalogue;

/// <summary>Finds time zones by their names of IANA and of Windows, on every system.</summary>
public static class TimeZones
{
    /// <summary>The zone, or null when there is none of that name. UTC and IANA's names are found without regard to letter case.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        var id = name.Trim();
        if (id.Equals("UTC", StringComparison.OrdinalIgnoreCase) || id.Equals("Z", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Utc;
        return TZConvert.TryGetTimeZoneInfo(id, out var zone) ? zone : null;
    }

    /// <summary>The IANA name of a zone, where it has one.</summary>
    public static string NameOf(TimeZoneInfo zone) =>
        zone.HasIanaId || !TZConvert.TryWindowsToIana(zone.Id, out var iana) ? zone.Id : iana;
}
