using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>Failures that cannot be made on every machine, by what the library, the program and the system say of them.</summary>
public sealed class GitErrorsTests
{
    [Theory]
    [InlineData("could not write 'x': No space left on device", GitOutcome.DiskFull)]
    [InlineData("failed to write: Disk quota exceeded", GitOutcome.DiskFull)]
    [InlineData("failed to resolve address for example.org: Name or service not known", GitOutcome.RemoteUnreachable)]
    [InlineData("remote authentication required but no callback set", GitOutcome.AuthenticationFailed)]
    [InlineData("unexpected http status code: 403", GitOutcome.AuthenticationFailed)]
    [InlineData("unexpected http status code: 404", GitOutcome.RemoteUnreachable)]
    [InlineData("unexpected http status code: 503", GitOutcome.RemoteUnreachable)]
    [InlineData("early EOF", GitOutcome.RemoteUnreachable)]
    [InlineData("target OID for the reference doesn't exist on the repository", GitOutcome.Corrupt)]
    public void OfNetwork_TellsFailuresApart(string message, GitOutcome outcome) =>
        Assert.Equal(outcome, GitErrors.OfNetwork(new LibGit2SharpException(message)).Outcome);

    [Theory]
    [InlineData("fatal: Authentication failed for 'https://example.org/'", GitOutcome.AuthenticationFailed)]
    [InlineData("fatal: could not read Username for 'https://example.org': terminal prompts disabled", GitOutcome.AuthenticationFailed)]
    [InlineData("git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.", GitOutcome.AuthenticationFailed)]
    [InlineData("error: file write error: No space left on device\nfatal: unable to write sha1 file", GitOutcome.DiskFull)]
    [InlineData("fatal: Unable to create '/x/.git/shallow.lock': File exists.", GitOutcome.Locked)]
    [InlineData("fatal: detected dubious ownership in repository at '/x'", GitOutcome.Refused)]
    [InlineData("error: object file .git/objects/12/34 is empty\nfatal: loose object 1234 is corrupt", GitOutcome.Corrupt)]
    [InlineData("Host key verification failed.\nfatal: Could not read from remote repository.", GitOutcome.RemoteUnreachable)]
    [InlineData("fatal: unable to access 'http://127.0.0.1:1/': Failed to connect", GitOutcome.RemoteUnreachable)]
    [InlineData("", GitOutcome.RemoteUnreachable)]
    public void OfProgram_TellsFailuresApart(string errors, GitOutcome outcome)
    {
        var failure = GitErrors.OfProgram(errors);

        Assert.Equal(outcome, failure.Outcome);
        Assert.NotEmpty(failure.Message);
    }

    [Theory]
    [InlineData("[rejected] (non-fast-forward)", GitOutcome.NotFastForward)]
    [InlineData("[rejected] (fetch first)", GitOutcome.NotFastForward)]
    [InlineData("failed to update ref", GitOutcome.NotFastForward)]
    [InlineData("[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)", GitOutcome.NotFastForward)]
    [InlineData("[remote rejected] (protected branch hook declined)", GitOutcome.RemoteRefused)]
    public void OfRejection_TellsASlowerWriterFromAForbiddenOne(string reason, GitOutcome outcome) => Assert.Equal(outcome, GitErrors.OfRejection(reason).Outcome);

    [Fact]
    public void OfLocal_FullDiskAsTheRuntimeSaysIt_IsAFullDisk() =>
        Assert.Equal(GitOutcome.DiskFull, GitErrors.OfLocal(new IOException("No space left on device", 28))?.Outcome);

    [Fact]
    public void OfLocal_WhatNobodyExpects_IsThrownOn()
    {
        Assert.Null(GitErrors.OfLocal(new InvalidOperationException()));
        Assert.Null(GitErrors.OfLocal(new IOException("something else")));
    }
}
