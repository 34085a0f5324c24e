using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Mail;

namespace MentorRegistry.Web;

/// <summary>Every setting of the registry, bound from configuration; appsettings.example.json documents each.</summary>
public sealed class RegistrySettings
{
    /// <summary>Where the embedded database and the keys lie; relative paths start at the program's content root.</summary>
    public string DataFolder { get; set; } = "registry-data";

    public MunicipalitySettings Municipality { get; set; } = new();

    public ClockSettings Clock { get; set; } = new();

    public DatabaseSettings Database { get; set; } = new();

    public AccessSettings Access { get; set; } = new();

    public OversightSettings Oversight { get; set; } = new();

    public SignInSettings SignIn { get; set; } = new();

    public ProxySettings Proxy { get; set; } = new();

    public ImportSettings Import { get; set; } = new();

    public LogSettings Logs { get; set; } = new();

    public RetentionSettings Retention { get; set; } = new();

    public JobSettings Jobs { get; set; } = new();

    public MailSettings Mail { get; set; } = new();

    public DemoSettings Demo { get; set; } = new();

    /// <summary>The settings of a configuration; refused, with what each may be, where some cannot be read.</summary>
    public static RegistrySettings Read(IConfiguration configuration)
    {
        var problems = Unreadable(configuration, typeof(RegistrySettings), "").ToList();
        return problems.Count > 0
            ? throw new SettingsException(string.Join(Environment.NewLine, problems))
            : configuration.Get<RegistrySettings>() ?? new RegistrySettings();
    }

    // The framework's own binding ends at the first of them, in words for programmers.
    private static IEnumerable<string> Unreadable(IConfiguration configuration, Type section, string path)
    {
        foreach (var setting in section.GetProperties())
        {
            var type = Nullable.GetUnderlyingType(setting.PropertyType) ?? setting.PropertyType;
            var key = path + setting.Name;
            if (type.Assembly == section.Assembly && type.IsClass)
            {
                foreach (var problem in Unreadable(configuration, type, key + ":"))
                {
                    yield return problem;
                }
            }
            else if (
                configuration[key] is { Length: > 0 } value
                && !TypeDescriptor.GetConverter(type).IsValid(value)
                && MayBe(type) is { } kind
            )
            {
                yield return $"{key} is “{value}”; it must be {kind}.";
            }
        }
    }

    private static string? MayBe(Type type) =>
        type == typeof(DateOnly) ? "a day, such as 2026-05-31"
        : type == typeof(int) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type.IsEnum ? string.Join(" or ", Enum.GetNames(type))
        : null;

    /// <summary>What is wrong with the settings, each as a sentence for the one who installs; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems(string? connectionString)
    {
        var problems = new List<string>();
        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                problems.Add(otherwise);
            }
        }

        Require(!string.IsNullOrWhiteSpace(Municipality.Name), "Municipality:Name is empty.");
        Require(
            Enum.IsDefined(Database.Provider),
            $"Database:Provider must be {MayBe(typeof(DatabaseProvider))}."
        );
        Require(
            Database.Provider is not DatabaseProvider.PostgreSql
                || !string.IsNullOrWhiteSpace(connectionString),
            "Database:Provider is PostgreSql, but ConnectionStrings:Registry is empty."
        );
        Require(Access.PurposeHours is >= 1 and <= 24, "Access:PurposeHours must be from 1 to 24 hours.");
        Require(Access.SearchesPerMinute >= 1, "Access:SearchesPerMinute must be 1 or more.");
        Require(Access.ChecksPerMinute >= 1, "Access:ChecksPerMinute must be 1 or more.");
        Require(Access.ExportsPerHour >= 1, "Access:ExportsPerHour must be 1 or more.");
        Require(Access.CitizenPagesPerHour >= 1, "Access:CitizenPagesPerHour must be 1 or more.");
        Require(
            Oversight.SpotCheckDays is >= 1 and <= 366,
            "Oversight:SpotCheckDays must be from 1 to 366 days."
        );
        Require(Oversight.RandomLookups is >= 1 and <= 200, "Oversight:RandomLookups must be from 1 to 200.");
        Require(
            Oversight.UnusualLookups is >= 0 and <= 200,
            "Oversight:UnusualLookups must be from 0 to 200."
        );
        Require(
            Oversight.WorkBeginsHour >= 0
                && Oversight.WorkBeginsHour < Oversight.WorkEndsHour
                && Oversight.WorkEndsHour <= 24,
            "Oversight:WorkBeginsHour and WorkEndsHour must be hours from 0 to 24, the first before the other."
        );
        Require(
            SignIn.WrongPasswordsBeforeLockout is >= 1 and <= 10,
            "SignIn:WrongPasswordsBeforeLockout must be from 1 to 10."
        );
        Require(SignIn.LockoutMinutes >= 1, "SignIn:LockoutMinutes must be 1 or more.");
        Require(SignIn.IdleMinutes is >= 5 and <= 30, "SignIn:IdleMinutes must be from 5 to 30.");
        Require(
            SignIn.LongestSessionHours is >= 1 and <= 12,
            "SignIn:LongestSessionHours must be from 1 to 12."
        );
        Require(
            SignIn.AttemptsPerMinutePerAddress >= 1,
            "SignIn:AttemptsPerMinutePerAddress must be 1 or more."
        );
        Require(SignIn.InvitationDays is >= 1 and <= 30, "SignIn:InvitationDays must be from 1 to 30.");
        Require(SignIn.ResetHours is >= 1 and <= 72, "SignIn:ResetHours must be from 1 to 72.");
        Require(
            Import.LargestFileMegabytes is >= 1 and <= 100,
            "Import:LargestFileMegabytes must be from 1 to 100."
        );
        Require(
            Retention.CitizenYears is >= 1 and <= 30,
            "Retention:CitizenYears must be from 1 to 30 years."
        );
        Require(
            Retention.LookupMonths is >= 6 and <= 360,
            "Retention:LookupMonths must be from 6 to 360 months."
        );
        Require(
            Retention.DigestMonths is >= 3 and <= 120,
            "Retention:DigestMonths must be from 3 to 120 months."
        );
        Require(
            Retention.SessionDays is >= 1 and <= 366,
            "Retention:SessionDays must be from 1 to 366 days."
        );
        Require(
            Retention.ImportFileHours is >= 1 and <= 72,
            "Retention:ImportFileHours must be from 1 to 72 hours."
        );
        Require(!string.IsNullOrWhiteSpace(Logs.KeyFile), "Logs:KeyFile is empty.");
        problems.AddRange(Mail.Problems());
        foreach (var day in Municipality.ClosingDays)
        {
            Require(
                MunicipalitySettings.TryReadClosingDay(day, 2000, out _),
                $"Municipality:ClosingDays: “{day}” is no day; write 2027-05-03, or 06-05 for every year."
            );
        }

        foreach (var address in Proxy.Addresses)
        {
            Require(IPAddress.TryParse(address, out _), $"Proxy:Addresses: “{address}” is no IP address.");
        }

        return problems;
    }
}

public sealed class MunicipalitySettings
{
    /// <summary>The municipality's name in the header of every page.</summary>
    public string Name { get; set; } = "Eksempel Kommune";

    /// <summary>The common number, given where a department does not want to be named.</summary>
    public string Phone { get; set; } = "";

    /// <summary>The data protection officer's address, for the citizen who asks for access (GDPR article 13(1)(b)).</summary>
    public string DataProtectionEmail { get; set; } = "";

    /// <summary>The data protection officer's telephone number.</summary>
    public string DataProtectionPhone { get; set; } = "";

    /// <summary>Days on which the municipality is closed besides public holidays: 2027-05-03, or 06-05 for every year.</summary>
    public List<string> ClosingDays { get; set; } = [];

    /// <summary>The closing days of the years around a day.</summary>
    public IReadOnlySet<DateOnly> ClosingDaysAround(DateOnly day)
    {
        var closed = new HashSet<DateOnly>();
        foreach (var written in ClosingDays)
        {
            for (var year = day.Year - 1; year <= day.Year + 1; year++)
            {
                if (TryReadClosingDay(written, year, out var closing))
                {
                    closed.Add(closing);
                }
            }
        }

        return closed;
    }

    internal static bool TryReadClosingDay(string written, int year, out DateOnly day) =>
        DateOnly.TryParseExact(
            written,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        )
        || DateOnly.TryParseExact(
            string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{written}"),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        );
}

public sealed class MailSettings
{
    /// <summary>The registry's own address, which the links of mails begin with.</summary>
    public string BaseUrl { get; set; } = "http://localhost:5080";

    /// <summary>The mail server; empty = mails are put into the folder mail of DataFolder.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must turn to TLS. False for a server on this machine alone.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Whom to sign in as; empty = not at all.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The sender's address. Its domain is that of the Message-IDs too.</summary>
    public string From { get; set; } = "";

    /// <summary>The sender's name.</summary>
    public string FromName { get; set; } = "Mentorregister";

    /// <summary>Seconds that handing one mail over may take.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Mails that are handed over at the same time.</summary>
    public int AtOnce { get; set; } = 4;

    /// <summary>The sender's address, or where nobody has said any, one that nobody can have (RFC 2606).</summary>
    internal string FromOrDefault => From.Length > 0 ? From : "mentorregister@registry.invalid";

    /// <summary>The registry's own address, ending in a slash: what stands behind it is added to it.</summary>
    internal Uri Root => new(BaseUrl.EndsWith('/') ? BaseUrl : BaseUrl + "/");

    internal IEnumerable<string> Problems()
    {
        if (
            !Uri.TryCreate(BaseUrl, UriKind.Absolute, out var root)
            || (root.Scheme != Uri.UriSchemeHttp && root.Scheme != Uri.UriSchemeHttps)
        )
        {
            yield return "Mail:BaseUrl must be the registry's own address, such as https://mentor.kommune.dk.";
        }

        if (From.Length > 0 && !(MailAddress.TryCreate(From, out var from) && from.Address == From))
        {
            yield return "Mail:From must be one address without a name, such as mentorregister@kommune.dk.";
        }

        if (FromName.Any(char.IsControl))
        {
            yield return "Mail:FromName must be one line.";
        }

        if (TimeoutSeconds is < 1 or > 600)
        {
            yield return "Mail:TimeoutSeconds must be from 1 to 600.";
        }

        if (AtOnce is < 1 or > 20)
        {
            yield return "Mail:AtOnce must be from 1 to 20.";
        }

        if (Host.Length == 0)
        {
            yield break;
        }

        if (From.Length == 0)
        {
            yield return "Mail:Host is set, but Mail:From is empty.";
        }

        if (Port == 465)
        {
            yield return "Mail:Port is 465, where the server expects TLS from the first byte: that is not spoken here. "
                + "Use the server's port for STARTTLS, mostly 587.";
        }
        else if (Port is < 1 or > 65535)
        {
            yield return "Mail:Port must be from 1 to 65535.";
        }

        if (!StartTls && !IsLoopback)
        {
            yield return "Mail:StartTls is false, but Mail:Host is another machine: mails would go in the clear. Only "
                + "localhost may go without.";
        }

        if (User.Length > 0 && Password.Length == 0)
        {
            yield return "Mail:User is set, but Mail:Password is empty.";
        }
    }

    private bool IsLoopback =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}

public sealed class ClockSettings
{
    /// <summary>Pins the day for demos and tests; empty = the real day in Europe/Copenhagen.</summary>
    public DateOnly? Today { get; set; }
}

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

public sealed class DatabaseSettings
{
    /// <summary>Sqlite: embedded, one machine. PostgreSql: needs ConnectionStrings:Registry.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;
}

public sealed class AccessSettings
{
    /// <summary>Hours for which a purpose given for a citizen of other departments is not asked for again.</summary>
    public int PurposeHours { get; set; } = 8;

    /// <summary>Searches a minute by one user.</summary>
    public int SearchesPerMinute { get; set; } = 30;

    /// <summary>
    /// Times a minute that one user has a form looked at without saving it, the checks while it is filled in included:
    /// generous for typing, few for a script.
    /// </summary>
    public int ChecksPerMinute { get; set; } = 120;

    /// <summary>Files an hour that one user takes from lists; and as many that one user uploads.</summary>
    public int ExportsPerHour { get; set; } = 20;

    /// <summary>
    /// Times an hour that one user opens a citizen, by whichever page or form, or says why: one every twelve seconds for a whole hour, which
    /// no casework is, and thirty hours for a script that would read 9,000 citizens.
    /// </summary>
    public int CitizenPagesPerHour { get; set; } = 300;
}

public sealed class OversightSettings
{
    /// <summary>Days back from which a spot check draws lookups.</summary>
    public int SpotCheckDays { get; set; } = 30;

    /// <summary>Lookups that a spot check draws at random from all.</summary>
    public int RandomLookups { get; set; } = 20;

    /// <summary>Lookups that it draws besides at random from the unusual ones.</summary>
    public int UnusualLookups { get; set; } = 20;

    /// <summary>The hour at which work begins; lookups before it are unusual.</summary>
    public int WorkBeginsHour { get; set; } = 7;

    /// <summary>The hour at which work is over; lookups from then on are unusual.</summary>
    public int WorkEndsHour { get; set; } = 18;
}

public sealed class SignInSettings
{
    public int WrongPasswordsBeforeLockout { get; set; } = 5;

    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Minutes without a request after which a session ends.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Hours after sign-in after which a session ends, however busy.</summary>
    public int LongestSessionHours { get; set; } = 12;

    /// <summary>Days in which a new user can choose a password with the link that was given.</summary>
    public int InvitationDays { get; set; } = 7;

    /// <summary>Hours in which a user whose password was reset can choose a new one with the link.</summary>
    public int ResetHours { get; set; } = 24;

    /// <summary>Sign-in attempts a minute from one network address.</summary>
    public int AttemptsPerMinutePerAddress { get; set; } = 20;
}

public sealed class ProxySettings
{
    /// <summary>IP addresses of the proxies that end TLS in front of the program; others' forwarded headers are ignored.</summary>
    public List<string> Addresses { get; set; } = [];
}

public sealed class ImportSettings
{
    /// <summary>The largest file that the import page takes, in megabytes. The command takes any size.</summary>
    public int LargestFileMegabytes { get; set; } = 20;
}

public sealed class LogSettings
{
    /// <summary>The key that chains the logs, made at the first start; relative paths start at DataFolder.</summary>
    public string KeyFile { get; set; } = Path.Combine("keys", "log.key");
}

/// <summary>
/// How long data are kept. No law names a period for a mentor register, so the municipality decides, and these are
/// only where it begins.
/// </summary>
public sealed class RetentionSettings
{
    /// <summary>
    /// Years after the last day of a citizen's last placement. As in KLE-online's code P1825D, 5 years after the case
    /// was closed; which code applies here is the municipality's to say.
    /// </summary>
    public int CitizenYears { get; set; } = 5;

    /// <summary>
    /// Months that the access log is kept. Datatilsynet: configurable, set by purpose, no fixed period; long enough
    /// for spot checks and for the citizen to ask.
    /// </summary>
    public int LookupMonths { get; set; } = 24;

    /// <summary>
    /// Months that a digest's content and the attempts to send it are kept, as long as the access log. After that only
    /// that it was sent is.
    /// </summary>
    public int DigestMonths { get; set; } = 24;

    /// <summary>Days after which an ended session is erased, without anybody's approval: it says nothing of citizens.</summary>
    public int SessionDays { get; set; } = 30;

    /// <summary>Hours that a file to import is kept before it is loaded; what was loaded is gone at once.</summary>
    public int ImportFileHours { get; set; } = 24;
}

public sealed class JobSettings
{
    /// <summary>Whether this process runs the scheduled jobs.</summary>
    public bool AreScheduled { get; set; } = true;
}

public sealed class DemoSettings
{
    /// <summary>Loads the demo into an empty database at start. Only ever in Development.</summary>
    public bool LoadOnFirstStart { get; set; }
}
