using System.Globalization;

namespace Universal.Grains.Git;

/// <summary>Where the files of a folder go that has to make room for a remote's.</summary>
internal static class SetAsideFolder
{
    /// <summary>Moves all that is in a folder, hidden files too, to a folder beside it, which is on the same disk. Gives where it is now. A crash in the middle leaves each entry in one of both places.</summary>
    public static string Move(string folder, DateTimeOffset now)
    {
        var target = Path.Combine(folder.TrimEnd('/', '\\') + ".set-aside", now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(target);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().ToArray())
        {
            var place = Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo inner) inner.MoveTo(place);
            else ((FileInfo)entry).MoveTo(place);
        }

        return target;
    }
}
