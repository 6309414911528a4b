using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Gateway.Access;
using Universal.Gateway.Audit;
using Universal.Gateway.Broadcast;
using Universal.Gateway.Cache;
using Universal.Gateway.Calls;
using Universal.Gateway.Catalogue;
using Universal.Gateway.Computers;
using Universal.Gateway.Environments;
using Universal.Gateway.Errors;
using Universal.Gateway.Git;
using Universal.Gateway.Hosting;
using Universal.Gateway.Hubs;
using Universal.Gateway.Identities;
using Universal.Gateway.Input;
using Universal.Gateway.Jobs;
using Universal.Gateway.Notifications;
using Universal.Gateway.OpenApi;
using Universal.Gateway.RoleList;
using Universal.Gateway.Schedules;
using Universal.Gateway.Scripts;
using Universal.Gateway.Setup;
using Universal.Gateway.SignIn;
using Universal.Gateway.Status;
using Universal.Gateway.Tokens;
using Universal.Gateway.Variables;
using Universal.Gateway.Triggers;

namespace Universal.Gateway;

/// <summary>The web tier: REST API, sign-in, status. In a node beside the silo, or alone as a client of the cluster.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the gateway with the options of section <c>Gateway</c>. Needs an <see cref="IGrainFactory"/> of a silo or client, a data-protection key
    /// ring that all nodes share, and an <see cref="INodeStatus"/> unless the gateway runs alone. Can be called twice.
    /// </summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(AuditTrail))) return builder;
        services.AddOptions<GatewayOptions>().Bind(builder.Configuration.GetSection(GatewayOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INodeStatus, ClientStatus>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>((kestrel, gateway) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = gateway.Value.MaxBodySize;
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<GatewayOptions>>((forwarded, gateway) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in gateway.Value.TrustedProxies) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        });
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new EnumNameConverter());
            json.SerializerOptions.Converters.Add(new ElementConverter());
            json.SerializerOptions.Converters.Add(new TimeSpanConverter());

            // A number is a number: "5" in quotes is a mistake that is better told than taken.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;

            // A member that nothing reads is a misspelled one: the job would run anywhere, the token would have every role.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.AddClosingPort();
        services.AddSingleton<IOutgoingGrainCallFilter, PatientCalls>();
        services.Configure<RouteOptions>(routing => routing.SetParameterPolicy<CanonicalNumber>("long"));
        services.AddErrors();
        services.AddAccess();
        services.AddApiDocument();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<JobAccess>();
        services.AddSingleton<DeclarationAnswers>();
        services.AddSingleton<JobCreation>();
        services.AddSingleton<JobFollower>();
        services.AddSingleton<SignInLimiter>();
        services.AddSingleton<LiveLimits>();
        services.AddHubs();
        services.AddSingleton<ApiEvents>();
        return builder;
    }

    /// <summary>Adds the gateway's middleware and routes. Call it before mapping anything else, so that its guards come first.</summary>
    /// <returns>The group of the API: routes added to it are closed until they say who may call them.</returns>
    public static RouteGroupBuilder MapGateway(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<HostGuard>();
        app.UseMiddleware<DrainGuard>();
        app.UseMiddleware<BodyGuard>();
        app.Use(PatientCalls.WantedByAsync);
        app.UseRouting();
        app.UseMiddleware<CrossOriginGuard>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<HubLimit>();
        app.UseMiddleware<QueryGuard>();
        app.UseMiddleware<EmptyBody>();
        app.UseMiddleware<UnreadBodyGuard>();

        var api = app.MapGroup("/api/v1").RequireAuthorization(RouteAccessExtensions.Policy);
        QueryNames.AddTo(api);
        api.MapStatus();
        api.MapSetup();
        api.MapSignIn();
        api.MapScripts();
        api.MapCatalogue();
        api.MapEnvironments();
        api.MapJobs();
        api.MapComputers();
        api.MapIdentities();
        api.MapTokens();
        api.MapRoles();
        api.MapAudit();
        api.MapGit();
        api.MapCache();
        api.MapSchedules();
        api.MapBroadcast();
        api.MapNotifications();
        api.MapVariables();
        api.MapSecrets();
        api.MapTriggers();
        app.MapHubs();
        app.MapApiDocument();
        return api;
    }
}
