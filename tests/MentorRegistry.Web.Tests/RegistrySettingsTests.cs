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
            Oversight =
            {
                SpotCheckDays = 0,
                RandomLookups = 0,
                UnusualLookups = -1,
                WorkBeginsHour = 18,
            },
            SignIn =
            {
                WrongPasswordsBeforeLockout = 11,
                LockoutMinutes = 0,
                IdleMinutes = 31,
                LongestSessionHours = 13,
                AttemptsPerMinutePerAddress = 0,
            },
            Access =
            {
                SearchesPerMinute = 0,
                ExportsPerHour = 0,
                CitizenPagesPerHour = 0,
                ChecksPerMinute = 0,
            },
            Import = { LargestFileMegabytes = 101 },
            Proxy = { Addresses = ["proxy.intern"] },
        };

        Assert.Equal(17, settings.Problems(connectionString: null).Count);
    }

    [Fact]
    public void Read_ValuesThatCannotBeRead_AreEachNamedWithWhatTheyMayBe()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Database:Provider"] = "MySql",
                    ["Clock:Today"] = "i morgen",
                    ["Retention:CitizenYears"] = "en måned",
                    ["Demo:LoadOnFirstStart"] = "ja",
                    ["SignIn:IdleMinutes"] = "20",
                }
            )
            .Build();

        var exception = Assert.Throws<SettingsException>(() => RegistrySettings.Read(configuration));

        Assert.Equal(
            [
                "Clock:Today is “i morgen”; it must be a day, such as 2026-05-31.",
                "Database:Provider is “MySql”; it must be Sqlite or PostgreSql.",
                "Retention:CitizenYears is “en måned”; it must be a whole number.",
                "Demo:LoadOnFirstStart is “ja”; it must be true or false.",
            ],
            exception.Message.Split(Environment.NewLine)
        );
    }

    [Fact]
    public void Problems_ProviderByANumberThatNoneHas_IsNamed() =>
        Assert.Contains(
            "Database:Provider must be Sqlite or PostgreSql.",
            new RegistrySettings { Database = { Provider = (DatabaseProvider)7 } }.Problems(null)
        );

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
