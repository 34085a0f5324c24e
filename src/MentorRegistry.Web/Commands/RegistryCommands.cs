using System.CommandLine;

namespace MentorRegistry.Web.Commands;

/// <summary>The command line of the same program: `dotnet MentorRegistry.Web.dll COMMAND …`.</summary>
public static class RegistryCommands
{
    /// <summary>Whether the arguments are a command's, and not the web server's.</summary>
    public static bool IsCommand(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version");

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("The mentor registry. Without a command it serves its pages.");
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(UserCommands.Create());
        root.Subcommands.Add(DemoCommand.Create());
        return root.Parse(args).InvokeAsync();
    }

    /// <summary>
    /// Runs a command's work with the program's own services and an up-to-date database. Standard output is the
    /// command's alone, so that it can be piped; warnings and errors go to standard error.
    /// </summary>
    public static async Task<int> WithServicesAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken ct,
        params string[] settings
    )
    {
        try
        {
            await using var app = RegistryApp.Build([
                "--Logging:LogLevel:Default=None",
                "--Logging:LogLevel:Microsoft=None",
                .. settings,
            ]);
            await RegistryApp.PrepareAsync(app, ct);
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext =
                CommandLineUser.Context();
            return await work(scope.ServiceProvider, ct);
        }
        catch (SettingsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
