using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Universal.Repository.Catalogue;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>Sends webhooks. Address, secret and headers are those that the repository declares now: they are not stored with the delivery.</summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>Header with the delivery's number, by which receivers tell repeats.</summary>
    public const string DeliveryHeader = "X-Universal-Delivery";

    /// <summary>Header with the kind of event.</summary>
    public const string EventHeader = "X-Universal-Event";

    /// <summary>Header with the signature.</summary>
    public const string SignatureHeader = "X-Universal-Signature";

    private const int MaxError = 500;
    private readonly ICatalogue _catalogue;
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly HttpClient _http;

    /// <summary>Makes the sender of this node.</summary>
    public WebhookSender(ICatalogue catalogue, IOptions<TriggerOptions> options, TimeProvider time)
    {
        (_catalogue, _time, _limit) = (catalogue, time, options.Value.WebhookTimeout);
        // A redirection could lead to a host that the repository does not name.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a delivery once. Throws only when it is ended from outside.</summary>
    public async Task<WebhookAnswer> SendAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var trigger = _catalogue.Current.Triggers.FirstOrDefault(trigger => trigger.Name.Equals(delivery.Trigger, StringComparison.OrdinalIgnoreCase));
        if (trigger?.Webhook is not { } webhook) return new WebhookAnswer(null, "The repository declares no webhook of that trigger any more.", Final: true);
        using var deadline = new CancellationTokenSource(_limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = RequestOf(delivery, webhook);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new WebhookAnswer((int)response.StatusCode, RetryAfter: RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, string.Create(CultureInfo.InvariantCulture, $"The receiver did not answer within {_limit.TotalSeconds:0.#} seconds."));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // Of a host or a certificate; the address after the host is not in it.
            var text = error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message;
            return new WebhookAnswer(null, text.Length <= MaxError ? text : text[..MaxError]);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(WebhookDelivery delivery, TriggerWebhook webhook)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Uri) { Content = new StringContent(delivery.Payload, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "Universal");
        request.Headers.Add(DeliveryHeader, delivery.Id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(EventHeader, delivery.Event.ToString());
        if (webhook.Secret is { } secret) request.Headers.Add(SignatureHeader, WebhookRules.Sign(secret, _time.GetUtcNow(), delivery.Payload));
        foreach (var (name, value) in webhook.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > _time.GetUtcNow() ? date - _time.GetUtcNow() : null);
}
