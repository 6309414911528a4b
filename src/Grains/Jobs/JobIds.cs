namespace Universal.Grains.Jobs;

/// <summary>Job numbers for this node. Callers that wait together are served by one call of the grain.</summary>
internal sealed class JobIds(IGrainFactory grains)
{
    private readonly IJobIdsGrain _numbers = grains.GetGrain<IJobIdsGrain>(0);
    private readonly Lock _gate = new();
    private List<TaskCompletionSource<long>> _waiting = [];
    private bool _fetching;

    public Task<long> NextAsync()
    {
        var waiter = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add(waiter);
            if (_fetching) return waiter.Task;
            _fetching = true;
        }

        _ = Task.Run(FetchAsync);
        return waiter.Task;
    }

    private async Task FetchAsync()
    {
        while (true)
        {
            List<TaskCompletionSource<long>> served;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _fetching = false;
                    return;
                }

                (served, _waiting) = (_waiting, []);
            }

            try
            {
                var first = await _numbers.Take(served.Count);
                for (var i = 0; i < served.Count; i++) served[i].SetResult(first + i);
            }
            catch (Exception error)
            {
                foreach (var waiter in served) waiter.SetException(error);
            }
        }
    }
}
