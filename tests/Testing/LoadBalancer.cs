using System.Diagnostics;

namespace Universal.Testing;

/// <summary>
/// A load balancer in front of three nodes, with the product's own file from <c>deploy/</c>, of which nothing but addresses is replaced. Needs the program
/// (Debian: haproxy, nginx-light). Ends with its test, or with the test process.
/// </summary>
public sealed class LoadBalancer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-balancer-");
    private Process? _process;

    private LoadBalancer(string name)
    {
        Name = name;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Name of the program.</summary>
    public string Name { get; }

    /// <summary>Its address.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Take()}/");

    /// <summary>What it wrote.</summary>
    public string LogFile => Path.Combine(_folder.FullName, "log");

    /// <summary>HAProxy with <c>deploy/haproxy.cfg</c>.</summary>
    public static Task<LoadBalancer> StartHaProxyAsync(IReadOnlyList<Uri> nodes) =>
        StartAsync("haproxy", "haproxy.cfg", "bind :80", nodes, folder => ["-db", "-f", Path.Combine(folder, "haproxy.cfg")]);

    /// <summary>nginx with <c>deploy/nginx.conf</c>.</summary>
    public static Task<LoadBalancer> StartNginxAsync(IReadOnlyList<Uri> nodes) =>
        StartAsync("nginx", "nginx.conf", "listen 80", nodes, folder =>
            ["-p", folder, "-e", "stderr", "-c", Path.Combine(folder, "nginx.conf"), "-g", $"daemon off; pid {folder}/nginx.pid;"]);

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<LoadBalancer> StartAsync(string program, string file, string listen, IReadOnlyList<Uri> nodes, Func<string, string[]> arguments)
    {
        var balancer = new LoadBalancer(program);
        try
        {
            var text = await File.ReadAllTextAsync(BuildOutput.Source($"deploy/{file}"));
            text = Replace(text, listen, $"{listen[..listen.IndexOf(' ', StringComparison.Ordinal)]} {balancer.Url.Authority}");
            for (var i = 0; i < nodes.Count; i++) text = Replace(text, $"10.0.0.{i + 1}:5000", nodes[i].Authority);
            await File.WriteAllTextAsync(Path.Combine(balancer._folder.FullName, file), text);
            balancer.Run(program, arguments(balancer._folder.FullName));
            await balancer.WaitAsync();
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    private static string Replace(string text, string what, string by) => text.Contains(what, StringComparison.Ordinal)
        ? text.Replace(what, by, StringComparison.Ordinal)
        : throw new InvalidOperationException($"The file has no '{what}'.");

    private void Run(string program, string[] arguments)
    {
        // A file instead of pipes, as for nodes.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var part in (string[])["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", LogFile, program, .. arguments]) start.ArgumentList.Add(part);
        // Administration tools are not in every user's search path.
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin";
        _process = Process.Start(start)!;
    }

    private async Task WaitAsync()
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.IsTrueAsync($"{Name} serves", TimeSpan.FromSeconds(20), async () =>
        {
            if (_process!.HasExited) throw new InvalidOperationException($"{Name} ended: {await File.ReadAllTextAsync(LogFile)}");
            try
            {
                using var answer = await http.GetAsync("api/v1/status");
                return answer.IsSuccessStatusCode;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        });
    }

    private void OnProcessExit(object? sender, EventArgs e) => _process?.Kill(entireProcessTree: true);
}
