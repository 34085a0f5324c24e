using System.CommandLine;
using MentorRegistry.Web.Data.DemoData;

namespace MentorRegistry.Web.Commands;

/// <summary>`demo`: loads invented citizens, reference data and users into an empty database.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var demo = new Command(
            "demo",
            "Loads the demo (invented citizens, placements and users) into an empty database."
        );
        demo.SetAction(
            (_, ct) => RegistryCommands.WithServicesAsync(LoadAsync, ct, "--Demo:LoadOnFirstStart=false")
        );
        return demo;
    }

    private static async Task<int> LoadAsync(IServiceProvider services, CancellationToken ct)
    {
        if (!await services.GetRequiredService<DemoLoader>().LoadIntoEmptyAsync(ct))
        {
            await Console.Error.WriteLineAsync(
                "The database is not empty, so nothing was loaded: the demo never mixes with real data. "
                    + "Choose an empty database (DataFolder, or ConnectionStrings:Registry)."
            );
            return 1;
        }

        await Console.Out.WriteLineAsync(
            $"The demo is loaded. Sign in as {string.Join(", ", DemoUsers.All.Select(user => user.UserName))}; "
                + $"password: {DemoUsers.Password}"
        );
        return 0;
    }
}
