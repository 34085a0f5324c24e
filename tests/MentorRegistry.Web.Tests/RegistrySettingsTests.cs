using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace MentorRegistry.Web.Tests;

public sealed class RegistrySettingsTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    // What the framework reads by itself, not RegistrySettings.
    private static readonly string[] FrameworkSections = ["ConnectionStrings", "AllowedHosts", "Logging"];

    private static string ExampleFile => Path.Combine(AppContext.BaseDirectory, "appsettings.example.json");

    [Fact]
    public void Example_EverySetting_StandsThereWithItsDefault()
    {
        var settings = new RegistrySettings();
        Example().Bind(settings, binder => binder.ErrorOnUnknownConfiguration = false);

        Assert.Equal(JsonSerializer.Serialize(new RegistrySettings()), JsonSerializer.Serialize(settings));
        Assert.Equal(
            Names(JsonSerializer.SerializeToElement(new RegistrySettings()), "").Order(),
            Names(ExampleAsJson(), "").Where(name => !FrameworkSections.Contains(name.Split(':')[1])).Order()
        );
    }

    [Fact]
    public async Task Example_AsItIs_StartsTheProgram()
    {
        foreach (var (key, value) in Example().AsEnumerable().Where(pair => pair.Value is not null))
        {
            // The folder and the log are the test's own; everything else is the example's.
            if (key != "DataFolder" && !key.StartsWith("Logging", StringComparison.Ordinal))
            {
                app.Settings[key] = value;
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await app.OpenBrowser().GetAsync("/health/ready")).Status);
    }

    [Fact]
    public void Problems_EveryWrongSetting_IsNamed()
    {
        var settings = new RegistrySettings
        {
            Municipality = { Name = " " },
            Database = { Provider = DatabaseProvider.PostgreSql },
            Rules =
            {
                RunGapDays = -1,
                LongRunMonths = 0,
                EndingSoonDays = 0,
            },
            SignIn =
            {
                WrongPasswordsBeforeLockout = 11,
                LockoutMinutes = 0,
                IdleMinutes = 31,
                LongestSessionHours = 13,
                AttemptsPerMinutePerAddress = 0,
            },
            Import = { LargestFileMegabytes = 101 },
            Proxy = { Addresses = ["proxy.intern"] },
        };

        Assert.Equal(12, settings.Problems(connectionString: null).Count);
    }

    private static IConfigurationRoot Example() =>
        new ConfigurationBuilder().AddJsonFile(ExampleFile).Build();

    private static JsonElement ExampleAsJson() =>
        JsonDocument
            .Parse(
                File.ReadAllText(ExampleFile),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
            )
            .RootElement;

    private static IEnumerable<string> Names(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member => Names(member.Value, $"{path}:{member.Name}"))
            : [path];
}
