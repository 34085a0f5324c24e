using System.CommandLine;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Commands;

/// <summary>`export`: placements as the import reads them, flags, rates, budgets, to standard output.</summary>
public static class ExportCommand
{
    public static Command Create()
    {
        var asOf = DayOption(
            "--as-of",
            "Only placements in force on the day, for example 2022-05-31 or 31-05-2022."
        );
        var format = FormatOption();
        var placements = new Command(
            "placements",
            "Writes all placements but cancelled ones to standard output, with the import's columns and whole CPR "
                + "numbers: keep the result as you keep the registry itself. See docs/import.md."
        )
        {
            asOf,
            format,
        };
        WriteBy(placements, asOf, format, RunAsync);
        return new Command("export", "Writes data to standard output.")
        {
            placements,
            CreateFlags(),
            CreateRates(),
            CreateCorps(),
            CreateBudget(),
            CreateStatistics(),
            CreateBenchmark(),
        };
    }

    private static Command CreateFlags()
    {
        var asOf = DayOption(
            "--as-of",
            "The day that the conditions hold on, for example 2022-05-31 or 31-05-2022; today unless it is said."
        );
        var format = FormatOption();
        var flags = new Command(
            "flags",
            "Writes every condition that holds on a day to standard output: what is flagged, and what a rule lets pass, "
                + "marked so. Public references and source ids, no names and no CPR numbers. See docs/flags.md."
        )
        {
            asOf,
            format,
        };
        WriteBy(flags, asOf, format, RunFlagsAsync);
        return flags;
    }

    private static Command CreateRates()
    {
        var asOf = DayOption(
            "--as-of",
            "The day that the rates apply on, for example 2022-05-31 or 31-05-2022; today unless it is said."
        );
        var format = FormatOption();
        var rates = new Command(
            "rates",
            "Writes what each provider takes for an hour on a day to standard output, kroner excluding VAT, dearest first."
        )
        {
            asOf,
            format,
        };
        WriteBy(rates, asOf, format, RunRatesAsync);
        return rates;
    }

    private static Command CreateCorps()
    {
        var format = FormatOption();
        var corps = new Command(
            "internal-corps",
            "Writes what the internal corps cost and delivered in each period that an administrator has entered, and what a "
                + "direct hour came to, to standard output."
        )
        {
            format,
        };
        WriteBy(corps, asOf: null, format, RunCorpsAsync);
        return corps;
    }

    private static Command CreateBenchmark()
    {
        var format = FormatOption();
        var benchmark = new Command(
            "benchmark",
            "Writes what the municipality, its comparison group and the whole country spent by year on mentors and on other "
                + "measures to standard output: 1,000 kr., index, share, kroner per inhabitant. See docs/benchmark.md."
        )
        {
            format,
        };
        WriteBy(benchmark, asOf: null, format, RunBenchmarkAsync);
        return benchmark;
    }

    /// <summary>`export benchmark` itself; the exit code.</summary>
    public static async Task<int> RunBenchmarkAsync(
        IServiceProvider services,
        DateOnly? asOf,
        string format,
        Stream output,
        CancellationToken ct
    )
    {
        await new BenchmarkExport(services.GetRequiredService<RegistryDb>()).WriteAsync(output, format, ct);
        return 0;
    }

    private static Command CreateBudget()
    {
        var year = new Option<int>("--year")
        {
            Description = "The calendar year, for example 2022.",
            Required = true,
        };
        var department = new Option<string?>("--department")
        {
            Description = "The department's name; all departments unless it is said.",
        };
        var format = FormatOption();
        var budget = new Command(
            "budget",
            "Writes each department's budget of a year, what is used, committed and forecast, the saving and the ceiling to "
                + "standard output, kroner excluding VAT. See docs/budget.md."
        )
        {
            year,
            department,
            format,
        };
        budget.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    async (services, token) =>
                    {
                        await using var output = Console.OpenStandardOutput();
                        return await RunBudgetAsync(
                            services,
                            parsed.GetRequiredValue(year),
                            parsed.GetValue(department),
                            parsed.GetRequiredValue(format),
                            output,
                            Console.Error,
                            token
                        );
                    },
                    ct
                )
        );
        return budget;
    }

    private static Command CreateStatistics()
    {
        var asOf = DayOption(
            "--as-of",
            "The day that the placements are active on, for example 2022-05-31 or 31-05-2022; today unless it is said."
        );
        var format = FormatOption("csv", "json", "xlsx", "docx");
        var isPublic = new Option<bool>("--public")
        {
            Description =
                "For the public: small numbers, and those that they could be worked out from, are hidden.",
        };
        var statistics = new Command(
            "statistics",
            "Writes how many placements are active on a day, by provider category and target group and by provider category "
                + "and duration, to standard output: tables as csv or json, the committee's paper as xlsx or docx. See "
                + "docs/statistics.md."
        )
        {
            asOf,
            format,
            isPublic,
        };
        statistics.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    async (services, token) =>
                    {
                        await using var output = Console.OpenStandardOutput();
                        return await RunStatisticsAsync(
                            services,
                            parsed.GetValue(asOf),
                            parsed.GetRequiredValue(format),
                            parsed.GetValue(isPublic),
                            output,
                            Console.Error,
                            token
                        );
                    },
                    ct
                )
        );
        return statistics;
    }

    /// <summary>`export statistics` itself; the exit code.</summary>
    public static async Task<int> RunStatisticsAsync(
        IServiceProvider services,
        DateOnly? asOf,
        string format,
        bool isPublic,
        Stream output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        var today = services.GetRequiredService<Clock>().Today;
        // As every job and command: by the rules that are in force now, wherever they were published.
        await services
            .GetRequiredService<RulesInForce>()
            .AskAsync(services.GetRequiredService<RegistryDb>(), ct);
        var refusal = await services
            .GetRequiredService<StatisticsExport>()
            .WriteAsync(
                output,
                asOf ?? today,
                format,
                isPublic,
                today,
                services.GetRequiredService<CurrentUser>().Name,
                ct
            );
        if (refusal is null)
        {
            return 0;
        }

        await errors.WriteLineAsync(refusal);
        return 1;
    }

    /// <summary>`export budget` itself; the exit code.</summary>
    public static async Task<int> RunBudgetAsync(
        IServiceProvider services,
        int year,
        string? department,
        string format,
        Stream output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        var export = new BudgetExport(
            services.GetRequiredService<RegistryDb>(),
            services.GetRequiredService<BudgetQuery>()
        );
        if (await export.WriteAsync(output, year, department, format, ct) is not { } refusal)
        {
            return 0;
        }

        await errors.WriteLineAsync(refusal);
        return 1;
    }

    /// <summary>`export rates` itself; the exit code.</summary>
    public static async Task<int> RunRatesAsync(
        IServiceProvider services,
        DateOnly? asOf,
        string format,
        Stream output,
        CancellationToken ct
    )
    {
        await new RateExport(services.GetRequiredService<RegistryDb>()).WriteRatesAsync(
            output,
            asOf ?? services.GetRequiredService<Clock>().Today,
            format,
            ct
        );
        return 0;
    }

    /// <summary>`export internal-corps` itself; the exit code.</summary>
    public static async Task<int> RunCorpsAsync(
        IServiceProvider services,
        DateOnly? asOf,
        string format,
        Stream output,
        CancellationToken ct
    )
    {
        await new RateExport(services.GetRequiredService<RegistryDb>()).WriteCorpsAsync(output, format, ct);
        return 0;
    }

    private static void WriteBy(
        Command command,
        Option<DateOnly?>? asOf,
        Option<string> format,
        Func<IServiceProvider, DateOnly?, string, Stream, CancellationToken, Task<int>> write
    ) =>
        command.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    async (services, token) =>
                    {
                        await using var output = Console.OpenStandardOutput();
                        return await write(
                            services,
                            asOf is null ? null : parsed.GetValue(asOf),
                            parsed.GetRequiredValue(format),
                            output,
                            token
                        );
                    },
                    ct
                )
        );

    /// <summary>`export flags` itself; the exit code.</summary>
    public static async Task<int> RunFlagsAsync(
        IServiceProvider services,
        DateOnly? asOf,
        string format,
        Stream output,
        CancellationToken ct
    )
    {
        var export = new FlagExport(
            services.GetRequiredService<RegistryDb>(),
            services.GetRequiredService<RulesInForce>()
        );
        var day = asOf ?? services.GetRequiredService<Clock>().Today;
        await (
            format == "json" ? export.WriteJsonAsync(output, day, ct) : export.WriteCsvAsync(output, day, ct)
        );
        return 0;
    }

    /// <summary>An option that takes a day.</summary>
    public static Option<DateOnly?> DayOption(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                if (DanishDate.TryParse(result.Tokens[0].Value, out var day))
                {
                    return day;
                }

                result.AddError($"“{result.Tokens[0].Value}” is no day; write it as 2022-05-31.");
                return null;
            },
        };

    private static Option<string> FormatOption() => FormatOption("csv", "json");

    private static Option<string> FormatOption(params string[] formats)
    {
        var format = new Option<string>("--format")
        {
            Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}.",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong(formats);
        return format;
    }

    /// <summary>The command itself; the exit code.</summary>
    public static async Task<int> RunAsync(
        IServiceProvider services,
        DateOnly? asOf,
        string format,
        Stream output,
        CancellationToken ct
    )
    {
        var export = new PlacementExport(services.GetRequiredService<RegistryDb>());
        await (
            format == "json"
                ? export.WriteJsonAsync(output, asOf, ct)
                : export.WriteCsvAsync(output, asOf, ct)
        );
        return 0;
    }
}
