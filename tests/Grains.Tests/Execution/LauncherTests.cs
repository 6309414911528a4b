using Universal.Grains.Execution;

namespace Universal.Grains.Tests.Execution;

public sealed class LauncherTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData("sudo -n  -u jobs --", "sudo|-n|-u|jobs|--")]
    [InlineData("bwrap --ro-bind '/a b' \"/c 'd'\" ''", "bwrap|--ro-bind|/a b|/c 'd'|")]
    [InlineData("systemd-run -p Memory'Max=2 G'", "systemd-run|-p|MemoryMax=2 G")]
    public void Split_Words_AsAShellDoes(string? text, string words) => Assert.Equal(words, string.Join('|', Launcher.Split(text)));

    [Fact]
    public void Split_QuoteIsOpen_SaysSo() => Assert.Contains("not closed", Assert.Throws<FormatException>(() => Launcher.Split("sudo 'x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_LauncherAndLimits_EveryFaultIsTold()
    {
        var options = new ScriptHostOptions
        {
            HostPath = typeof(LauncherTests).Assembly.Location, Launcher = "no-such-program --", MaxMemory = 1, MaxProcesses = 0, MaxFileSize = 1,
            Environments = { ["x"] = new ScriptEnvironmentOptions { Command = "x", Launcher = "'" } },
        };
        string[] faults = [.. new ScriptHostOptionsValidator().Validate(null, options).Failures!];
        string[] expected = ["ScriptHosts:Environments:x:Launcher: ", "ScriptHosts:Launcher: ", "ScriptHosts:MaxFileSize ", "ScriptHosts:MaxMemory ", "ScriptHosts:MaxProcesses "];
        Assert.Equal(expected.Length, faults.Length);
        Assert.All(expected, start => Assert.Single(faults, fault => fault.StartsWith(start, StringComparison.Ordinal)));
    }
}
