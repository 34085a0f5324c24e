using System.CommandLine;
using MentorRegistry.Web.Commands;

namespace MentorRegistry.Web.Tests.Commands;

public sealed class RegistryCommandsTests
{
    [Fact]
    public async Task Help_OfTheProgram_ExplainsEveryCommandWithArgumentsAndOptions()
    {
        await using var output = new StringWriter();

        var code = await RegistryCommands
            .Create()
            .Parse(["--help"])
            .InvokeAsync(new() { Output = output }, TestContext.Current.CancellationToken);

        var help = output.ToString();
        Assert.Equal(0, code);
        Assert.Contains("import placements <file> [--dry-run] [--json]", help, StringComparison.Ordinal);
        Assert.Contains(
            "user create <user-name> --name <name> --role <role> [--department <department>]",
            help,
            StringComparison.Ordinal
        );
        Assert.Contains("The password is read from standard input", help, StringComparison.Ordinal);
        Assert.Contains("Says what would happen; writes nothing.", help, StringComparison.Ordinal);
    }
}
