using Universal.Persistence.Statements;

namespace Universal.Persistence.GroupCommit;

/// <summary>One caller's write on its way to the database.</summary>
internal abstract class PendingWrite(WriteKind kind, object key, int weight)
{
    private int _taken;

    public WriteKind Kind { get; } = kind;

    /// <summary>Two writes of one kind with the same key never share a batch.</summary>
    public object Key { get; } = key;

    /// <summary>About how many characters it sends.</summary>
    public int Weight { get; } = weight;

    public abstract void WriteRows(RowWriter rows);

    /// <param name="result">What the statement gave for the key; null: nothing.</param>
    public abstract void Complete(object? result);

    public abstract void Fail(Exception error);

    /// <summary>Whoever takes it first decides: the pump sends it, or the caller who waited too long gives it up.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;
}

/// <summary>One caller's write with its typed result.</summary>
internal sealed class PendingWrite<TResult>(WriteKind kind, object key, int weight, TResult missing, Action<RowWriter> write)
    : PendingWrite(kind, key, weight)
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Completion => _completion.Task;

    public override void WriteRows(RowWriter rows) => write(rows);

    public override void Complete(object? result) => _completion.TrySetResult(result is null ? missing : (TResult)result);

    public override void Fail(Exception error)
    {
        _completion.TrySetException(error);

        // The caller may have gone already; then nobody looks at the error.
        _ = _completion.Task.Exception;
    }
}
