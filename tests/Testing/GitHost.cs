using System.Diagnostics;

namespace Universal.Testing;

/// <summary>
/// A bare repository over smart HTTP, as a team's git server is: nginx in front of git's own program for it, with a user and a password. Needs nginx,
/// fcgiwrap and git (Debian: nginx-light, fcgiwrap, git). Ends with its test, or with the test process.
/// </summary>
public sealed class GitHost : IAsyncDisposable
{
    public const string User = "universal";
    public const string Password = "it's a \"secret\"";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-git-host-");
    private readonly List<Process> _processes = [];

    private GitHost()
    {
        Git(_folder.FullName, "init", "--quiet", "--bare", "-b", "main", Bare);
        Git(_folder.FullName, "init", "--quiet", "-b", "main", Work);
        Git(Work, "remote", "add", "origin", Bare);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>URL of the remote, without credentials.</summary>
    public string Url => $"http://127.0.0.1:{Port}/team.git";

    /// <summary>The bare repository itself.</summary>
    public string Bare => Path.Combine(_folder.FullName, "team.git");

    /// <summary>Commit of the branch; empty: there is none.</summary>
    public string Head => Git(Bare, "for-each-ref", "--format=%(objectname)", "refs/heads/main");

    private int Port { get; } = FreePort.Take();

    private string Work => Path.Combine(_folder.FullName, "work");

    public static async Task<GitHost> StartAsync()
    {
        var host = new GitHost();
        try
        {
            await host.ServeAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Somebody at their desk writes files (null: deletes them), commits and pushes. Gives the commit.</summary>
    public string Push(params (string Path, string? Text)[] files)
    {
        if (Head.Length > 0) Git(Work, "pull", "--quiet", "--rebase", "origin", "main");
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(Work, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (text is null) File.Delete(file);
            else File.WriteAllText(file, text);
        }

        Git(Work, "add", "--all");
        Git(Work, "commit", "--quiet", "-m", "from a desk");
        Git(Work, "push", "--quiet", "origin", "HEAD:refs/heads/main");
        return Head;
    }

    /// <summary>What a command of git says of the bare repository.</summary>
    public string Ask(params string[] arguments) => Git(Bare, arguments);

    /// <summary>Puts a shell script in the way of every push; null: removes it.</summary>
    public void SetHook(string? script)
    {
        var file = Path.Combine(Bare, "hooks", "pre-receive");
        if (script is null)
        {
            File.Delete(file);
            return;
        }

        File.WriteAllText(file, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Takes the host off the network.</summary>
    public async Task StopAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _processes.Clear();
    }

    /// <summary>Puts it on the network, again at the same port.</summary>
    public async Task ServeAsync()
    {
        var socket = Path.Combine(_folder.FullName, "fcgi.sock");
        File.Delete(socket);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "users"), $"{User}:{{PLAIN}}{Password}\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nginx.conf"), Configuration(socket));
        Start("fcgiwrap", "-c", "4", "-s", "unix:" + socket);
        Start("nginx", "-p", _folder.FullName, "-e", "stderr", "-c", Path.Combine(_folder.FullName, "nginx.conf"));
        using var http = new HttpClient();
        await Eventually.IsTrueAsync("The git host answers.", TimeSpan.FromSeconds(20), async () =>
        {
            try
            {
                return File.Exists(socket) && (int)(await http.GetAsync(Url)).StatusCode == 401;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        foreach (var process in _processes) process.Kill(entireProcessTree: true);
    }

    private void Start(string program, params string[] arguments)
    {
        // Its output goes nowhere: an inherited pipe would keep the test's open.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = _folder.FullName };
        foreach (var part in (string[])["-c", "exec \"$@\" >/dev/null 2>\"$0\" </dev/null", Path.Combine(_folder.FullName, program + ".log"), program, .. arguments])
            start.ArgumentList.Add(part);
        _processes.Add(Process.Start(start)!);
    }

    private string Configuration(string socket) => $$"""
        daemon off;
        pid nginx.pid;
        worker_processes 1;
        {{(Environment.UserName == "root" ? "user root;" : "")}}
        events { }
        http {
          access_log off;
          client_max_body_size 0;
          client_body_temp_path body;
          fastcgi_temp_path fastcgi;
          proxy_temp_path proxy;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server {
            listen 127.0.0.1:{{Port}};
            location / {
              auth_basic "git";
              auth_basic_user_file users;
              fastcgi_pass unix:{{socket}};
              fastcgi_param SCRIPT_FILENAME {{Path.Combine(Git("/", "--exec-path"), "git-http-backend")}};
              fastcgi_param GIT_PROJECT_ROOT {{_folder.FullName}};
              fastcgi_param GIT_HTTP_EXPORT_ALL 1;
              fastcgi_param PATH_INFO $uri;
              fastcgi_param QUERY_STRING $query_string;
              fastcgi_param REQUEST_METHOD $request_method;
              fastcgi_param CONTENT_TYPE $content_type;
              fastcgi_param CONTENT_LENGTH $content_length;
              fastcgi_param REMOTE_USER $remote_user;
              fastcgi_param REMOTE_ADDR $remote_addr;
            }
          }
        }
        """;

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Desk";
            start.Environment[$"GIT_{who}_EMAIL"] = "desk@example.org";
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output.TrimEnd('\n');
    }
}
