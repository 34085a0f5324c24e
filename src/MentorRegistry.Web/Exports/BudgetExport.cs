using CsvHelper;
using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Exports;

/// <summary>One figure of a department's year; <c>null</c> = nobody has said.</summary>
public sealed record ExportedBudgetFigure(string Department, int Year, string Figure, decimal? Value);

/// <summary>Departments' years as the page has them, to the øre. Kroner excluding VAT.</summary>
public sealed class BudgetExport(RegistryDb db, BudgetQuery query)
{
    private static readonly string[] Columns = ["department", "year", "figure", "value"];

    /// <summary>Writes them, or nothing and says why not.</summary>
    public async Task<string?> WriteAsync(
        Stream to,
        int year,
        string? department,
        string format,
        CancellationToken ct
    )
    {
        if (!Budget.IsYear(year))
        {
            return $"--year {year}: write a year from {Budget.FirstYear} to {Budget.LastYear}.";
        }

        // Compared here, where Danish letters have no case.
        var wanted = DanishText.SearchKey(department ?? "");
        var departments = (
            await db.Departments.AsNoTracking().Select(d => new { d.Id, d.Name }).ToListAsync(ct)
        )
            .OrderBy(d => d.Name, Languages.NameOrder)
            .ToList();
        var chosen = departments.FindAll(d => department is null || DanishText.SearchKey(d.Name) == wanted);
        if (chosen.Count == 0 && department is not null)
        {
            return $"There is no department “{department}”. There are: {string.Join(", ", departments.Select(d => d.Name))}.";
        }

        var rows = new List<ExportedBudgetFigure>();
        foreach (var one in chosen)
        {
            var figures = await query.OfAsync(one.Id, year, ct);
            var ceiling = await db
                .SpendingCeilings.AsNoTracking()
                .SingleOrDefaultAsync(c => c.DepartmentId == one.Id && c.Year == year, ct);
            rows.AddRange(
                Figures(figures, ceiling)
                    .Select(figure => new ExportedBudgetFigure(one.Name, year, figure.Name, figure.Value))
            );
        }

        await (format == "json" ? ExportJson.WriteAsync(to, rows, ct) : WriteCsvAsync(to, rows, ct));
        return null;
    }

    private static async Task WriteCsvAsync(Stream to, List<ExportedBudgetFigure> rows, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(to, CsvSafe.Options, leaveOpen: true);
        csv.WriteRecord(Columns);
        foreach (var row in rows)
        {
            csv.WriteField(row.Department);
            csv.WriteField(row.Year);
            csv.WriteField(row.Figure);
            csv.WriteField(row.Value, CsvSafe.FigureFormat(row.Value));
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    private static IEnumerable<(string Name, decimal? Value)> Figures(
        BudgetYear year,
        SpendingCeiling? ceiling
    ) =>
        [
            .. Figures("total", year.Total),
            .. Figures("internal", year.Internal),
            .. Figures("external", year.External),
            ("baseline_kr", year.Saving?.BaselineOre / 100m),
            ("saving_asked_kr", year.Saving?.AskedOre / 100m),
            ("saving_expected_kr", year.Saving?.ExpectedOre / 100m),
            ("ceiling_kr", ceiling?.Ore / 100m),
            ("ceiling_counted_kr", ceiling?.CountedOre(year.Total.Forecast.Ore) / 100m),
            ("placements_without_rate", year.PlacementsWithoutRate),
            ("hours_lines_without_price", year.LinesWithoutPrice),
        ];

    private static IEnumerable<(string Name, decimal? Value)> Figures(string of, BudgetFigures figures) =>
        [
            ($"{of}_budget_kr", figures.BudgetOre / 100m),
            ($"{of}_used_kr", figures.Used.Ore / 100m),
            ($"{of}_used_hours", decimal.Round(figures.Used.Minutes / 60m, 2)),
            ($"{of}_committed_kr", figures.Committed.Ore / 100m),
            ($"{of}_committed_hours", decimal.Round(figures.Committed.Minutes / 60m, 2)),
            ($"{of}_forecast_kr", figures.Forecast.Ore / 100m),
            ($"{of}_remaining_kr", figures.RemainingOre / 100m),
        ];
}
