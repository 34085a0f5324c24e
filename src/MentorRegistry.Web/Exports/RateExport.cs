using CsvHelper;
using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Exports;

/// <summary>A rate on the day of the export.</summary>
public sealed record ExportedRate(
    string Provider,
    string Category,
    decimal KrPerHour,
    DateOnly First,
    DateOnly? Last
);

/// <summary>What an internal corps' period came to; one figure.</summary>
public sealed record ExportedCorpsFigure(
    string Provider,
    DateOnly First,
    DateOnly Last,
    string Figure,
    decimal? Value
);

/// <summary>The rates that apply on a day, dearest first, and what the internal corps' hours came to. Kroner excluding VAT.</summary>
public sealed class RateExport(RegistryDb db)
{
    private static readonly string[] RateColumns = ["provider", "category", "kr_per_hour", "from", "until"];
    private static readonly string[] CorpsColumns = ["provider", "from", "until", "figure", "value"];

    public async Task WriteRatesAsync(Stream to, DateOnly day, string format, CancellationToken ct)
    {
        var rows = await RatesAsync(day, ct);
        if (format == "json")
        {
            await ExportJson.WriteAsync(to, rows, ct);
            return;
        }

        await using var csv = CsvWriter.Create(to, CsvSafe.Options, leaveOpen: true);
        csv.WriteRecord(RateColumns);
        foreach (var row in rows)
        {
            csv.WriteField(row.Provider);
            csv.WriteField(row.Category);
            csv.WriteField(row.KrPerHour, "0.00");
            csv.WriteField(row.First, "dd-MM-yyyy");
            csv.WriteField(row.Last, "dd-MM-yyyy");
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    public async Task WriteCorpsAsync(Stream to, string format, CancellationToken ct)
    {
        var rows = await CorpsAsync(ct);
        if (format == "json")
        {
            await ExportJson.WriteAsync(to, rows, ct);
            return;
        }

        await using var csv = CsvWriter.Create(to, CsvSafe.Options, leaveOpen: true);
        csv.WriteRecord(CorpsColumns);
        foreach (var row in rows)
        {
            csv.WriteField(row.Provider);
            csv.WriteField(row.First, "dd-MM-yyyy");
            csv.WriteField(row.Last, "dd-MM-yyyy");
            csv.WriteField(row.Figure);
            csv.WriteField(row.Value, CsvSafe.FigureFormat(row.Value));
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    private async Task<List<ExportedRate>> RatesAsync(DateOnly day, CancellationToken ct) => [.. (
                await db
                    .Providers.SelectMany(
                        provider =>
                            provider.Rates.Where(rate =>
                                rate.First <= day && (rate.Last == null || day <= rate.Last)
                            ),
                        (provider, rate) =>
                            new
                            {
                                provider.Name,
                                Category = provider.Category!.Name,
                                rate.OrePerHour,
                                rate.First,
                                rate.Last,
                            }
                    )
                    .ToListAsync(ct)
            ).OrderByDescending(rate => rate.OrePerHour).ThenBy(rate => rate.Name, Languages.NameOrder).Select(rate => new ExportedRate(rate.Name, rate.Category, rate.OrePerHour / 100m, rate.First, rate.Last))];

    private async Task<List<ExportedCorpsFigure>> CorpsAsync(CancellationToken ct)
    {
        var accounts = await db
            .CorpsAccounts.AsNoTracking()
            .Join(
                db.Providers,
                account => account.ProviderId,
                provider => provider.Id,
                (account, provider) => new { account, provider.Name }
            )
            .OrderBy(row => row.account.First)
            .ThenBy(row => row.account.Last)
            .ToListAsync(ct);
        return
        [
            .. accounts.SelectMany(row =>
                Figures(row.account, InternalUnitCost.Of(row.account))
                    .Select(figure => new ExportedCorpsFigure(
                        row.Name,
                        row.account.First,
                        row.account.Last,
                        figure.Name,
                        figure.Value
                    ))
            ),
        ];
    }

    private static IEnumerable<(string Name, decimal? Value)> Figures(
        CorpsAccount account,
        InternalUnitCost cost
    ) =>
        [
            ("expenditure_kr", account.ExpenditureOre / 100m),
            ("mentors", account.Mentors),
            ("hours_per_week_all_mentors", account.MinutesPerWeek / 60m),
            ("direct_hours_per_week_expected", account.DirectMinutesPerWeekExpected / 60m),
            ("weeks", account.Weeks),
            ("direct_hours_expected", cost.DirectMinutesExpected / 60m),
            ("direct_hours_actual", account.DirectMinutes / 60m),
            ("direct_hours_per_week_actual", cost.DirectMinutesPerWeek / 60m),
            ("cost_per_direct_hour_expected_kr", cost.OrePerHourExpected / 100m),
            ("cost_per_direct_hour_actual_kr", cost.OrePerHour / 100m),
            ("comparison_rate_kr", account.ComparisonOrePerHour / 100m),
            ("same_hours_bought_kr", cost.SameHoursBoughtOre / 100m),
            ("excess_over_buying_kr", cost.ExcessOre / 100m),
            ("share_of_expected_percent", cost.SharePercent),
        ];
}
