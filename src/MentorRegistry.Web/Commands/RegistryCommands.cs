using System.CommandLine;
using MentorRegistry.Web.Data.Logs;

namespace MentorRegistry.Web.Commands;

/// <summary>The command line of the same program: `dotnet MentorRegistry.Web.dll COMMAND …`.</summary>
public static class RegistryCommands
{
    /// <summary>Whether the arguments are a command's, and not the web server's.</summary>
    public static bool IsCommand(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version");

    public static Task<int> RunAsync(string[] args) => Create().Parse(args).InvokeAsync();

    /// <summary>All commands; the help of the program itself explains each of them.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("The mentor registry. Without a command it serves its pages.");
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(FlagCommands.Create());
        root.Subcommands.Add(DigestCommands.Create());
        root.Subcommands.Add(UserCommands.Create());
        root.Subcommands.Add(LogCommands.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Description = string.Join(
            Environment.NewLine,
            [root.Description, "", .. root.Subcommands.SelectMany(command => Explained(command, ""))]
        );
        return root;
    }

    private static IEnumerable<string> Explained(Command command, string above)
    {
        var name = above + command.Name;
        if (command.Subcommands.Count > 0)
        {
            return command.Subcommands.SelectMany(below => Explained(below, name + " "));
        }

        var words = command
            .Arguments.Select(argument => $"<{argument.Name}>")
            .Concat(
                command.Options.Select(option =>
                {
                    var given =
                        option.ValueType == typeof(bool)
                            ? option.Name
                            : $"{option.Name} <{option.Name.TrimStart('-')}>";
                    return option.Required ? given : $"[{given}]";
                })
            );
        var parts = command
            .Arguments.Select(argument => ($"<{argument.Name}>", argument.Description))
            .Concat(command.Options.Select(option => (option.Name, option.Description)));
        return
        [
            string.Join(' ', words.Prepend(name)),
            $"  {command.Description}",
            .. parts.Select(part => $"    {part.Item1}: {part.Description}"),
            "",
        ];
    }

    /// <summary>
    /// Runs a command's work with the program's own services and an up-to-date database. Standard output is the
    /// command's alone, so that it can be piped; warnings and errors go to standard error.
    /// </summary>
    public static Task<int> WithServicesAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken ct,
        params string[] settings
    ) => WithServicesAsync(work, LogStart.AsTheyAre, ct, settings);

    /// <inheritdoc cref="WithServicesAsync(Func{IServiceProvider, CancellationToken, Task{int}}, CancellationToken, string[])" />
    public static async Task<int> WithServicesAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        LogStart logs,
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
            await RegistryApp.PrepareAsync(app, ct, logs);
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
