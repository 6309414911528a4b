using Universal.Git;

namespace Universal.Repository.Git;

/// <summary>
/// One use at a time of one side of a working copy: its files, or its exchange with the remote. Holds among the threads of this process and,
/// by a lock of the operating system that ends with its process, among the processes of the machine.
/// </summary>
internal sealed class WorkingCopyLock(string gitFolder, string name, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _mine = new(1, 1);

    /// <summary>Takes it, or fails with <see cref="GitOutcome.Locked"/> after that time.</summary>
    public async Task<Holder> TakeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var ends = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, cancellationToken);
        var entered = false;
        try
        {
            await _mine.WaitAsync(both.Token);
            entered = true;
            while (true)
            {
                if (TryOpen() is { } file) return new Holder(this, file);
                await Task.Delay(Poll, time, both.Token);
            }
        }
        catch (Exception e)
        {
            if (entered) _mine.Release();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new GitException(GitOutcome.Locked, "Another process or request uses the working copy.");
            throw;
        }
    }

    private FileStream? TryOpen()
    {
        Directory.CreateDirectory(gitFolder);
        var path = Path.Combine(gitFolder, name);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (DirectoryNotFoundException)
        {
            // Whoever was refused at the first contact removed the folder again in this moment.
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The lock, held. The file is one byte long meanwhile, so that the next holder sees whether this one came to its end.</summary>
    internal sealed class Holder : IDisposable
    {
        private readonly WorkingCopyLock _lock;
        private readonly FileStream _file;

        public Holder(WorkingCopyLock owner, FileStream file)
        {
            (_lock, _file) = (owner, file);
            AfterCrash = file.Length > 0;
            if (AfterCrash) return;
            file.WriteByte((byte)'1');
            file.Flush(flushToDisk: false);
        }

        /// <summary>Whether the holder before died while it held the lock: what it left is nobody's.</summary>
        public bool AfterCrash { get; }

        public void Dispose()
        {
            try
            {
                _file.SetLength(0);
            }
            finally
            {
                _file.Dispose();
                _lock._mine.Release();
            }
        }
    }
}
