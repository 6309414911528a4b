using Universal.Silo.Hosting;

namespace Universal.Cluster.Tests;

/// <summary>What the arguments of the node's program ask for.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("--help", "help")]
    [InlineData("-h", "help")]
    [InlineData("help", "help")]
    [InlineData("--Node:Name n1 --help", "help")]
    [InlineData("migrate --Database:Engine=Sqlite", "migrate")]
    [InlineData("--Node:Name migrate", null)]
    [InlineData("--Node:Name x --Node:Name=x /Node:Name x /Node:Name=x Node:Name=x nme=x", null)]
    [InlineData("--urls=http://127.0.0.1:1 --URLS http://127.0.0.1:1 --environment Development --contentRoot . --http_ports 80", null)]
    [InlineData("certificate --out file --name client --days 1", "certificate")]
    public void Read_KnownArguments_NamesTheCommand(string line, string? command) => Assert.Equal(new CommandLine(command), Read(line));

    [Theory]
    [InlineData("certificat", "There is no command 'certificat'. Did you mean 'certificate'?")]
    [InlineData("xyz", "There is no command 'xyz'. The commands are migrate, certificate and help; without one a node runs.")]
    [InlineData("migrate now", "There is no command 'now'. The commands are migrate, certificate and help; without one a node runs.")]
    [InlineData("--nme n1", "There is no option --nme. Options are keys of the configuration with their section, as in --Node:Name; 'help' says more.")]
    [InlineData("certificate --nme=n1", "There is no option --nme. Did you mean '--name'?")]
    [InlineData("--url=x", "There is no option --url. Did you mean '--urls'?")]
    [InlineData("--Zzz__Zzz 1", "There is no option --Zzz__Zzz. Options are keys of the configuration with their section, as in --Node:Name; 'help' says more.")]
    [InlineData("-urls x", "There is no option -urls. Did you mean '--urls'?")]
    [InlineData("-Node:Name x", "There is no option -Node:Name. Did you mean '--Node:Name'?")]
    public void Read_UnknownArguments_SaysWhat(string line, string fault) => Assert.Equal(fault, Read(line).Fault);

    private static CommandLine Read(string line) => CommandLine.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
