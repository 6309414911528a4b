using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Universal.Persistence.Secrets;

namespace Universal.Persistence.Tests.Secrets;

/// <summary>Whose key becomes the cluster's when nodes without one start at once.</summary>
public sealed class ClusterKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-cluster-key-");
    private readonly InMemorySettings _settings = new();

    [Fact]
    public async Task Start_AnotherNodeTookTheKeyOutOfTheSameFile_TheFileStays()
    {
        var file = Path.Combine(_folder.FullName, "universal.key");
        ClusterKey one = Node(file), other = Node(file);
        _settings.BeforePut = () => other.CheckAsync(starting: true, "other");

        await one.CheckAsync(starting: true, "one");

        Assert.Equal(ClusterKeyState.Ready, other.State);
        Assert.Equal(other.Current!.Id, SecretKey.Read(file)!.Id);
        Assert.Equal((ClusterKeyState.Ready, other.Current.Id), (one.State, one.Current?.Id));
    }

    [Fact]
    public async Task Start_AnotherNodeMadeAKeyOfItsOwn_TheOneThatNobodyUsesIsRemoved()
    {
        string file = Path.Combine(_folder.FullName, "one.key"), otherFile = Path.Combine(_folder.FullName, "other.key");
        ClusterKey one = Node(file), other = Node(otherFile);
        _settings.BeforePut = () => other.CheckAsync(starting: true, "other");

        await one.CheckAsync(starting: true, "one");

        Assert.Equal((ClusterKeyState.Missing, ClusterKeyState.Ready), (one.State, other.State));
        Assert.Equal([otherFile], Directory.GetFiles(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ClusterKey Node(string file) => new(
        new SecretKeys(Options.Create(new SecretsOptions { GeneratedKeyFile = file }), Options.Create(new DatabaseOptions())), _settings, NullLogger<ClusterKey>.Instance);
}
