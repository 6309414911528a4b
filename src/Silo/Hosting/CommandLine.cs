using Universal.Errors;

namespace Universal.Silo.Hosting;

/// <summary>
/// What the arguments of the program ask for. .NET ignores what it does not know: a misspelled command would run a node, and a misspelled option would have
/// no effect. Keys of sections are not looked at here: the review of the configuration tells those that nothing reads.
/// </summary>
/// <param name="Command">The command; null: run a node.</param>
/// <param name="Fault">What is wrong with the arguments; null: nothing.</param>
internal sealed record CommandLine(string? Command, string? Fault = null)
{
    public const string Help = "help";
    public const string Migrate = "migrate";
    public const string Certificate = "certificate";

    /// <summary>Exit code for arguments that cannot be understood.</summary>
    public const int Misused = 2;

    /// <summary>What <c>help</c> prints.</summary>
    public const string Usage = """
        Usage: Universal.Silo [COMMAND] [--Section:Property VALUE ...]

        Commands:
          (none)         Run a node.
          migrate        Bring the database's schema up to date, and end.
          certificate    Write a certificate for a C# program that calls grains, and end:
                         certificate --out FILE [--name NAME] [--days N]
          help           Print this.

        Options are keys of the configuration, for instance --Node:Name n1 or --Node:Name=n1, and
        --urls http://localhost:5000. All are in docs/configuration.md.
        """;

    private static readonly string[] Commands = [Help, Migrate, Certificate];

    private static readonly string[] HelpOptions = ["--help", "-h", "-?", "/?", "/help"];

    private static readonly string[] OfCertificate = ["out", "name", "days"];

    // Keys without a section: those of the product, and of .NET's host.
    private static readonly string[] Plain =
    [
        "DataFolder", "PSUDefaultAdminName", "PSUDefaultAdminPassword",
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "webroot", "AllowedHosts", "detailedErrors", "captureStartupErrors",
        "preferHostingUrls", "preventHostingStartup", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "startupAssembly", "staticWebAssets",
        "suppressStatusMessages", "shutdownTimeoutSeconds", "forwardedHeaders_enabled",
    ];

    /// <summary>Reads the arguments as .NET's configuration does: <c>--key value</c>, <c>--key=value</c>, the same with a slash, and <c>key=value</c>.</summary>
    public static CommandLine Read(IReadOnlyList<string> arguments)
    {
        string? command = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (HelpOptions.Contains(argument, StringComparer.OrdinalIgnoreCase)) return new(Help);
            var hasValue = argument.Contains('=', StringComparison.Ordinal);
            if (argument.StartsWith('-') || argument.StartsWith('/'))
            {
                if (OptionFault(argument.Split('=')[0], command) is { } fault) return new(command, fault);
                // The next argument is the value, whatever it looks like.
                if (!hasValue) i++;
            }
            else if (!hasValue && command is null && Commands.Contains(argument, StringComparer.Ordinal))
            {
                command = argument;
            }
            else if (!hasValue)
            {
                var hint = NearestName.Hint(argument, Commands);
                return new(command, $"There is no command '{argument}'.{(hint.Length > 0 ? hint : $" The commands are {Migrate}, {Certificate} and {Help}; without one a node runs.")}");
            }
        }

        return new(command);
    }

    private static string? OptionFault(string option, string? command)
    {
        var name = option.TrimStart('-', '/');
        var known = name.Contains(':', StringComparison.Ordinal) || Plain.Concat(OfCertificate).Contains(name, StringComparer.OrdinalIgnoreCase);
        // .NET passes over options with one dash.
        var isLong = option.StartsWith("--", StringComparison.Ordinal) || option.StartsWith('/');
        if (known && isLong) return null;
        // A node reads nothing of what the certificate is made with.
        var nearest = known ? name : NearestName.Find(name, command == Certificate ? [.. OfCertificate, .. Plain] : Plain);
        return $"There is no option {option}. {(nearest is null ? "Options are keys of the configuration with their section, as in --Node:Name; 'help' says more." : $"Did you mean '--{nearest}'?")}";
    }
}
