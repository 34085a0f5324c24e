using System.Xml.Linq;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data;

/// <summary>The keys of cookies and second factors, where several machines share a database.</summary>
public sealed class ProtectionKeysTests(PostgreSqlApp app) : IClassFixture<PostgreSqlApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_InTheDatabase_CannotBeReadWithoutTheLogsKeyAndAreSharedByOthersWhoHaveIt()
    {
        var secret = app
            .Services.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("test")
            .Protect("hemmeligt");
        var stored = await app.DbAsync(db => db.ProtectionKeys.AsNoTracking().ToListAsync(Ct));

        Assert.NotEmpty(stored);
        Assert.All(stored, key => Assert.DoesNotContain("<", key.Xml, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(app.Settings["DataFolder"]!, "keys"), "key-*.xml"));
        Assert.NotEmpty(Keys("").GetAllElements());

        var stranger = Path.Combine(app.Settings["DataFolder"]!, "stranger.key");
        await File.WriteAllBytesAsync(stranger, new byte[32], Ct);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() =>
            new ProtectionKeys(
                app.Services.GetRequiredService<IServiceScopeFactory>(),
                new LogKey(stranger),
                ""
            ).GetAllElements()
        );
        Assert.Equal(
            "hemmeligt",
            app.Services.GetRequiredService<IDataProtectionProvider>()
                .CreateProtector("test")
                .Unprotect(secret)
        );
    }

    [Fact]
    public async Task Keys_OfAnEarlierVersionsFolder_AreTakenOverOnce()
    {
        await using var another = app.Another();
        await another.InitializeAsync();
        var folder = Directory.CreateTempSubdirectory("mentor-keys-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "key-1.xml"), "<key id=\"1\" />", Ct);
        var keys = new ProtectionKeys(
            another.Services.GetRequiredService<IServiceScopeFactory>(),
            another.Services.GetRequiredService<LogKey>(),
            folder
        );
        await another.DbAsync(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "ProtectionKeys" """, Ct));

        var first = keys.GetAllElements();
        var second = keys.GetAllElements();

        Assert.Equal("1", Assert.Single(first).Attribute("id")!.Value);
        Assert.Equal(Text(first), Text(second));
        Assert.Equal(1, await another.DbAsync(db => db.ProtectionKeys.CountAsync(Ct)));
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Text(IEnumerable<XElement> keys) => keys.Select(key => key.ToString());

    private ProtectionKeys Keys(string folder) =>
        new(
            app.Services.GetRequiredService<IServiceScopeFactory>(),
            app.Services.GetRequiredService<LogKey>(),
            folder
        );
}
