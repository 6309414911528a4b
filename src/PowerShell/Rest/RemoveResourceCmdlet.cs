using System.Net.Http;

namespace Universal.PowerShell.Rest;

/// <summary>Removes a resource. Removing one that is gone is an error of the code <c>not_found</c>.</summary>
public abstract class RemoveResourceCmdlet : ChangeResourceCmdlet
{
    /// <inheritdoc />
    protected override void Run() => Send(HttpMethod.Delete, Address());
}
