using System.ComponentModel;
using System.Diagnostics;

namespace Universal.ScriptHost.Processes;

/// <summary>
/// Windows and macOS: the tree of the script's own process, as far as parents still stand in it. Written from the documentation; we have not run it there.
/// </summary>
public sealed class PortableProcessTree : IProcessTree
{
    /// <summary>The script's own process, once it was started.</summary>
    public Process? Root { get; set; }

    /// <inheritdoc />
    public bool IsUntouched => false;

    /// <inheritdoc />
    /// <remarks>There is no gentle way that works for every program of these systems.</remarks>
    public void Terminate()
    {
    }

    /// <inheritdoc />
    public void Kill()
    {
        try
        {
            Root?.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }
    }

    /// <inheritdoc />
    public void EndLeftovers(TimeSpan grace) => Kill();

    /// <inheritdoc />
    public void Reap()
    {
    }
}
