using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Invoke-WebRequest</c> and <c>Invoke-RestMethod</c> have in common.</summary>
public abstract class WebRequestCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>The address.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public Uri? Uri { get; set; }

    /// <summary>The method. Default: GET, or POST with a form.</summary>
    [Parameter(ParameterSetName = "StandardMethod")]
    [Parameter(ParameterSetName = "StandardMethodNoProxy")]
    public WebRequestMethod Method { get; set; }

    /// <summary>A method of another name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "CustomMethod")]
    [Parameter(Mandatory = true, ParameterSetName = "CustomMethodNoProxy")]
    [Alias("CM")]
    [ValidateNotNullOrEmpty]
    public string? CustomMethod { get; set; }

    /// <summary>What to send. A table is a query for GET and a form otherwise.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? Body { get; set; }

    /// <summary>A form with parts, also files.</summary>
    [Parameter]
    public IDictionary? Form { get; set; }

    /// <summary>A file to send.</summary>
    [Parameter]
    public string? InFile { get; set; }

    /// <summary>A file for the answer.</summary>
    [Parameter]
    public string? OutFile { get; set; }

    /// <summary>Writes the answer also when it goes into a file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Type of what is sent.</summary>
    [Parameter]
    public string? ContentType { get; set; }

    /// <summary>Headers.</summary>
    [Parameter]
    public IDictionary? Headers { get; set; }

    /// <summary>Sends headers as they are.</summary>
    [Parameter]
    public SwitchParameter SkipHeaderValidation { get; set; }

    /// <summary>Name and password.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>How the request says who sends it.</summary>
    [Parameter]
    public WebAuthenticationType Authentication { get; set; }

    /// <summary>The token.</summary>
    [Parameter]
    public SecureString? Token { get; set; }

    /// <summary>Sends secrets also without encryption.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Takes the identity of this process.</summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <summary>Certificate of the client.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate? Certificate { get; set; }

    /// <summary>Trusts every server.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Takes failures for answers.</summary>
    [Parameter]
    public SwitchParameter SkipHttpErrorCheck { get; set; }

    /// <summary>A variable that keeps the session.</summary>
    [Parameter]
    [Alias("SV")]
    public string? SessionVariable { get; set; }

    /// <summary>The session of earlier requests.</summary>
    [Parameter]
    public WebRequestSession? WebSession { get; set; }

    /// <summary>What the client calls itself.</summary>
    [Parameter]
    public string? UserAgent { get; set; }

    /// <summary>Closes the connection after the answer.</summary>
    [Parameter]
    public SwitchParameter DisableKeepAlive { get; set; }

    /// <summary>Seconds until the answer has to begin. 0: without end.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(0, int.MaxValue)]
    public int ConnectionTimeoutSeconds { get; set; }

    /// <summary>Seconds that the answer may stand still. 0: without end.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int OperationTimeoutSeconds { get; set; }

    /// <summary>How many redirections are followed. Default 5.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaximumRedirection { get; set; }

    /// <summary>Follows also from an encrypted to an open address.</summary>
    [Parameter]
    public SwitchParameter AllowInsecureRedirect { get; set; }

    /// <summary>How often a failed request is repeated. Default: not.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaximumRetryCount { get; set; }

    /// <summary>Seconds between repeats. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? RetryIntervalSec { get; set; }

    /// <summary>The proxy.</summary>
    [Parameter(ParameterSetName = "StandardMethod")]
    [Parameter(ParameterSetName = "CustomMethod")]
    public Uri? Proxy { get; set; }

    /// <summary>Name and password for the proxy.</summary>
    [Parameter(ParameterSetName = "StandardMethod")]
    [Parameter(ParameterSetName = "CustomMethod")]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Goes past the proxy.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "StandardMethodNoProxy")]
    [Parameter(Mandatory = true, ParameterSetName = "CustomMethodNoProxy")]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The protocol's version.</summary>
    [Parameter]
    public Version? HttpVersion { get; set; }

    /// <summary>The only way of reading pages there is; changes nothing.</summary>
    [Parameter]
    public SwitchParameter UseBasicParsing { get; set; }

    /// <summary>Ends waits when the script is stopped.</summary>
    protected CancellationToken Stopped => _stopped.Token;

    private WebRequestSession Session { get; set; } = new();

    /// <inheritdoc />
    public void Dispose()
    {
        _stopped.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopped.Cancel();

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Authentication != WebAuthenticationType.None && !IsEncrypted() && !AllowUnencryptedAuthentication)
        {
            Refuse("WebCmdletAllowUnencryptedAuthenticationRequiredException",
                "The cmdlet cannot protect plain text secrets sent over unencrypted connections. To suppress this warning and send plain text secrets over unencrypted networks, reissue the command specifying the AllowUnencryptedAuthentication parameter.");
        }

        if (Authentication is WebAuthenticationType.Bearer or WebAuthenticationType.OAuth && Token is null)
            Refuse("WebCmdletAuthenticationTokenNotSuppliedException", "The cmdlet cannot run because the following parameter is not specified: Token. The supplied Authentication type requires a Token.");
        if (Authentication == WebAuthenticationType.Basic && Credential is null)
            Refuse("WebCmdletAuthenticationCredentialNotSuppliedException", "The cmdlet cannot run because the following parameter is not specified: Credential. The supplied Authentication type requires a Credential.");
        if (Body is not null && InFile is not null)
            Refuse("WebCmdletBodyConflictException", "The cmdlet cannot run because the following conflicting parameters are specified: Body and InFile. Specify either Body or Infile, then retry.");
        if (Body is not null && Form is not null)
            Refuse("WebCmdletBodyFormConflictException", "The cmdlet cannot run because the following conflicting parameters are specified: Body and Form. Specify either Body or Form, then retry.");
        if (SessionVariable is not null && WebSession is not null)
            Refuse("WebCmdletSessionConflictException", "The cmdlet cannot run because the following conflicting parameters are specified: WebSession and SessionVariable. Specify either WebSession or SessionVariable, then retry.");
        Session = WebSession ?? new WebRequestSession();
        if (SessionVariable is not null)
            SessionState.PSVariable.Set(SessionVariable, Session);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var address = Uri!.IsAbsoluteUri ? Uri : new Uri("http://" + Uri.OriginalString);
        using var client = NewClient();
        try
        {
            Send(client, address);
        }
        catch (HttpResponseException e)
        {
            var text = Reading(e.Response.Content.ReadAsStringAsync(Stopped));
            var error = new ErrorRecord(e, "WebCmdletWebResponseException", ErrorCategory.InvalidOperation, e.Response.RequestMessage);
            if (text.Length > 0)
                error.ErrorDetails = new ErrorDetails(text);
            ThrowTerminatingError(error);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !Stopping)
        {
            var reason = e is OperationCanceledException
                ? new TimeoutException($"The operation has timed out after {ConnectionTimeoutSeconds} seconds.", e)
                : e;
            ThrowTerminatingError(new ErrorRecord(reason, "WebCmdletWebResponseException", ErrorCategory.InvalidOperation, address));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Takes the answer. Returns where to go on, if anywhere.</summary>
    private protected abstract Uri? Take(HttpResponseMessage response);

    /// <summary>Waits for a piece of the answer.</summary>
    protected static T Reading<T>(Task<T> reading) => reading.GetAwaiter().GetResult();

    private protected virtual void See(HttpResponseMessage response)
    {
    }

    private void Send(HttpClient client, Uri address)
    {
        for (Uri? next = address; next is not null;)
        {
            // Not disposed: the answer, or the error about it, goes to the script.
            var response = SendWithRetries(client, next);
            See(response);
            if (!SkipHttpErrorCheck && !response.IsSuccessStatusCode)
            {
                throw new HttpResponseException(string.Create(
                    CultureInfo.InvariantCulture, $"Response status code does not indicate success: {(int)response.StatusCode} ({response.ReasonPhrase})."), response);
            }

            if (OutFile is not null)
                Keep(response);
            next = OutFile is null || PassThru ? Take(response) : null;
        }
    }

    private HttpResponseMessage SendWithRetries(HttpClient client, Uri address)
    {
        var left = MaximumRetryCount ?? Session.MaximumRetryCount;
        while (true)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stopped);
            if (ConnectionTimeoutSeconds > 0)
                limit.CancelAfter(TimeSpan.FromSeconds(ConnectionTimeoutSeconds));
            using var request = NewRequest(address);
            WriteVerbose($"Requested HTTP/{request.Version} {request.Method} with {request.Content?.Headers.ContentLength ?? 0}-byte payload");
            var response = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).GetAwaiter().GetResult();
            var status = (int)response.StatusCode;
            if (left-- <= 0 || status is not (304 or (>= 400 and <= 599)))
                return response;
            var wait = status == 429 && response.Headers.RetryAfter?.Delta is { } asked ? asked : TimeSpan.FromSeconds(RetryIntervalSec ?? Session.RetryIntervalInSeconds);
            response.Dispose();
            WriteVerbose($"Retrying after interval of {wait.TotalSeconds} seconds. Status code for previous attempt: {status}");
            if (Stopped.WaitHandle.WaitOne(wait))
                throw new PipelineStoppedException();
        }
    }

    private HttpClient NewClient()
    {
        var session = Session;
        session.UserAgent = UserAgent ?? session.UserAgent;
        session.UseDefaultCredentials |= UseDefaultCredentials;
        if (Credential is not null && Authentication == WebAuthenticationType.None)
            session.Credentials = Credential.GetNetworkCredential();
        if (Certificate is not null)
            (session.Certificates ??= []).Add(Certificate);
        if (Proxy is not null)
            session.Proxy = new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() };
        foreach (DictionaryEntry header in Headers ?? new Hashtable())
            session.Headers[LanguagePrimitives.ConvertTo<string>(header.Key)] = LanguagePrimitives.ConvertTo<string>(header.Value);
        var redirections = MaximumRedirection ?? (session.MaximumRedirection < 0 ? 5 : session.MaximumRedirection);
        var handler = new HttpClientHandler
        {
            CookieContainer = session.Cookies,
            AllowAutoRedirect = redirections > 0,
            AutomaticDecompression = DecompressionMethods.All,
            UseDefaultCredentials = session.UseDefaultCredentials,
        };
        if (redirections > 0)
            handler.MaxAutomaticRedirections = redirections;
        if (session.Credentials is not null)
            handler.Credentials = session.Credentials;
        if (NoProxy)
            handler.UseProxy = false;
        else if (session.Proxy is not null)
            handler.Proxy = session.Proxy;
        if (session.Certificates is not null)
            handler.ClientCertificates.AddRange(session.Certificates);
        if (SkipCertificateCheck)
            handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        return new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    private HttpRequestMessage NewRequest(Uri address)
    {
        var method = CustomMethod is not null ? new HttpMethod(CustomMethod.ToUpperInvariant())
            : Method != WebRequestMethod.Default ? new HttpMethod(Method.ToString().ToUpperInvariant())
            : Form is not null ? HttpMethod.Post : HttpMethod.Get;
        var content = NewContent(method, ref address);
        var request = new HttpRequestMessage(method, address) { Content = content };
        if (HttpVersion is not null)
            (request.Version, request.VersionPolicy) = (HttpVersion, HttpVersionPolicy.RequestVersionExact);
        request.Headers.ConnectionClose = DisableKeepAlive ? true : null;
        request.Headers.TryAddWithoutValidation("User-Agent", Session.UserAgent ?? "Mozilla/5.0 (compatible; Universal) PowerShell/7.6.9");
        foreach (var (name, value) in Session.Headers)
            AddHeader(request, name, value);
        switch (Authentication)
        {
            case WebAuthenticationType.Basic:
                var login = Credential!.GetNetworkCredential();
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")));
                break;
            case WebAuthenticationType.Bearer or WebAuthenticationType.OAuth:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new NetworkCredential("", Token).Password);
                break;
        }

        return request;
    }

    private void AddHeader(HttpRequestMessage request, string name, string value)
    {
        if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            if (request.Content is null)
                return;
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        request.Headers.Remove(name);
        if (SkipHeaderValidation)
            request.Headers.TryAddWithoutValidation(name, value);
        else
            request.Headers.Add(name, value);
    }

    private HttpContent? NewContent(HttpMethod method, ref Uri address)
    {
        if (Form is not null)
            return Parts();
        if (InFile is not null)
            return Typed(new StreamContent(File.OpenRead(SourceFile.Resolve(this, InFile, literal: false)[0])), "application/octet-stream");
        switch (Body is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : Body)
        {
            case null:
                return ContentType is null ? null : Typed(new ByteArrayContent([]), null);
            case IDictionary table when method == HttpMethod.Get:
                var more = Query(table);
                address = new UriBuilder(address) { Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{more}" : more }.Uri;
                return null;
            case IDictionary table:
                return Typed(new StringContent(Query(table), Encoding.UTF8), "application/x-www-form-urlencoded");
            case XmlNode xml:
                return Typed(new StringContent(xml.OuterXml, Encoding.UTF8), "application/xml");
            case byte[] bytes:
                return Typed(new ByteArrayContent(bytes), null);
            case Stream stream:
                return Typed(new StreamContent(stream), null);
            case var other:
                return Typed(new ByteArrayContent(CharsetOf(ContentType).GetBytes(LanguagePrimitives.ConvertTo<string>(other))), method == HttpMethod.Post ? "application/x-www-form-urlencoded" : null);
        }
    }

    private HttpContent Typed(HttpContent content, string? otherwise)
    {
        content.Headers.ContentType = (ContentType ?? otherwise) is { } type ? MediaTypeHeaderValue.Parse(type) : null;
        return content;
    }

    private MultipartFormDataContent Parts()
    {
        var parts = new MultipartFormDataContent();
        foreach (DictionaryEntry entry in Form!)
        {
            var name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            foreach (var value in LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object>() ?? [entry.Value!])
            {
                if ((value is PSObject wrapped ? wrapped.BaseObject : value) is FileInfo file)
                    parts.Add(new StreamContent(file.OpenRead()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, name, file.Name);
                else
                    parts.Add(new StringContent(LanguagePrimitives.ConvertTo<string>(value)), name);
            }
        }

        return parts;
    }

    private static string Query(IDictionary table) => string.Join('&', table.Cast<DictionaryEntry>().Select(entry =>
        $"{WebUtility.UrlEncode(LanguagePrimitives.ConvertTo<string>(entry.Key))}={WebUtility.UrlEncode(LanguagePrimitives.ConvertTo<string>(entry.Value))}"));

    private static Encoding CharsetOf(string? contentType) =>
        contentType is not null && MediaTypeHeaderValue.TryParse(contentType, out var type) && type.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;

    private void Keep(HttpResponseMessage response)
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutFile!);
        if (Directory.Exists(file))
            file = System.IO.Path.Combine(file, System.IO.Path.GetFileName(response.RequestMessage!.RequestUri!.LocalPath) is { Length: > 0 } name ? name : "index.html");
        response.Content.LoadIntoBufferAsync(Stopped).GetAwaiter().GetResult();
        using var target = File.Create(file);
        response.Content.CopyToAsync(target, Stopped).GetAwaiter().GetResult();
    }

    private bool IsEncrypted() => Uri is { IsAbsoluteUri: true, Scheme: "https" };

    private void Refuse(string id, string message) =>
        ThrowTerminatingError(new ErrorRecord(new ValidationMetadataException(message), id, ErrorCategory.InvalidArgument, this));
}
