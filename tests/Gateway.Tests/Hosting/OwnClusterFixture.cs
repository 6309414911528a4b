namespace Universal.Gateway.Tests.Hosting;

/// <summary>A <see cref="ClusterFixture"/> of a class's own: for tests that disturb whoever shares a node with them.</summary>
public sealed class OwnClusterFixture : ClusterFixture;
