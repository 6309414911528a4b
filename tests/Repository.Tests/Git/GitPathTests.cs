using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>Paths that an edit may write.</summary>
public sealed class GitPathTests
{
    [Theory]
    [InlineData("C:x")]
    [InlineData("a/C:x")]
    [InlineData("a./b")]
    [InlineData("a /b")]
    [InlineData("script.ps1.")]
    [InlineData("CON")]
    [InlineData("a/nul.txt")]
    [InlineData("Com1.ps1")]
    [InlineData("lpt9 .ps1")]
    [InlineData("what?.ps1")]
    [InlineData("a*b")]
    [InlineData("a|b")]
    public void Fault_NameThatWindowsCannotHave_IsTold(string path) => Assert.NotNull(GitPath.Fault(path));

    [Theory]
    [InlineData(".universal/scripts.ps1")]
    [InlineData("console/null.ps1")]
    [InlineData("com10.ps1")]
    [InlineData("a b/ü.ps1")]
    public void Fault_OrdinaryName_IsNone(string path) => Assert.Null(GitPath.Fault(path));
}
