namespace MentorRegistry.Web;

/// <summary>Settings that are for trying things out, and that the program does not start with outside Development.</summary>
public static class UnsafeSettings
{
    private const string Lifetime = "Microsoft.Hosting.Lifetime";

    /// <summary>What is unsafe in a configuration, each as a sentence for the one who installs; empty when nothing is.</summary>
    public static IEnumerable<string> In(IConfiguration configuration)
    {
        var hosts = (configuration["AllowedHosts"] ?? "").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (hosts.Length == 0 || hosts.Any(host => host is "*" or "0.0.0.0" or "[::]"))
        {
            yield return "AllowedHosts must name the hosts that the program answers to, such as mentor.kommune.dk: "
                + "with “*”, or none, anybody's name is believed.";
        }

        // ASP.NET Core's own switch, by which everybody's X-Forwarded headers are believed.
        if (
            string.Equals(
                configuration["ForwardedHeaders_Enabled"],
                "true",
                StringComparison.OrdinalIgnoreCase
            )
        )
        {
            yield return "ForwardedHeaders_Enabled believes anybody's forwarded headers: "
                + "name the proxies in Proxy:Addresses instead.";
        }

        if (configuration.GetValue<bool>("Demo:LoadOnFirstStart"))
        {
            yield return "Demo:LoadOnFirstStart makes users whose password everybody knows: only in Development.";
        }

        // Below warnings the framework writes whole addresses, and what was typed into them.
        foreach (var level in configuration.GetSection("Logging:LogLevel").GetChildren())
        {
            if (
                level.Key.StartsWith("Microsoft", StringComparison.OrdinalIgnoreCase)
                && !string.Equals(level.Key, Lifetime, StringComparison.OrdinalIgnoreCase)
                && Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var least)
                && least < LogLevel.Warning
            )
            {
                yield return $"Logging:LogLevel:{level.Key} is {level.Value}; it must be Warning or higher: "
                    + "below it whole addresses are written.";
            }
        }
    }
}
