using MentorRegistry.Web;
using MentorRegistry.Web.Commands;

// A first word that is no option is a command ("import placements file.csv"); everything else starts the pages.
if (RegistryCommands.IsCommand(args))
{
    return await RegistryCommands.RunAsync(args);
}

try
{
    await using var app = RegistryApp.Build(args);
    await RegistryApp.PrepareAsync(app, CancellationToken.None);
    RegistryApp.RefuseDemoOutsideDevelopment(app);
    await app.RunAsync();
    return 0;
}
catch (SettingsException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
