using System.Diagnostics;
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
    [InlineData("Logging:LogLevel:Micro", "Information")]
    [InlineData("Logging:LogLevel:*Hosting", "Information")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.*.Diagnostics", "Information")]
    [InlineData("Logging:LogLevel:Default", "Information")]
    [InlineData("Logging:Console:LogLevel:Default", "Information")]
    [InlineData("Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting", "Trace")]
    [InlineData("AllowedHosts", "*.dk")]
    [InlineData("AllowedHosts", "mentor.kommune.example;*.example.")]
    [InlineData("Clock:Today", "2026-11-20")]
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
                    ("Logging:LogLevel:Quartz", "Information"),
                    ("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"),
                    ("Clock:Today", "")
                )
            )
        );

    [Theory]
    [InlineData("*.kommune-navn.dk")]
    [InlineData("mentor.kommune-navn.dk;*.intern.kommune-navn.dk")]
    public void In_WildcardBelowOwnDomain_FindsNothing(string hosts) =>
        Assert.Empty(UnsafeSettings.In(Configuration(("AllowedHosts", hosts))));

    [Theory]
    [InlineData("*:5192")]
    [InlineData("mentor.kommune.example:443")]
    [InlineData("https://mentor.kommune.example")]
    [InlineData("mentor.kommune.example/registry")]
    [InlineData("mentor.kommune.example; mentor.intern")]
    [InlineData("mentor.kommune.example ;mentor.intern")]
    [InlineData("mentor.kommune.example; ")]
    [InlineData("mentor.kommune.example,mentor.intern")]
    [InlineData("*mentor.example")]
    [InlineData("mentor.*.example")]
    [InlineData("::1")]
    [InlineData("[::1]:5192")]
    public void UnmatchableHosts_NameThatNoRequestCanHave_IsNamed(string hosts)
    {
        var sentence = Assert.Single(UnsafeSettings.UnmatchableHosts(Configuration(("AllowedHosts", hosts))));

        Assert.StartsWith("AllowedHosts: no request can have the name “", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("localhost;127.0.0.1;[::1]")]
    [InlineData("*.kommune-navn.dk;MENTOR.kommune.dk;mentor_1.intern")]
    [InlineData("mentor.børn.example;xn--brn-0na.example")]
    [InlineData("")]
    public void UnmatchableHosts_NamesThatRequestsHave_AreNone(string hosts) =>
        Assert.Empty(UnsafeSettings.UnmatchableHosts(Configuration(("AllowedHosts", hosts))));

    [Fact]
    public async Task Serve_DemoOutsideDevelopment_SaysWhyAndEnds()
    {
        var folder = Directory.CreateTempSubdirectory("mentor-demo-").FullName;
        try
        {
            var loaded = await RunAsync(folder, "Development", "demo");
            Assert.Equal((0, ""), (loaded.ExitCode, loaded.Errors));

            var served = await RunAsync(folder, "Production");

            Assert.Equal(1, served.ExitCode);
            Assert.StartsWith(
                "The database holds the demo, and everybody knows the passwords of its users",
                served.Errors,
                StringComparison.Ordinal
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // As a process of its own, which must end by itself: the test's time limit ends one that serves.
    private static async Task<(int ExitCode, string Errors)> RunAsync(
        string folder,
        string environment,
        params string[] command
    )
    {
        var start = new ProcessStartInfo("dotnet", [typeof(UnsafeSettings).Assembly.Location, .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["DataFolder"] = folder,
                ["Demo__LoadOnFirstStart"] = "false",
            },
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await errors);
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("AllowedHosts", "*")]
    [InlineData("AllowedHosts", "mentor.kommune.example:443")]
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
