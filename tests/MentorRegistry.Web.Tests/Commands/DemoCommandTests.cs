using System.Diagnostics;
using MentorRegistry.Web.Data.DemoData;

namespace MentorRegistry.Web.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mentor-demo-").FullName;

    [Fact]
    public async Task Demo_EmptyDatabaseThenAgain_LoadsAndThenRefuses()
    {
        var first = await RunAsync("demo");
        var second = await RunAsync("demo");

        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.All(
            DemoUsers.All,
            user => Assert.Contains(user.UserName, first.Output, StringComparison.Ordinal)
        );
        Assert.Equal((1, ""), (second.ExitCode, second.Output));
        Assert.StartsWith("The database is not empty", second.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // As a process of its own: the command reads its settings from the environment, which tests share.
    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string command)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DemoUsers).Assembly.Location, command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DataFolder"] = _folder,
                // What Development does at start must not load it before the command can.
                ["Demo__LoadOnFirstStart"] = "true",
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
