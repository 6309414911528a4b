using Universal.Grains.Nodes;

namespace Universal.Grains.Tests.Nodes;

public sealed class NodeOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreSound() =>
        Assert.True(new NodeOptionsValidator().Validate(null, new NodeOptions { Name = "node1" }).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_TellsEveryFaultAtOnce()
    {
        var faults = new NodeOptionsValidator().Validate(null, new NodeOptions
        {
            Name = "a node",
            Address = "a host",
            SiloPort = 65_536,
            GatewayPort = -1,
            ClusterId = "",
            DataFolder = " ",
            Slots = 0,
            Tags = ["sound", "not sound", ""],
            DrainTimeout = TimeSpan.FromHours(2),
            DrainNotice = TimeSpan.FromMinutes(6),
            MaintenanceTimeout = TimeSpan.FromSeconds(-1),
            Url = "nowhere",
        }).Failures!.ToArray();
        Assert.Equal(
            [
                "Node:Address", "Node:ClusterId", "Node:DataFolder", "Node:DrainNotice", "Node:DrainTimeout", "Node:GatewayPort",
                "Node:MaintenanceTimeout", "Node:Name", "Node:SiloPort", "Node:Slots", "Node:Tags", "Node:Tags", "Node:Url",
            ],
            faults.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(5000, 5000, false)]
    [InlineData(5000, 5001, true)]
    [InlineData(0, 0, true)]
    public void Validate_Ports_MustDiffer(int silo, int gateway, bool sound) =>
        Assert.Equal(sound, new NodeOptionsValidator().Validate(null, new NodeOptions { Name = "node1", SiloPort = silo, GatewayPort = gateway }).Succeeded);

    [Theory]
    [InlineData("ftp", false)]
    [InlineData("/path", false)]
    [InlineData("http://node1:5000", true)]
    public void Validate_Url_MustBeAnAddress(string url, bool sound) =>
        Assert.Equal(sound, new NodeOptionsValidator().Validate(null, new NodeOptions { Name = "node1", Url = url }).Succeeded);
}
