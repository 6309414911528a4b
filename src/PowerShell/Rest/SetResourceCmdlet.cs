using System.Net.Http;

namespace Universal.PowerShell.Rest;

/// <summary>Changes what its parameters say of a resource; what they don't say stays. It can be repeated.</summary>
public abstract class SetResourceCmdlet : ChangeResourceCmdlet
{
    /// <summary>The parameter that holds the resource.</summary>
    protected abstract string TargetParameter { get; }

    /// <summary>Parameters that a server has no field for.</summary>
    private protected virtual string[] NotSent => [];

    /// <summary>Changes what is sent.</summary>
    private protected virtual void Complete(JsonBody body)
    {
    }

    /// <inheritdoc />
    protected override void Run()
    {
        var body = BodyOf(["Id", TargetParameter, .. NotSent]);
        Complete(body);
        if (Send(HttpMethod.Put, Address(), body) is { } changed) WriteObject(ResourceReader.Read(changed, Kind.Type));
    }
}
