// The measurements count the CPU time of child processes.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
