using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>A table of years, and the lines that are drawn of it.</summary>
/// <param name="Key">"Amount", "Index", "Share" or "PerPerson": what its texts begin with.</param>
/// <param name="Columns">What stands over the columns.</param>
/// <param name="Rows">The years, each with a value for each column; <c>null</c> = not known.</param>
/// <param name="Drawn">The columns that are drawn.</param>
/// <param name="Decimals">How many decimals are shown.</param>
public sealed record BenchmarkSection(
    string Key,
    IReadOnlyList<string> Columns,
    IReadOnlyList<(int Year, IReadOnlyList<decimal?> Values)> Rows,
    IReadOnlyList<int> Drawn,
    int Decimals
)
{
    /// <summary>The lines for the plot.</summary>
    public string Plot =>
        JsonSerializer.Serialize(
            Drawn.Select(column => new
            {
                name = Columns[column],
                values = Rows.Select(row =>
                    row.Values[column] is { } value ? decimal.Round(value, 2) : (decimal?)null
                ),
            })
        );

    public string Years => JsonSerializer.Serialize(Rows.Select(row => row.Year));
}

/// <summary>What the municipality spends beside others: amounts, index, share and kroner per inhabitant, by year.</summary>
public sealed class BenchmarkModel(
    RegistryDb db,
    BenchmarkBook book,
    CurrentUser user,
    IStringLocalizer<BenchmarkText> text
) : PageModel
{
    public bool MayKeep => PageAccess.MayOpen("/Statistics/BenchmarkYear", user);

    public BenchmarkNotes Notes { get; private set; } = new();

    public IReadOnlyList<BenchmarkSection> Sections { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Notes = await db.BenchmarkNotes.AsNoTracking().SingleOrDefaultAsync(ct) ?? Notes;
        var points = BenchmarkSeries.Of(await book.FiguresAsync(ct), await book.PopulationsAsync(ct));
        if (points.Count == 0)
        {
            return;
        }

        var areas = Enum.GetValues<BenchmarkArea>();
        var kinds = Enum.GetValues<BenchmarkKind>();
        var both = areas
            .SelectMany(area =>
                kinds.Select(kind => text["Column", text[$"Area_{area}"], text[$"Kind_{kind}"]].Value)
            )
            .ToList();
        var one = areas.Select(area => text[$"Area_{area}"].Value).ToList();
        int[] ofMentors = [0, 2, 4];
        BenchmarkSection Section(
            string key,
            List<string> columns,
            int[] drawn,
            int decimals,
            Func<BenchmarkPoint, IEnumerable<decimal?>> values
        ) =>
            new(
                key,
                columns,
                [
                    .. points
                        .GroupBy(point => point.Year)
                        .Select(year => (year.Key, (IReadOnlyList<decimal?>)[.. year.SelectMany(values)])),
                ],
                drawn,
                decimals
            );

        Sections =
        [
            // Not drawn: beside the whole country a municipality is a line on the axis.
            Section("Amount", both, [], 0, point => kinds.Select(kind => (decimal?)point.Of(kind))),
            Section("Index", both, ofMentors, 0, point => kinds.Select(point.IndexOf)),
            Section("Share", one, [0, 1, 2], 1, point => [point.MentorShare * 100]),
        ];
        if (points.Any(point => point.Persons is not null))
        {
            Sections =
            [
                .. Sections,
                Section(
                    "PerPerson",
                    both,
                    ofMentors,
                    0,
                    point => [point.MentorKronerPerPerson, point.OtherMeasuresKronerPerPerson]
                ),
            ];
        }
    }

    /// <summary>A value as the reader's language writes it.</summary>
    public static string Written(decimal? value, int decimals) =>
        value?.ToString($"N{decimals}", CultureInfo.CurrentCulture) ?? "–";

    /// <summary>What stands beside the figures, as far as it is said.</summary>
    public IEnumerable<(string Label, string Text)> Beside =>
        new (string Label, string? Text)[]
        {
            (text["Notes_Group"], Notes.Group),
            (text["Notes_Rule"], Notes.Rule),
            (text["Notes_Source"], Notes.Source),
            (text["Notes_TakenOn"], Notes.TakenOn is { } day ? Format.LongDate(day) : null),
            (text["Notes_PriceLevel"], Notes.PriceLevel),
        }
            .Where(note => !string.IsNullOrWhiteSpace(note.Text))
            .Select(note => (note.Label, note.Text!));
}
