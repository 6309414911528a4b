using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Protocol.Accounts;

/// <summary>
/// Access lists of files, by which a node opens a folder of its own to one more account, and to no other. The owner of a file may do that without any
/// privilege. Linux only.
/// </summary>
public static unsafe partial class PosixAcl
{
    /// <summary>To read a file, and to list and enter a folder.</summary>
    public const int Read = 5;

    /// <summary>To enter a folder, without seeing what is in it.</summary>
    public const int Enter = 1;

    /// <summary>To do everything with a file or folder.</summary>
    public const int All = 7;

    private const string AccessName = "system.posix_acl_access";
    private const string DefaultName = "system.posix_acl_default";
    private const int Size = 8;
    private const ushort Owner = 0x01, User = 0x02, Group = 0x04, NamedGroup = 0x08, Mask = 0x10, Other = 0x20;
    private const uint NoId = uint.MaxValue;
    private const int NoData = 61;

    /// <summary>Whether an account has an entry of its own.</summary>
    public static bool Has(string path, uint user) => Load(path, AccessName)?.Any(entry => entry.Tag == User && entry.Id == user) == true;

    /// <summary>Gives an account access to a file or folder. What others have stays.</summary>
    /// <exception cref="Win32Exception">The file is not this account's, or its file system knows no access lists.</exception>
    public static void Grant(string path, uint user, int permissions) => Store(path, AccessName, With(Load(path, AccessName) ?? OfMode(path), user, permissions));

    /// <summary>Gives accounts access to what will be made in a folder.</summary>
    /// <exception cref="Win32Exception">The folder is not this account's, or its file system knows no access lists.</exception>
    public static void GrantNew(string folder, int permissions, params ReadOnlySpan<uint> users)
    {
        var list = Load(folder, DefaultName) ?? [new(Owner, 7, NoId), new(Group, 0, NoId), new(Other, 0, NoId)];
        foreach (var user in users) list = With(list, user, permissions);
        Store(folder, DefaultName, list);
    }

    private static List<Entry> OfMode(string path)
    {
        var mode = OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path);
        return [new(Owner, (ushort)((mode >> 6) & 7), NoId), new(Group, (ushort)((mode >> 3) & 7), NoId), new(Other, (ushort)(mode & 7), NoId)];
    }

    private static List<Entry> With(List<Entry> list, uint user, int permissions)
    {
        List<Entry> next = [.. list.Where(entry => entry.Tag != Mask && (entry.Tag != User || entry.Id != user)), new(User, (ushort)permissions, user)];
        var mask = next.Where(entry => entry.Tag is User or Group or NamedGroup).Aggregate(0, (all, entry) => all | entry.Permissions);
        next.Add(new Entry(Mask, (ushort)mask, NoId));
        return [.. next.OrderBy(entry => entry.Tag).ThenBy(entry => entry.Id)];
    }

    private static List<Entry>? Load(string path, string name)
    {
        var buffer = new byte[4096];
        nint length;
        fixed (byte* first = buffer) length = GetAttribute(path, name, first, (nuint)buffer.Length);
        if (length < 0) return Marshal.GetLastPInvokeError() == NoData ? null : throw new Win32Exception(Marshal.GetLastPInvokeError());
        var entries = new List<Entry>();
        for (var at = 4; at + Size <= length; at += Size)
        {
            var raw = buffer.AsSpan(at, Size);
            entries.Add(new Entry(BinaryPrimitives.ReadUInt16LittleEndian(raw), BinaryPrimitives.ReadUInt16LittleEndian(raw[2..]), BinaryPrimitives.ReadUInt32LittleEndian(raw[4..])));
        }

        return entries.Count == 0 ? null : entries;
    }

    private static void Store(string path, string name, List<Entry> entries)
    {
        var buffer = new byte[4 + (entries.Count * Size)];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, 2);
        for (var i = 0; i < entries.Count; i++)
        {
            var raw = buffer.AsSpan(4 + (i * Size), Size);
            BinaryPrimitives.WriteUInt16LittleEndian(raw, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(raw[2..], entries[i].Permissions);
            BinaryPrimitives.WriteUInt32LittleEndian(raw[4..], entries[i].Id);
        }

        fixed (byte* first = buffer)
        {
            if (SetAttribute(path, name, first, (nuint)buffer.Length, 0) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private readonly record struct Entry(ushort Tag, ushort Permissions, uint Id);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, byte* value, nuint size);

    [LibraryImport("libc", EntryPoint = "setxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, byte* value, nuint size, int flags);
}
