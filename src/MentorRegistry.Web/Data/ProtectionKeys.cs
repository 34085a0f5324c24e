using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Data;

/// <summary>
/// The keys that protect cookies, forms and second factors, in the database, where several machines share them. They lie
/// there encrypted under the key of the logs, which the machines share too and which is in no backup of the database.
/// </summary>
public sealed class ProtectionKeys(IServiceScopeFactory scopes, LogKey logKey, string folder) : IXmlRepository
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        var keys = db.ProtectionKeys.AsNoTracking().OrderBy(key => key.Id).ToList();
        return keys.Count > 0 ? [.. keys.Select(key => XElement.Parse(Decrypt(key.Xml)))] : FromFolder();
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        // The framework asks without waiting, and RegistryDb saves only by waiting.
        db.Database.ExecuteSql(
            $"""INSERT INTO "ProtectionKeys" ("Name", "Xml") VALUES ({friendlyName}, {Encrypt(element.ToString(SaveOptions.DisableFormatting))})"""
        );
    }

    // A version before this one kept them in files: without them everybody's second factor would be gone.
    private List<XElement> FromFolder()
    {
        var kept = new List<XElement>();
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.GetFiles(folder, "key-*.xml").Order(StringComparer.Ordinal))
            {
                var key = XElement.Load(file);
                StoreElement(key, Path.GetFileNameWithoutExtension(file));
                kept.Add(key);
            }
        }

        return kept;
    }

    private string Encrypt(string xml)
    {
        var plain = Encoding.UTF8.GetBytes(xml);
        var sealedKey = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(sealedKey.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(logKey.For("protection keys"), TagSize);
        cipher.Encrypt(
            sealedKey.AsSpan(0, NonceSize),
            plain,
            sealedKey.AsSpan(NonceSize + TagSize),
            sealedKey.AsSpan(NonceSize, TagSize)
        );
        return Convert.ToBase64String(sealedKey);
    }

    private string Decrypt(string text)
    {
        var sealedKey = Convert.FromBase64String(text);
        var plain = new byte[sealedKey.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(logKey.For("protection keys"), TagSize);
        cipher.Decrypt(
            sealedKey.AsSpan(0, NonceSize),
            sealedKey.AsSpan(NonceSize + TagSize),
            sealedKey.AsSpan(NonceSize, TagSize),
            plain
        );
        return Encoding.UTF8.GetString(plain);
    }
}

public static class ProtectionKeysSetup
{
    /// <summary>Keeps the keys in the database; those of the folder are taken over once.</summary>
    public static void AddProtectionKeysInDatabase(this IServiceCollection services, string folder) =>
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlRepository = ActivatorUtilities.CreateInstance<ProtectionKeys>(provider, folder)
            )
        );
}
