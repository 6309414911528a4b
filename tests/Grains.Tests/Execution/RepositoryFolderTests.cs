using Universal.Grains.Execution;

namespace Universal.Grains.Tests.Execution;

public sealed class RepositoryFolderTests
{
    [Fact]
    public void FaultOf_FolderVanishes_SaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("universal-repository-").FullName;
        Assert.Null(RepositoryFolder.FaultOf(folder));
        Directory.Delete(folder);
        Assert.Equal($"The repository's folder {folder} is not there.", RepositoryFolder.FaultOf(folder));
    }
}
