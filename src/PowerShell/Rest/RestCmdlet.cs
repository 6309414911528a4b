using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Rest;

/// <summary>
/// A cmdlet that asks a server: the one that its parameters name, that of <c>Connect-PSUServer</c>, or in a job the node that runs it.
/// The failure of one item is an error record with the server's code as its id, and the next item is tried.
/// </summary>
public abstract class RestCmdlet : PSCmdlet
{
    private const string NoRoute = "no_route";
    private readonly CancellationTokenSource _stop = new();
    private ServerClient? _client;

    /// <summary>App token to use. Default: that of <c>Connect-PSUServer</c>; in a job, the job's own.</summary>
    [Parameter]
    public string? AppToken { get; set; }

    /// <summary>
    /// Address of the server with scheme and port. Default: that of <c>Connect-PSUServer</c>; in a job, the node that runs it.
    /// </summary>
    [Parameter]
    [Alias("Uri")]
    public string? ComputerName { get; set; }

    /// <summary>Offers the operating system's sign-in to a server or proxy that asks for one.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <summary>Takes the server's certificate as it is, whoever signed it. Only for a server that is known by other means.</summary>
    [Parameter]
    public SwitchParameter TrustCertificate { get; set; }

    /// <summary>Asks the node that runs the job, whatever <c>Connect-PSUServer</c> said. An error outside of jobs.</summary>
    [Parameter]
    public SwitchParameter Integrated { get; set; }

    /// <summary>Ends with the pipeline.</summary>
    protected CancellationToken Stop => _stop.Token;

    /// <summary>Name and password to sign in with, for cmdlets that take them.</summary>
    private protected virtual PSCredential? SignIn => null;

    /// <summary>What the parameters that were given say, without those about the server, as plain values.</summary>
    private protected JsonBody BodyOf(params string[] without)
    {
        var body = new JsonBody();
        foreach (var (name, value) in ParameterValues.Given(this).Where(given => !without.Contains(given.Name)))
            body[name] = value;
        return body;
    }

    /// <inheritdoc />
    protected sealed override void ProcessRecord()
    {
        var call = MyInvocation.MyCommand.Name;
        try
        {
            if (!RunWithoutServer()) Run();
        }
        catch (ServerException e)
        {
            WriteError(new ErrorRecord(e, e.Code, CategoryOf(e.Status), null) { ErrorDetails = new ErrorDetails($"{call}: {e.Message}") });
        }
        catch (ArgumentException e)
        {
            WriteError(new ErrorRecord(e, "InvalidArgument", ErrorCategory.InvalidArgument, null) { ErrorDetails = new ErrorDetails($"{call}: {e.Message}") });
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Does the work of one input.</summary>
    protected abstract void Run();

    /// <summary>What to do instead of asking a server; true: it was done.</summary>
    private protected virtual bool RunWithoutServer()
    {
        if (DeclaringMode.SinkOf(SessionState) is null) return false;
        var fault = new InvalidOperationException(
            $"{MyInvocation.MyCommand.Name} asks a server, and there is none while configuration files are read. Call it in a script or an app.");
        WriteError(new ErrorRecord(fault, "NotInConfiguration", ErrorCategory.InvalidOperation, null));
        return true;
    }

    private protected JsonElement? Get(string path) => Send(HttpMethod.Get, path);

    private protected JsonElement? Send(HttpMethod method, string path, JsonBody? body = null, string? key = null, bool once = false)
    {
        try
        {
            return (_client ??= Connect()).Send(method, path, body, key, once, Stop);
        }
        catch (ServerException e) when (e.Code == NoRoute || e.Status is HttpStatusCode.MethodNotAllowed)
        {
            throw new ServerException(
                $"{_client!.Url} has no route {method} /api/v1/{path.Split('?')[0]}: it is a Universal of another version than this module.", e.Status, NoRoute, e);
        }
    }

    private protected bool Follow(string path, Func<string, string, bool> take, CancellationToken stop) => (_client ??= Connect()).Follow(path, take, stop);

    private protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private protected ModuleState State => ModuleState.Of(MyInvocation.MyCommand);

    /// <summary>Writes a warning for parameters that were given and mean nothing to Universal.</summary>
    private protected void WarnOf(string parameter, string reason)
    {
        if (MyInvocation.BoundParameters.ContainsKey(parameter))
            WriteWarning($"{MyInvocation.MyCommand.Name}: -{parameter} has no effect: {reason}");
    }

    private ServerClient Connect()
    {
        var own = ServerAddress.OfJob();
        if (Integrated && own is null) throw new ArgumentException("-Integrated asks the node that runs the job; this is no job.");
        var known = Integrated ? own : State.Connected ?? own;
        if (ComputerName is not null)
        {
            var given = ServerAddress.Parse(ComputerName);
            // A token goes to the server it was given for, and to no other.
            known = known is not null && known.Url == given ? known : new ServerAddress(given, null, null);
        }

        if (known is null)
        {
            throw new ArgumentException(
                "There is no server to ask. Call Connect-PSUServer before, or give -ComputerName and -AppToken.");
        }

        if (AppToken is not null) known = known with { Token = AppToken, Credential = null };
        if (SignIn is { } credential) known = known with { Token = null, Credential = credential };
        if (UseDefaultCredentials) known = known with { UseDefaultCredentials = true };
        if (TrustCertificate) known = known with { TrustCertificate = true };
        return State.ClientFor(known);
    }

    private static ErrorCategory CategoryOf(HttpStatusCode? status) => status switch
    {
        null or HttpStatusCode.ServiceUnavailable => ErrorCategory.ConnectionError,
        HttpStatusCode.BadRequest => ErrorCategory.InvalidArgument,
        HttpStatusCode.Unauthorized => ErrorCategory.AuthenticationError,
        HttpStatusCode.Forbidden => ErrorCategory.PermissionDenied,
        HttpStatusCode.NotFound => ErrorCategory.ObjectNotFound,
        HttpStatusCode.Conflict => ErrorCategory.ResourceExists,
        _ => ErrorCategory.InvalidResult,
    };
}
