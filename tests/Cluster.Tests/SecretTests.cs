using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Variables and secrets in real jobs, and the key that secrets are encrypted with.</summary>
public sealed class SecretTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Secret_WrittenInManyWays_IsNowhereInOutputLogsAuditOrDatabase()
    {
        const string text = "Needle-1<&>\"'ü7";
        const string password = "Needle-2 pass_x0041_";
        const string lines = "-----BEGIN-----\nNeedle-3-first\nNeedle-3-second\n-----END-----";
        const string inFile = "Needle-4-in-file";
        var given = new[] { "Needle-5-given", "Needle-6-pin", "Needle-7-scheduled", "Needle-8-rest" };
        var needles = new[] { text, password, "Needle-1", "Needle-2", "Needle-3", inFile }.Concat(given).Concat(given.Select(secret => Convert.ToHexStringLower(Encoding.Unicode.GetBytes(secret)))).ToArray();
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Scripts = new Dictionary<string, string>
            {
                [".universal/variables.ps1"] = $$"""
                    New-PSUVariable -Name 'ApiKey' -Vault 'Database'
                    New-PSUVariable -Name 'Account' -Vault 'BuiltInLocalVault' -Type 'PSCredential'
                    New-PSUVariable -Name 'Pem' -Vault 'Database'
                    New-PSUVariable -Name 'Empty' -Vault 'Database'
                    New-PSUVariable -Name 'Site' -Value 'north'
                    New-PSUVariable -Name 'Port' -Type 'System.Int32' -Value '80'
                    New-PSUVariable -Name 'Old' -Value (ConvertTo-SecureString '{{inFile}}' -AsPlainText -Force)
                    """,
                ["print.ps1"] = """
                    $before = 'before the secret was read'
                    $before
                    "$Site $($Port + 1) $($Secret:APIKEY.Length)"
                    $Secret:ApiKey
                    "in the middle [$Secret:ApiKey] of a line"
                    Write-Host $Secret:ApiKey; Write-Warning $Secret:ApiKey; Write-Verbose $Secret:ApiKey -Verbose; Write-Information $Secret:ApiKey
                    [Console]::WriteLine($Secret:ApiKey)
                    [pscustomobject]@{ Key = $Secret:ApiKey; Nested = @{ List = @($Secret:ApiKey) } }
                    @{ key = $Secret:ApiKey } | ConvertTo-Json -Compress
                    [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Secret:ApiKey))
                    $Secret:Account
                    $Secret:Account.GetNetworkCredential().Password
                    "$($Secret:Account.UserName) is shown"
                    ConvertFrom-SecureString $Secret:Account.Password
                    [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($Secret:Account.UserName):$($Secret:Account.GetNetworkCredential().Password)"))
                    $Secret:Pem
                    $Secret:Pem -split "`n"
                    $Old
                    Write-Progress -Activity $Secret:ApiKey -Status $Secret:ApiKey -PercentComplete 50
                    sh -c 'echo "of a program: $1"' x $Secret:ApiKey
                    # Lines are cut into pieces of 32 KiB, here in the middle of the secret.
                    ('x' * 32760) + $Secret:ApiKey
                    sh -c 'printf "%032760d%s\n" 0 "$1"' x $Secret:ApiKey
                    Write-Error "an error with $Secret:ApiKey"
                    throw "the end with $Secret:ApiKey"
                    """,
                ["use.ps1"] = "param([PSCredential] $Login, [securestring] $Pin) \"user=$($Login.UserName) $($Login.GetNetworkCredential().Password.Length) pin=$($Pin.Length)\"; \"shown $($UAJob.Parameters | ConvertTo-Json -Depth 5 -Compress)\"",
                ["give.ps1"] = """
                    $c = [pscredential]::new('dom\svc', (ConvertTo-SecureString 'Needle-5-given' -AsPlainText -Force))
                    Invoke-PSUScript -Name use.ps1 -Login $c -Pin (ConvertTo-SecureString 'Needle-6-pin' -AsPlainText -Force) -Wait
                    Invoke-PSUScript -Name use.ps1 -Parameters @{ Login = 'account' } -Wait
                    $c
                    @{ inner = $c.Password }
                    Set-PSUCache -Key credential -Value $c -Persist
                    "cached $((Get-PSUCache -Key credential).GetNetworkCredential().Password.Length)"
                    "token $env:UNIVERSAL_TOKEN"
                    """,
                [".universal/schedules.ps1"] = "New-PSUSchedule -Name 'with a secret' -Script 'use.ps1' -Cron '*/20 * * * * *' -TimeZone UTC -Parameters @{ Pin = (ConvertTo-SecureString 'Needle-7-scheduled' -AsPlainText -Force) }",
                ["empty.ps1"] = "$value = $Secret:Empty; \"after '$value'\"",
                ["unknown.ps1"] = "$value = $Secret:Nothing; \"after '$value'\"",
                ["late.ps1"] = "(Get-ChildItem Secret:).Name -join ','; Get-PSUVariable -Name Account -ValueOnly; Get-PSUVariable -Name Port -ValueOnly; Get-PSUVariable -Name ApiKey; $Secret:ApiKey",
                ["key.py"] = """
                    import json, os, urllib.request
                    request = urllib.request.Request(os.environ['UNIVERSAL_URL'] + '/api/v1/secret/apikey/value', method='POST', headers={'Authorization': 'Bearer ' + os.environ['UNIVERSAL_TOKEN']})
                    answer = json.load(urllib.request.urlopen(request))
                    print(len(answer['value']), answer['value'], answer)
                    print([name for name in os.environ if 'Secrets' in name or name in ('Site', 'ApiKey')])
                    print('x' * 32760 + answer['value'])
                    """,
            },
        });
        var client = cluster.Clients[0];
        await SetAsync(client, "ApiKey", text);
        await SetAsync(cluster.Clients[1], "account", new { userName = "svc", password });
        await SetAsync(client, "Pem", lines);

        foreach (var node in cluster.Nodes)
        {
            var job = await client.CreateJobAsync("print.ps1", null, null, ("computer", node.Settings.Name));
            var ended = await client.WaitForFinalAsync(job.Id, Limit);
            var output = await client.ReadOutputAsync(job.Id);
            var all = string.Join('\n', output.Select(record => $"{record.Stream}: {record.Text} {record.Data}"));
            Assert.True(ended.Status == JobState.Failed, all);
            Assert.Contains("before the secret was read", all);
            Assert.Contains($"north 81 {text.Length}", all);
            Assert.Contains("in the middle [***] of a line", all);
            Assert.Contains("svc is shown", all);
            Assert.Contains("of a program: ***", all);
            AssertHidden(all);
            AssertHidden(await client.Http.GetStringAsync($"api/v1/job/{job.Id}"));
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), all);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"svc:{password}")), all);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.Unicode.GetBytes(password)), all);
        }

        Assert.Equal([$"{text.Length} *** {{'name': 'ApiKey', 'userName': None, 'value': '***', 'type': None}}", "[]", new string('x', 32760), "***"], await RunAsync(client, "key.py"));
        var late = await RunAsync(client, "late.ps1");
        Assert.Equal("Account,ApiKey,Empty,Pem", late[0]);
        Assert.Contains("80", late);
        Assert.Equal("***", late[^1]);
        var handed = await RunAsync(client, "give.ps1");
        Assert.Equal(@"user=dom\svc 14 pin=12", handed[0]);
        Assert.StartsWith("shown {", handed[1]);
        Assert.Contains("***", handed[1]);
        Assert.Equal("user=svc 20 pin=0", handed[2]);
        Assert.Equal(["cached 14", "token ***"], handed.TakeLast(2));
        var asked = await client.CreateJobAsync("use.ps1", new { Pin = "Needle-8-rest", Login = new { userName = "r", password = "Needle-8-rest" } });
        Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(asked.Id, Limit)).Status);
        Assert.Equal("user=r 13 pin=13", (await client.ReadTextAsync(asked.Id))[0]);
        await Eventually.IsTrueAsync("the schedule's job has read its secret", Limit, async () =>
        {
            var page = await client.Http.GetFromJsonAsync<JsonElement>("api/v1/job?take=200&script=use.ps1");
            var ended = page.GetProperty("page").EnumerateArray().FirstOrDefault(job => job.GetProperty("schedule").ValueKind == JsonValueKind.String && job.GetProperty("ended").GetBoolean());
            return ended.ValueKind == JsonValueKind.Object && (await client.ReadTextAsync(ended.GetProperty("id").GetInt64())).Any(line => line.EndsWith("pin=18", StringComparison.Ordinal));
        });
        foreach (var path in new[] { "api/v1/job?take=200", "api/v1/schedule", "api/v1/catalogue/schedule", "api/v1/cache?key=credential" }) AssertHidden(await client.Http.GetStringAsync(path));
        foreach (var body in new[] { """{"script":"use.ps1","parameters":{"Login":"Nobody"}}""", """{"script":"use.ps1","parameters":{"Pin":{"$sealed":"x:y"}}}""" })
        {
            using var refused = await client.Http.PostAsync("api/v1/job", new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Contains("'Empty' is declared and has no value", await ErrorAsync(client, "empty.ps1"));
        Assert.Contains("There is no secret 'Nothing'", await ErrorAsync(client, "unknown.ps1"));

        var audit = await client.Http.GetStringAsync("api/v1/audit?take=500");
        Assert.Contains("secret.read", audit);
        AssertHidden(audit);
        AssertHidden(await client.Http.GetStringAsync("api/v1/variable"));
        AssertHidden(await client.Http.GetStringAsync("api/v1/catalogue/variable"));
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        foreach (var sql in new[] { "SELECT string_agg(secret::text, '|') FROM secret", "SELECT string_agg(o::text, '|') FROM job_output o", "SELECT string_agg(xml_text, '|') FROM data_protection_key", "SELECT string_agg(j::text, '|') FROM job j", "SELECT string_agg(c::text, '|') FROM cache_entry c" })
        {
            await using var command = database.CreateCommand(sql);
            var stored = (string?)await command.ExecuteScalarAsync() ?? "";
            Assert.NotEmpty(stored);
            AssertHidden(stored);
            Assert.DoesNotContain("<masterKey", stored);
        }

        foreach (var node in cluster.Nodes) AssertHidden(await File.ReadAllTextAsync(node.LogFile));

        void AssertHidden(string where)
        {
            foreach (var needle in needles) Assert.False(where.Contains(needle, StringComparison.Ordinal), $"'{needle}' in: {where}");
        }
    }

    [Fact]
    public async Task Variables_OfDatabaseRolesAndEnvironments_ReachTheJobsThatMayHaveThem()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Scripts = new Dictionary<string, string>
            {
                [".universal/variables.ps1"] = """
                    New-PSUVariable -Name 'ForAll' -Value 'all'
                    New-PSUVariable -Name 'ForOps' -Value 'ops' -Environment 'Ops'
                    New-PSUVariable -Name 'ForAdministrators' -Value 'secretish' -Role 'Administrator'
                    New-PSUVariable -Name 'OnlyAdministrators' -Vault 'Database' -Role 'Administrator'
                    """,
                [".universal/environments.ps1"] = """
                    New-PSUEnvironment -Name 'Ops' -Path 'pwsh' -Variables 'Stored*'
                    New-PSUEnvironment -Name 'Plain' -Path 'sh' -Arguments '{scriptPath}' -Variables 'StoredText','ForAll' -Minimal
                    """,
                [".universal/scripts.ps1"] = """
                    New-PSUScript -Name 'Ops' -Path 'show.ps1' -Environment 'Ops'
                    New-PSUScript -Name 'Plain' -Path 'show.txt' -Environment 'Plain'
                    New-PSUScript -Name 'As another' -Path 'as.ps1' -Credential 'Account'
                    """,
                ["show.ps1"] = "\"$ForAll|$ForOps|$StoredText|$($StoredNumber + 1)|$ForAdministrators\"; $x = $Secret:OnlyAdministrators; $x",
                ["other.ps1"] = "\"$ForAll|$ForOps|$StoredText|$($StoredNumber + 1)|$ForAdministrators\"; $x = $Secret:OnlyAdministrators; $x",
                ["show.txt"] = "echo \"$ForAll|$ForOps|$StoredText|$StoredNumber\"",
                ["as.ps1"] = "'ran'",
                ["cmdlets.ps1"] = """
                    param([string] $Token)
                    Set-PSUVariable -Variable storedtext -InputObject 'set' -AppToken $Token | Out-Null
                    Get-PSUVariable -Name StoredText -ValueOnly
                    $password = ConvertTo-SecureString 'Needle-8' -AsPlainText -Force
                    (New-PSUVariable -Name 'Made' -Type PSCredential -InputObject ([pscredential]::new('svc', $password)) -AppToken $Token).Vault
                    (Get-PSUVariable -Name made -ValueOnly).UserName
                    Remove-PSUVariable -Name MADE -RemoveSecret -AppToken $Token
                    "gone $(@(Get-PSUVariable | Where-Object Name -eq 'Made').Count)"
                    """,
                ["own.ps1"] = "'ran'",
            },
        });
        var admin = cluster.Clients[0];
        using (var created = await admin.Http.PostAsJsonAsync("api/v1/variable", new { name = "StoredText", value = "text", database = true })) Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using (var created = await cluster.Clients[1].Http.PostAsJsonAsync("api/v1/variable", new { name = "StoredNumber", value = "41", type = "System.Int32" })) Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using (var created = await admin.Http.PostAsJsonAsync("api/v1/variable", new { name = "Account", value = new { userName = "u", password = "Needle-5" }, type = "PSCredential" })) Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        await SetAsync(admin, "OnlyAdministrators", "Needle-6");
        using (var made = await admin.Http.PostAsJsonAsync("api/v1/identity", new { name = "runner", password = "correct-horse-42", roles = new[] { "Execute" } })) Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var runner = new ApiClient(cluster.Nodes[1].Settings.Url);
        await runner.SignInAsync("runner", "correct-horse-42");

        foreach (var node in cluster.Nodes.Select(node => node.Settings.Name))
        {
            Assert.Equal(["all||text|42|secretish", "***"], await RunAsync(admin, "other.ps1", node));
            // The environment names what it wants, and a variable names the environment.
            Assert.Contains("not among the -Variables", await ErrorAsync(admin, "Ops", node, "|ops|text|42|"));
            Assert.Equal(["all||text|"], await RunAsync(admin, "Plain", node));
            Assert.Contains("for the roles Administrator", await ErrorAsync(runner, "other.ps1", node, "all||text|42|"));
        }

        // Changed on one node, it counts on the other with the next job.
        await SetAsync(admin, "StoredText", "changed");
        Assert.Equal(["all||changed|42|secretish", "***"], await RunAsync(cluster.Clients[1], "other.ps1", cluster.Nodes[1].Settings.Name));

        using (var granted = await admin.Http.PostAsJsonAsync("api/v1/apptoken/grant", new { }))
        {
            var token = (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
            var job = await admin.CreateJobAsync("cmdlets.ps1", new { Token = token });
            Assert.Equal(JobState.Completed, (await admin.WaitForFinalAsync(job.Id, Limit)).Status);
            Assert.Equal(["set", "Database", "svc", "gone 0"], await admin.ReadTextAsync(job.Id));
        }

        foreach (var body in new object[] { new { script = "As another" }, new { script = "as.ps1", credential = "account" } })
        {
            using var refused = await admin.Http.PostAsJsonAsync("api/v1/job", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(OperatingSystem.IsWindows() ? "not built yet" : "only Windows can", await refused.Content.ReadAsStringAsync());
        }

        using (var refused = await admin.Http.PostAsJsonAsync("api/v1/job", new { script = "as.ps1", credential = "Nobody" }))
            Assert.Contains("There is no credential 'Nobody'", JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").ToString());
        Assert.Equal(["ran"], await RunAsync(admin, "own.ps1", null, ("credential", "Default")));
    }

    [Fact]
    public async Task Rotation_OneNodeAfterTheOther_KeepsEverySecret()
    {
        string first = NewKey(), second = NewKey();
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2, SecretKey = first,
            Scripts = new Dictionary<string, string>
            {
                [".universal/variables.ps1"] = string.Join('\n', Enumerable.Range(1, 5).Select(i => $"New-PSUVariable -Name S{i} -Vault Database")),
                ["where.sh"] = "echo \"$UNIVERSAL_NODE\"",
                ["read.ps1"] = "$(1..5 | ForEach-Object { (Get-PSUVariable -Name \"S$_\" -ValueOnly).Length }) -join ','",
            },
        });
        for (var i = 1; i <= 5; i++) await SetAsync(cluster.Clients[0], $"S{i}", new string('s', 10 + i));
        var firstId = await KeyIdAsync(cluster.Clients[0]);

        // A node with another key alone does not come back, and says what it lacks.
        await using (var wrong = NodeProcess.Start(cluster.Nodes[1].Settings with { Name = "node3", HttpPort = FreePort.Take(), SiloPort = FreePort.Take(), Overrides = Keys(second) }))
        {
            await wrong.WaitForStatusAsync(HttpStatusCode.InternalServerError, Limit);
            await wrong.WaitForCodeAsync("secrets_unavailable");
            await wrong.WaitForLogAsync($"encrypted with the key {firstId}");
        }

        // 1. Every node gets the new key to read with. 2. Every node gets it to write with. 3. The old one goes.
        await RestartAllAsync(first, second);
        Assert.Equal(firstId, await KeyIdAsync(cluster.Clients[0]));
        await RestartAllAsync(second, first);
        await Eventually.IsTrueAsync("nothing is left on the old key", Limit, async () =>
            (await KeyAsync(cluster.Clients[0])).GetProperty("remaining").GetInt64() == 0 && await KeyIdAsync(cluster.Clients[0]) != firstId);
        await RestartAllAsync(second);

        foreach (var client in cluster.Clients)
        {
            await client.SignInAsync("admin", cluster.Nodes[0].Settings.AdministratorPassword);
            Assert.Equal(["11,12,13,14,15"], await RunAsync(client, "read.ps1"));
        }

        async Task RestartAllAsync(string key, params string[] previous)
        {
            foreach (var index in new[] { 0, 1 })
            {
                cluster.Nodes[index].Settings.Overrides.Clear();
                foreach (var (name, value) in Keys(key, previous)) cluster.Nodes[index].Settings.Overrides[name] = value;
                await cluster.Nodes[index].StopAsync();
                await cluster.RestartAsync(index);
                // The cookie of before is still good: the key ring went along.
                using var answer = await cluster.Clients[index].Http.GetAsync("api/v1/variable");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                // Nodes with the next key and nodes with the former one take each other's calls.
                foreach (var node in cluster.Nodes.Select(node => node.Settings.Name)) Assert.Equal([node], await RunAsync(cluster.Clients[index], "where.sh", node));
            }
        }
    }

    [Fact]
    public async Task Node_WithoutTheKeyThatTheFirstOneMade_ServesAndSaysWhatToDo()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2, SecretKey = null,
            // With TLS between the nodes it could not join.
            Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Node__Tls__Mode"] = "Off" },
            Scripts = new Dictionary<string, string>
            {
                [".universal/variables.ps1"] = "New-PSUVariable -Name ApiKey -Vault Database",
                ["read.ps1"] = "$x = $Secret:ApiKey; $x; 'after'",
            },
        });
        var made = Path.Combine(cluster.Nodes[0].Settings.DataFolder, "universal.key");
        await SetAsync(cluster.Clients[0], "ApiKey", "Needle-7");
        Assert.Equal(["***", "after"], await RunAsync(cluster.Clients[0], "read.ps1", "node1"));

        await cluster.Nodes[1].WaitForReasonAsync("Copy the file");
        Assert.Contains("node1", await cluster.Clients[1].Http.GetStringAsync("api/v1/status"));
        Assert.Contains("Copy the file", await ErrorAsync(cluster.Clients[1], "read.ps1", "node2"));
        using (var refused = await cluster.Clients[1].Http.PutAsJsonAsync("api/v1/variable/ApiKey", new { value = "other" }))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made));
        File.Copy(made, Path.Combine(cluster.Nodes[1].Settings.DataFolder, "universal.key"));
        // Taken up without a restart.
        Assert.Equal(["***", "after"], await RunAsync(cluster.Clients[1], "read.ps1", "node2"));
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static Dictionary<string, string?> Keys(string key, params string[] previous)
    {
        var settings = new Dictionary<string, string?> { ["UNIVERSAL_Secrets__Key"] = key };
        for (var i = 0; i < previous.Length; i++) settings[$"UNIVERSAL_Secrets__PreviousKeys__{i}"] = previous[i];
        return settings;
    }

    private static async Task<JsonElement> KeyAsync(ApiClient client) => await client.Http.GetFromJsonAsync<JsonElement>("api/v1/secret");

    private static async Task<string?> KeyIdAsync(ApiClient client) => (await KeyAsync(client)).GetProperty("keyId").GetString();

    private static async Task SetAsync(ApiClient client, string name, object value)
    {
        using var answer = await client.Http.PutAsJsonAsync($"api/v1/variable/{name}", new { value });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ApiClient client, string script, string? node = null, params (string, object?)[] more)
    {
        var job = await client.CreateJobAsync(script, null, null, [.. more, .. node is null ? Array.Empty<(string, object?)>() : [("computer", node)]]);
        var ended = await client.WaitForFinalAsync(job.Id, Limit);
        Assert.True(ended.Status == JobState.Completed, $"{ended} {string.Join('\n', (await client.ReadOutputAsync(job.Id)).Select(record => record.Text))}");
        return await client.ReadTextAsync(job.Id);
    }

    private static async Task<string> ErrorAsync(ApiClient client, string script, string? node = null, string? firstLine = null)
    {
        var job = await client.CreateJobAsync(script, null, null, node is null ? [] : [("computer", node)]);
        var ended = await client.WaitForFinalAsync(job.Id, Limit);
        Assert.True(ended.Status == JobState.Error, $"{ended} {string.Join('\n', (await client.ReadOutputAsync(job.Id)).Select(record => record.Text))}");
        if (firstLine is not null) Assert.Equal(firstLine, (await client.ReadTextAsync(job.Id))[0]);
        return string.Join('\n', await client.ReadTextAsync(job.Id, OutputStream.Error));
    }
}
