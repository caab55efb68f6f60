using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Channels;

/// <summary>Keeps the data protection keys of this module in its own schema, so that every replica reads what another wrote.</summary>
/// <remarks>
/// The ring stands beside what it protects: it keeps secrets out of logs, answers and copies of the channel table, not from somebody who can read the
/// whole schema. That is the database's access control, and the encryption of its disk and backups.
/// </remarks>
internal sealed class PostgresKeyRing(ModuleDatabase<AlertingModule> database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.DataSource.OpenConnection();
        return connection.Query<string>("select xml from data_protection_key order by created_at").Select(XElement.Parse).ToList();
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.DataSource.OpenConnection();
        connection.Execute(
            "insert into data_protection_key (name, xml) values (@friendlyName, @xml)",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}
