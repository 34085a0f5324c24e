using Microsoft.Extensions.Configuration;

namespace MentorRegistry.Web.Tests;

public sealed class UnsafeSettingsTests
{
    [Theory]
    [InlineData("AllowedHosts", "*")]
    [InlineData("AllowedHosts", "")]
    [InlineData("AllowedHosts", "mentor.kommune.example; *")]
    [InlineData("ForwardedHeaders_Enabled", "true")]
    [InlineData("Demo:LoadOnFirstStart", "true")]
    [InlineData("Logging:LogLevel:Microsoft", "Information")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting", "debug")]
    public void In_UnsafeSetting_IsNamed(string setting, string value)
    {
        var sentence = Assert.Single(UnsafeSettings.In(Configuration((setting, value))));

        Assert.Contains(setting, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void In_SettingsAsShipped_FindsNothing() =>
        Assert.Empty(
            UnsafeSettings.In(
                Configuration(
                    ("AllowedHosts", "localhost;127.0.0.1;[::1]"),
                    ("Logging:LogLevel:Default", "Information"),
                    ("Logging:LogLevel:Microsoft", "Warning"),
                    ("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information")
                )
            )
        );

    [Theory]
    [InlineData("AllowedHosts", "*")]
    [InlineData("ForwardedHeaders_Enabled", "true")]
    public async Task Start_UnsafeSettingOutsideDevelopment_DoesNotStart(string setting, string value)
    {
        await using var app = new SqliteApp { EnvironmentName = "Production" };
        await app.InitializeAsync();
        app.Settings[setting] = value;

        Assert.Throws<InvalidOperationException>(() => app.Services);
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["AllowedHosts"] = "mentor.kommune.example",
                }
            )
            .AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
            )
            .Build();
}
