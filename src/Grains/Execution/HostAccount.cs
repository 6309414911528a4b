namespace Universal.Grains.Execution;

/// <summary>The account that hosts of a launcher run under.</summary>
/// <param name="Launcher">The words before the host's program; empty: none.</param>
/// <param name="UserId">Number of the account.</param>
/// <param name="IsOther">Whether it is another one than the node's.</param>
/// <param name="Folders">Folder whose <c>home</c> and <c>tmp</c> its hosts use. Null: those that the account has.</param>
internal sealed record HostAccount(IReadOnlyList<string> Launcher, uint UserId, bool IsOther, string? Folders);
