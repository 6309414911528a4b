using System.Net;

namespace Universal.Grains.Tests.Dispatch;

/// <summary>A silo that is none.</summary>
internal sealed class FakeSilo : ILocalSiloDetails
{
    public static SiloAddress Address { get; } = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    public string Name => "silo";

    public string ClusterId => "cluster";

    public string DnsHostName => "host";

    public SiloAddress SiloAddress => Address;

    public SiloAddress GatewayAddress => Address;
}
