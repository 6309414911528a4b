using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Universal.Errors;
using Universal.Persistence.Secrets;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Keys;

/// <summary>The data-protection key ring in the database: one for all nodes. Its keys are encrypted with the key of the secrets; see <see cref="KeyRingEncryptor"/>.</summary>
internal sealed class DatabaseKeyRepository(Database database, SecretKeys keys) : IXmlRepository
{
    /// <exception cref="SecretsUnavailableException">A key of the ring cannot be opened. Passed over, the ring would be added to and cookies of other nodes refused.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = database.Query("KeyRead", row => XElement.Parse(row.Text(0)));
        return FaultOf(elements) is { } fault ? throw new SecretsUnavailableException(fault) : elements;
    }

    public void StoreElement(XElement element, string friendlyName) => database.Execute("KeyInsert", p =>
    {
        p.Text("name", friendlyName);
        p.Text("xml", element.ToString(SaveOptions.DisableFormatting));
    });

    /// <summary>What keeps this process from reading the ring; null: nothing.</summary>
    public string? Fault() => FaultOf(database.Query("KeyRead", row => XElement.Parse(row.Text(0))));

    /// <summary>How many keys of the ring are encrypted with another key.</summary>
    public int CountOtherKey(SecretKey key) => List().Count(row => RingElement.Within(row.Element).Any(part => RingElement.IdOf(part) != key.Id));

    /// <summary>Encrypts them with this key, as far as the process has theirs. What it replaces opens to the same: it can be ended and repeated.</summary>
    public int Rotate(SecretKey key)
    {
        var exchanged = 0;
        foreach (var (id, element) in List())
        {
            var old = RingElement.Within(element).Where(part => RingElement.IdOf(part) != key.Id && keys.Find(RingElement.IdOf(part)) is not null).ToArray();
            if (old.Length == 0) continue;
            foreach (var part in old) part.ReplaceWith(RingElement.Seal(key, RingElement.Open(keys.Find(RingElement.IdOf(part))!, part)));
            exchanged += database.Execute("KeyUpdate", p =>
            {
                p.Text("xml", element.ToString(SaveOptions.DisableFormatting));
                p.Number("id", id);
            });
        }

        return exchanged;
    }

    internal static string FaultOf(string keyId) =>
        $"The key ring of cookies and tokens is encrypted with the key {keyId}, which this process does not have. Set Secrets:Key or Secrets:KeyFile to the key of the other nodes.";

    private string? FaultOf(IEnumerable<XElement> elements) =>
        elements.SelectMany(RingElement.Within).Select(RingElement.IdOf).FirstOrDefault(id => keys.Find(id) is null) is { } id ? FaultOf(id) : null;

    private List<(long Id, XElement Element)> List() => database.Query("KeyList", row => (row.Long(0), XElement.Parse(row.Text(1))));
}

/// <summary>Puts the data-protection keys in the database.</summary>
public static class DatabaseKeys
{
    /// <summary>Keeps the key ring in the database of <see cref="PersistenceServices.AddPersistence"/>, so that a cookie of one node is good on every node.</summary>
    public static IDataProtectionBuilder PersistKeysToDatabase(this IDataProtectionBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(options =>
            {
                options.XmlRepository = services.GetRequiredService<DatabaseKeyRepository>();
                options.XmlEncryptor = services.GetRequiredService<KeyRingEncryptor>();
            }));
        return builder;
    }
}
