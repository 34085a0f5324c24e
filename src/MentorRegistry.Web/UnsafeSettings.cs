namespace MentorRegistry.Web;

/// <summary>Settings that are for trying things out, and that the program does not start with outside Development.</summary>
public static class UnsafeSettings
{
    private const string Lifetime = "Microsoft.Hosting.Lifetime";
    private const string Framework = "Microsoft";

    // Of these the framework writes whole addresses below warnings.
    private const string Requests = "Microsoft.AspNetCore";

    /// <summary>
    /// Names in AllowedHosts that no request can have, each as a sentence: the program would start and answer nobody.
    /// A request's port is left out of the comparison, and blanks beside a name are not (HostFilteringMiddleware).
    /// </summary>
    public static IEnumerable<string> UnmatchableHosts(IConfiguration configuration) =>
        Hosts(configuration)
            .Where(host => !CanMatch(host))
            .Select(host =>
                $"AllowedHosts: no request can have the name “{host}”, so nobody is answered by it. Write the name "
                + "alone, without scheme, port, path or blanks, and with “;” between several: mentor.kommune.dk;10.0.0.5."
            );

    /// <summary>What is unsafe in a configuration, each as a sentence for the one who installs; empty when nothing is.</summary>
    public static IEnumerable<string> In(IConfiguration configuration)
    {
        var hosts = Hosts(configuration).Select(host => host.Trim()).Where(host => host.Length > 0).ToArray();
        if (hosts.Length == 0 || hosts.Any(host => host is "*" or "0.0.0.0" or "[::]"))
        {
            yield return "AllowedHosts must name the hosts that the program answers to, such as mentor.kommune.dk: "
                + "with “*”, or none, anybody's name is believed.";
        }

        foreach (var host in hosts.Where(IsWildcardOfStrangers))
        {
            yield return $"AllowedHosts: {host} is everybody's; name the hosts, or the municipality's own domain: "
                + "*.kommune-navn.dk.";
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

        var mail = configuration.GetSection("Mail").Get<MailSettings>() ?? new MailSettings();
        if (
            mail.Host.Length > 0
            && mail.Host is not ("localhost" or "127.0.0.1" or "::1")
            && Uri.TryCreate(mail.BaseUrl, UriKind.Absolute, out var own)
            && own.IsLoopback
        )
        {
            yield return "Mail:BaseUrl must be the address at which people open the registry, such as "
                + "https://mentor.kommune.dk: the links of mails begin with it.";
        }

        if (configuration.GetValue<bool>("Demo:LoadOnFirstStart"))
        {
            yield return "Demo:LoadOnFirstStart makes users whose password everybody knows: only in Development.";
        }

        if (!string.IsNullOrWhiteSpace(configuration["Clock:Today"]))
        {
            yield return "Clock:Today pins the day, and with it what is due and for how long a basis holds: "
                + "only in Development.";
        }

        // Below warnings the framework writes whole addresses, and what was typed into them. A provider's own levels
        // ("Logging:Console:LogLevel") win over those of all.
        var logging = configuration.GetSection("Logging");
        foreach (
            var levels in logging
                .GetChildren()
                .Select(provider => provider.GetSection("LogLevel"))
                .Prepend(logging.GetSection("LogLevel"))
        )
        {
            foreach (var level in levels.GetChildren().Where(level => WritesAddresses(levels, level)))
            {
                yield return $"{level.Path} is {level.Value}; it must be Warning or higher for Microsoft.AspNetCore: "
                    + "below it whole addresses are written.";
            }
        }
    }

    // As the framework splits them: nothing is trimmed.
    private static string[] Hosts(IConfiguration configuration) =>
        (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static bool CanMatch(string host) =>
        host == "*"
        || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => true,
            // As it stands in a request's address.
            UriHostNameType.IPv6 => host is ['[', .., ']'],
            _ => false,
        };

    // "*.dk" takes in every name that somebody can register.
    private static bool IsWildcardOfStrangers(string host) =>
        host.StartsWith("*.", StringComparison.Ordinal)
        && host[2..].Split('.', StringSplitOptions.RemoveEmptyEntries).Length < 2;

    private static bool WritesAddresses(IConfigurationSection levels, IConfigurationSection level) =>
        IsBelowWarning(level)
        && (
            string.Equals(level.Key, "Default", StringComparison.OrdinalIgnoreCase)
                // In force for the framework too, unless it is given a level of its own beside it.
                ? !levels.GetChildren().Any(other => IsOf(Requests, other.Key) && !IsBelowWarning(other))
                : IsOf(Requests, level.Key)
                    || (
                        level.Key.StartsWith(Framework, StringComparison.OrdinalIgnoreCase)
                        && !string.Equals(level.Key, Lifetime, StringComparison.OrdinalIgnoreCase)
                    )
        );

    // As the framework reads it: a name is a category's beginning, and one “*” in it stands for anything.
    private static bool IsOf(string category, string name)
    {
        var parts = name.Split('*');
        return category.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase)
            || (parts.Length > 1 && parts[0].StartsWith(category, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsBelowWarning(IConfigurationSection level) =>
        Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var least) && least < LogLevel.Warning;
}
