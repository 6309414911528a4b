using Orleans.Concurrency;
using Universal.Security;

namespace Universal.Grains.Security;

[StatelessWorker]
internal sealed class RolesGrain : Grain, IRolesGrain
{
    private static readonly IReadOnlyList<RoleInfo> BuiltIn =
    [
        new(1, Roles.Administrator, "May do everything.", true),
        new(2, Roles.Operator, "Scripts, all jobs, and maintenance of nodes; not identities or settings.", true),
        new(3, Roles.Execute, "Runs scripts and sees the jobs that it asked for, with their descendants.", true),
        new(4, Roles.Reader, "Sees scripts, all jobs and nodes; changes nothing.", true),
        new(5, Roles.User, "Uses apps; of the platform it sees only its own profile.", true),
    ];

    public Task<IReadOnlyList<RoleInfo>> List() => Task.FromResult(BuiltIn);
}
