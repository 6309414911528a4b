using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Keys;

/// <summary>The data-protection key ring in the database: one for all nodes. The elements are stored as they come; encrypt them with a key from outside.</summary>
internal sealed class DatabaseKeyRepository(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => database.Query("KeyRead", row => XElement.Parse(row.Text(0)));

    public void StoreElement(XElement element, string friendlyName) => database.Execute("KeyInsert", p =>
    {
        p.Text("name", friendlyName);
        p.Text("xml", element.ToString(SaveOptions.DisableFormatting));
    });
}

/// <summary>Puts the data-protection keys in the database.</summary>
public static class DatabaseKeys
{
    /// <summary>Keeps the key ring in the database of <see cref="PersistenceServices.AddPersistence"/>, so that a cookie of one node is good on every node.</summary>
    public static IDataProtectionBuilder PersistKeysToDatabase(this IDataProtectionBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = services.GetRequiredService<DatabaseKeyRepository>()));
        return builder;
    }
}
