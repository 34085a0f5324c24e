using System.Net;

namespace MentorRegistry.Web;

/// <summary>Every setting of the registry, bound from configuration; appsettings.example.json documents each.</summary>
public sealed class RegistrySettings
{
    /// <summary>Where the embedded database and the keys lie; relative paths start at the program's content root.</summary>
    public string DataFolder { get; set; } = "registry-data";

    public MunicipalitySettings Municipality { get; set; } = new();

    public ClockSettings Clock { get; set; } = new();

    public DatabaseSettings Database { get; set; } = new();

    public RuleSettings Rules { get; set; } = new();

    public SignInSettings SignIn { get; set; } = new();

    public ProxySettings Proxy { get; set; } = new();

    public ImportSettings Import { get; set; } = new();

    public DemoSettings Demo { get; set; } = new();

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
            Database.Provider is not DatabaseProvider.PostgreSql
                || !string.IsNullOrWhiteSpace(connectionString),
            "Database:Provider is PostgreSql, but ConnectionStrings:Registry is empty."
        );
        Require(Rules.RunGapDays is >= 0 and <= 366, "Rules:RunGapDays must be from 0 to 366 days.");
        Require(Rules.LongRunMonths is >= 1 and <= 600, "Rules:LongRunMonths must be from 1 to 600 months.");
        Require(Rules.EndingSoonDays is >= 1 and <= 366, "Rules:EndingSoonDays must be from 1 to 366 days.");
        Require(
            SignIn.WrongPasswordsBeforeLockout is >= 1 and <= 10,
            "SignIn:WrongPasswordsBeforeLockout must be from 1 to 10."
        );
        Require(SignIn.LockoutMinutes >= 1, "SignIn:LockoutMinutes must be 1 or more.");
        Require(SignIn.IdleMinutes is >= 1 and <= 30, "SignIn:IdleMinutes must be from 1 to 30.");
        Require(
            SignIn.LongestSessionHours is >= 1 and <= 12,
            "SignIn:LongestSessionHours must be from 1 to 12."
        );
        Require(
            SignIn.AttemptsPerMinutePerAddress >= 1,
            "SignIn:AttemptsPerMinutePerAddress must be 1 or more."
        );
        Require(
            Import.LargestFileMegabytes is >= 1 and <= 100,
            "Import:LargestFileMegabytes must be from 1 to 100."
        );
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

public sealed class RuleSettings
{
    /// <summary>Days without a placement that a run with the same mentor bridges.</summary>
    public int RunGapDays { get; set; } = 30;

    /// <summary>Months with the same mentor after which a run is long.</summary>
    public int LongRunMonths { get; set; } = 24;

    /// <summary>Days before a placement's last day from which it is about to end.</summary>
    public int EndingSoonDays { get; set; } = 30;
}

public sealed class SignInSettings
{
    public int WrongPasswordsBeforeLockout { get; set; } = 5;

    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Minutes without a request after which a session ends.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Hours after sign-in after which a session ends, however busy.</summary>
    public int LongestSessionHours { get; set; } = 12;

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

public sealed class DemoSettings
{
    /// <summary>Loads the demo into an empty database at start. Only ever in Development.</summary>
    public bool LoadOnFirstStart { get; set; }
}
