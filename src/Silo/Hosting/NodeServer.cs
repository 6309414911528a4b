using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Universal.Silo.Hosting;

/// <summary>
/// The web server of a node. Its port opens before the node has joined, for an application that answers the status, and stays open when the node's own takes
/// over: a balancer never finds a closed port between the two. Requests are ended by the application that they were begun with.
/// </summary>
internal sealed class NodeServer(IServer inner) : IServer, IHttpApplication<NodeServer.Call>
{
    private volatile Seat? _current;
    private bool _open;

    /// <inheritdoc/>
    public IFeatureCollection Features => inner.Features;

    /// <summary>Opens the port, if it is not open yet, and gives all requests from now on to <paramref name="application"/>.</summary>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        _current = new Seat<TContext>(application);
        if (_open) return;
        _open = true;
        await inner.StartAsync(this, cancellationToken);
    }

    /// <summary>Closes the port and waits for the requests that are under way.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    Call IHttpApplication<Call>.CreateContext(IFeatureCollection contextFeatures) => _current!.Begin(contextFeatures);

    Task IHttpApplication<Call>.ProcessRequestAsync(Call context) => context.ProcessAsync();

    void IHttpApplication<Call>.DisposeContext(Call context, Exception? exception) => context.End(exception);

    /// <summary>A request, with the application that it was begun with.</summary>
    internal abstract class Call
    {
        public abstract Task ProcessAsync();

        public abstract void End(Exception? error);
    }

    private abstract class Seat
    {
        public abstract Call Begin(IFeatureCollection features);
    }

    private sealed class Seat<TContext>(IHttpApplication<TContext> application) : Seat where TContext : notnull
    {
        public override Call Begin(IFeatureCollection features) => new SeatCall(application, application.CreateContext(features));

        private sealed class SeatCall(IHttpApplication<TContext> application, TContext context) : Call
        {
            public override Task ProcessAsync() => application.ProcessRequestAsync(context);

            public override void End(Exception? error) => application.DisposeContext(context, error);
        }
    }
}
