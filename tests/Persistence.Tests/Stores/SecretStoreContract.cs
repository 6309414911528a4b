using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Universal.Errors;
using Universal.Persistence.Keys;
using Universal.Persistence.Secrets;
using Universal.Persistence.Variables;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteSecretStoreTests(SqliteFixture fixture) : SecretStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlSecretStoreTests(PostgreSqlFixture fixture) : SecretStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ISecretStore"/>, <see cref="IVariableStore"/> and the vault over them promise, on every engine.</summary>
public abstract class SecretStoreContract(StoreFixture fixture)
{
    private ISecretStore Secrets => fixture.Services.GetRequiredService<ISecretStore>();

    private IVariableStore Variables => fixture.Services.GetRequiredService<IVariableStore>();

    [Fact]
    public async Task Secret_Versions_GuardEachWrite()
    {
        Assert.Null(await Secrets.GetAsync("one"));
        Assert.False(await Secrets.PutAsync("one", SecretKind.Text, "k1", "x", 1, null));
        Assert.True(await Secrets.PutAsync("One", SecretKind.Text, "k1", "sealed", 0, "anna"));
        Assert.False(await Secrets.PutAsync("ONE", SecretKind.Text, "k1", "other", 0, null));
        Assert.True(await Secrets.PutAsync("oNe", SecretKind.Credential, "k2", new string('ä', 100_000), 1, null));

        var row = await Secrets.GetAsync("ONE");
        Assert.Equal(("oNe", SecretKind.Credential, "k2", 2L, null), (row!.Name, row.Kind, row.KeyId, row.Version, row.ChangedBy));
        Assert.Equal(100_000, row.SealedText!.Length);
        Assert.Null(Assert.Single(await Secrets.ListAsync(), secret => secret.Name == "oNe").SealedText);
        Assert.True(await Secrets.DeleteAsync("one"));
        Assert.False(await Secrets.DeleteAsync("one"));
    }

    [Fact]
    public async Task Reseal_ChangedMeanwhile_WritesNothing()
    {
        foreach (var name in new[] { "r1", "r2", "r3" }) Assert.True(await Secrets.PutAsync(name, SecretKind.Text, "old", "sealed", 0, "anna"));
        Assert.True(await Secrets.PutAsync("r4", SecretKind.Text, "new", "sealed", 0, null));
        var count = await Secrets.CountOtherKeyAsync("new");
        var first = await Secrets.ListOtherKeyAsync("new", "R0", 2, CancellationToken.None);
        Assert.Equal(["r1", "r2"], first.Select(row => row.Name));
        Assert.Equal("r3", (await Secrets.ListOtherKeyAsync("new", "r2", 2, CancellationToken.None))[0].Name);

        Assert.True(await Secrets.ResealAsync(first[0], "new", "again"));
        Assert.False(await Secrets.ResealAsync(first[0], "new", "twice"));
        Assert.True(await Secrets.PutAsync("r2", SecretKind.Text, "old", "changed", 1, null));
        Assert.False(await Secrets.ResealAsync(first[1], "new", "again"));

        var after = await Secrets.GetAsync("r1");
        Assert.Equal(("again", 1L, "anna", first[0].ChangedAt), (after!.SealedText, after.Version, after.ChangedBy, after.ChangedAt));
        Assert.Equal(count - 1, await Secrets.CountOtherKeyAsync("new"));
        foreach (var name in new[] { "r1", "r2", "r3", "r4" }) await Secrets.DeleteAsync(name);
    }

    [Fact]
    public async Task Variable_Versions_GuardEachWrite()
    {
        Assert.True(await Variables.PutAsync("Site", """{"a":"ü😀"}""", 0, "anna"));
        Assert.False(await Variables.PutAsync("SITE", "{}", 0, null));
        Assert.False(await Variables.PutAsync("SITE", "{}", 2, null));
        Assert.True(await Variables.PutAsync("site", "{}", 1, "bob"));
        Assert.True(await Variables.PutAsync("Area", "{}", 0, null));

        Assert.Equal([("Area", 1L, null), ("site", 2L, "bob")], (await Variables.ListAsync()).Select(row => (row.Name, row.Version, row.ChangedBy)));
        Assert.True(await Variables.DeleteAsync("SITE"));
        Assert.False(await Variables.DeleteAsync("SITE"));
        Assert.True(await Variables.DeleteAsync("area"));
    }

    [Fact]
    public async Task Vault_ValueOfAnotherRowOrVersion_IsFoundOut()
    {
        var (_, vault) = await OverEmptyAsync(("Secrets:Key", NewKey()));
        await vault.WriteAsync("a", new OpenSecret(SecretKind.Text, "of a"), "anna");
        await vault.WriteAsync("b", new OpenSecret(SecretKind.Text, "of b"), "anna");
        var store = _last.GetRequiredService<ISecretStore>();
        var first = await store.GetAsync("a");
        await vault.WriteAsync("A", new OpenSecret(SecretKind.Text, "new of a"), null);
        Assert.Equal("new of a", (await vault.ReadAsync("a"))!.Text);
        Assert.Null(await vault.ReadAsync("c"));

        // Somebody who can write to the database, and does not have the key: another's value, and a former one.
        var other = await store.GetAsync("b");
        foreach (var moved in new[] { other!.SealedText!, first!.SealedText! })
        {
            var now = await store.GetAsync("a");
            Assert.True(await store.PutAsync("a", now!.Kind, now.KeyId, moved, now.Version, null));
            var error = await Assert.ThrowsAsync<SecretsUnavailableException>(() => vault.ReadAsync("a"));
            Assert.DoesNotContain("of b", error.Message);
        }
    }

    [Fact]
    public async Task Rotation_TwoNodesAtOnce_ExchangesEveryValueOnce()
    {
        string old = NewKey(), next = NewKey();
        var (connection, before) = await OverEmptyAsync(("Secrets:Key", old));
        for (var i = 0; i < 250; i++) await before.WriteAsync($"s{i}", new OpenSecret(SecretKind.Text, $"value {i}"), null);
        var protector = _last.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        var cookie = protector.Protect("cookie");
        Assert.DoesNotContain("<masterKey", string.Concat(_last.GetRequiredService<DatabaseKeyRepository>().GetAllElements()));

        // The node that has the new key as its own makes it the cluster's; one that still has the old one follows.
        var (one, vaultOne) = await OverAsync(connection, "one", ("Secrets:Key", next), ("Secrets:PreviousKeys:0", old));
        var (_, vaultTwo) = await OverAsync(connection, "two", ("Secrets:Key", old), ("Secrets:PreviousKeys:0", next));
        Assert.Equal((await vaultOne.ReportAsync()).KeyId, (await vaultTwo.ReportAsync()).KeyId);
        Assert.Equal(251, (await vaultOne.ReportAsync()).Remaining);
        var rotated = await Task.WhenAll(vaultOne.RotateAsync(CancellationToken.None), vaultTwo.RotateAsync(CancellationToken.None));
        Assert.InRange(rotated.Sum(result => result.Exchanged), 251, 252);
        Assert.Equal(0, (await vaultOne.ReportAsync()).Remaining);

        var (last, vault) = await OverAsync(connection, "three", ("Secrets:Key", next));
        for (var i = 0; i < 250; i++) Assert.Equal($"value {i}", (await vault.ReadAsync($"S{i}"))!.Text);
        Assert.Equal("cookie", last.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(cookie));
        Assert.NotNull(one);

        // The old key alone is of no use any more, and the node says so instead of mixing keys.
        var stale = fixture.AddNode(connection, ("Secrets:Key", old));
        var fault = await stale.GetRequiredService<SecretVault>().StartAsync("stale", CancellationToken.None);
        Assert.Contains((await vault.ReportAsync()).KeyId!, fault);
        await Assert.ThrowsAsync<SecretsUnavailableException>(() => stale.GetRequiredService<SecretVault>().WriteAsync("s1", new OpenSecret(SecretKind.Text, "x"), null));
        Assert.Throws<SecretsUnavailableException>(() => stale.GetRequiredService<DatabaseKeyRepository>().GetAllElements());
    }

    [Fact]
    public async Task FirstNodes_WithoutAKeyAtOnce_OneMakesIt()
    {
        var folder = Directory.CreateTempSubdirectory("universal-keys-");
        try
        {
            var connection = await fixture.CreateMigratedAsync();
            var nodes = Enumerable.Range(1, 4).Select(i => fixture.AddNode(connection, ("Secrets:GeneratedKeyFile", Path.Combine(folder.FullName, $"n{i}", "universal.key")), ("Secrets:EncryptKeyRing", "false"))).ToArray();
            var faults = await Task.WhenAll(nodes.Select((node, i) => Task.Run(() => node.GetRequiredService<SecretVault>().StartAsync($"n{i + 1}", CancellationToken.None))));

            Assert.All(faults, Assert.Null);
            var file = Assert.Single(Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories));
            var without = nodes.Where(node => node.GetRequiredService<SecretVault>().State == ClusterKeyState.Missing).ToArray();
            Assert.Equal(3, without.Length);
            Assert.All(without, node => Assert.Contains(file, node.GetRequiredService<SecretVault>().Reason));

            for (var i = 1; i <= 4; i++)
            {
                var copy = Path.Combine(folder.FullName, $"n{i}", "universal.key");
                if (copy != file) File.Copy(file, Directory.CreateDirectory(Path.GetDirectoryName(copy)!) is { } ? copy : copy);
            }

            foreach (var node in nodes)
            {
                await node.GetRequiredService<SecretVault>().CheckAsync(CancellationToken.None);
                Assert.Equal(ClusterKeyState.Ready, node.GetRequiredService<SecretVault>().State);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task KeyRing_OfBeforeTheKey_StaysReadable()
    {
        var connection = await fixture.CreateMigratedAsync();
        var before = fixture.AddNode(connection);
        var cookie = before.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("cookie");
        Assert.Contains("masterKey", string.Concat(before.GetRequiredService<DatabaseKeyRepository>().GetAllElements()));

        var (after, _) = await OverAsync(connection, "n1", ("Secrets:Key", NewKey()));

        Assert.Equal("cookie", after.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(cookie));
    }

    private IServiceProvider _last = null!;

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private async Task<(string Connection, SecretVault Vault)> OverEmptyAsync(params (string, string)[] settings)
    {
        var connection = await fixture.CreateMigratedAsync();
        return (connection, (await OverAsync(connection, "n1", settings)).Vault);
    }

    private async Task<(IServiceProvider Services, SecretVault Vault)> OverAsync(string connection, string node, params (string, string)[] settings)
    {
        _last = fixture.AddNode(connection, settings);
        var vault = _last.GetRequiredService<SecretVault>();
        Assert.Null(await vault.StartAsync(node, CancellationToken.None));
        return (_last, vault);
    }
}
