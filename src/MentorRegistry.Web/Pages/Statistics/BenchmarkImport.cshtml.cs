using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Imports;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>A figure of the file beside the one that is known; without a kind it is inhabitants.</summary>
public sealed record BenchmarkChange(
    int Year,
    BenchmarkArea Area,
    BenchmarkKind? Kind,
    long? Before,
    long After
);

/// <summary>
/// Loads figures from an export of Statistikbanken, or inhabitants from one or a sheet: choose file and codes, see what it
/// says, load it. What is loaded is what was shown: the figures travel in the form, and the file is kept nowhere.
/// </summary>
[UploadLimit]
[Throttled(Throttles.Uploads)]
[TextsFrom(typeof(BenchmarkText))]
public sealed class BenchmarkImportModel(BenchmarkBook book, IStringLocalizer<BenchmarkText> text) : PageModel
{
    private static readonly string[] s_accounts = ["1", "2"];
    private const string Persons = "Persons";
    private const string None = "-";

    private static readonly string[] s_spendings = ["TOT", "UE", "I"];

    [BindProperty]
    public BenchmarkImportInput Input { get; set; } = new();

    /// <summary>What was shown, to be loaded: a line for each figure.</summary>
    [BindProperty]
    public string? Figures { get; set; }

    public BenchmarkReading? Reading { get; private set; }

    public IReadOnlyList<BenchmarkChange> Changes { get; private set; } = [];

    /// <summary>Whether somebody has changed figures since they were shown, so that they are shown anew.</summary>
    public bool IsMeanwhile { get; private set; }

    public IEnumerable<SelectListItem> Accounts =>
        s_accounts.Select(code => new SelectListItem(text[$"Account_{code}"], code));

    public IEnumerable<SelectListItem> Spendings =>
        s_spendings.Select(code => new SelectListItem(text[$"Spending_{code}"], code));

    public void OnGet() { }

    public IActionResult OnPostLanguage() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var choice = new BenchmarkChoice(
            new Dictionary<BenchmarkArea, IReadOnlyList<string>>
            {
                [BenchmarkArea.Own] = BenchmarkCodes.Read(Input.OwnCodes, areFunctions: false),
                [BenchmarkArea.Group] = BenchmarkCodes.Read(Input.GroupCodes, areFunctions: false),
                [BenchmarkArea.Country] = BenchmarkCodes.Read(Input.CountryCodes, areFunctions: false),
            },
            new Dictionary<BenchmarkKind, IReadOnlyList<string>>
            {
                [BenchmarkKind.Mentor] = BenchmarkCodes.Read(Input.MentorCodes, areFunctions: true),
                [BenchmarkKind.OtherMeasures] = BenchmarkCodes.Read(Input.OtherCodes, areFunctions: true),
            },
            Input.Account ?? "",
            Input.Spending ?? ""
        );
        BenchmarkReading? reading = null;
        if (Input.Upload is { } upload)
        {
            using var content = new MemoryStream();
            await upload.CopyToAsync(content, ct);
            reading = BenchmarkFile.Read(ImportSource.OfBytes(upload.FileName, content.ToArray()), choice);
        }
        else
        {
            ModelState.AddModelError("Input.Upload", text["File_Missing"]);
        }

        Judge(choice, needsFunctions: reading is not { IsPopulation: true });
        if (!ModelState.IsValid)
        {
            return Page();
        }

        Reading = reading!;
        if (Reading.Errors.Count == 0 && Reading.Figures.Count + Reading.Persons.Count == 0)
        {
            Reading = Reading with { Errors = [new BenchmarkError(0, "File_NoFigures")] };
        }

        if (Reading.Errors.Count > 0)
        {
            return Page();
        }

        Show(
            Reading.IsPopulation
                ? await ChangesAsync(Reading.Persons, ct)
                : await ChangesAsync(Reading.Figures, ct)
        );
        return Page();
    }

    private void Show(IReadOnlyList<BenchmarkChange> changes)
    {
        Changes = changes;
        Figures = string.Join('\n', changes.Select(LineOf));
        ModelState.Remove(nameof(Figures));
    }

    public async Task<IActionResult> OnPostLoadAsync(CancellationToken ct)
    {
        // The fields of choosing are another form's.
        ModelState.Clear();
        var read = ReadFigures();
        if (read is not var (figures, persons) || figures.Count + persons.Count == 0)
        {
            ModelState.AddModelError("", text["Load_Unreadable"]);
            return Page();
        }

        // What stands there may be another than when it was shown: then it is shown anew, and nothing is loaded.
        var shown = Lines(Figures);
        Show([
            .. await ChangesAsync(figures.ToDictionary(f => f.Key, f => f.Value!.Value), ct),
            .. await ChangesAsync(persons.ToDictionary(p => p.Key, p => p.Value!.Value), ct),
        ]);
        if (Changes.Where(change => change.Before != change.After).Select(LineOf).Except(shown).Any())
        {
            IsMeanwhile = true;
            return Page();
        }

        var changed = await book.SaveAsync(figures, persons, ct);
        if (changed < 0)
        {
            ModelState.AddModelError("", text["Busy"]);
            return Page();
        }

        TempData.Succeeded(
            changed == 0
                ? text["Load_Nothing"]
                : $"{text["Loaded", changed, figures.Count + persons.Count - changed].Value} {text["Loaded_Sources"].Value}"
        );
        return RedirectToPage("Benchmark");
    }

    /// <summary>An error as a sentence, with its row.</summary>
    public string Say(BenchmarkError error)
    {
        string sentence = text[error.Key, error.Values];
        return error.Row == 0 ? sentence : text["Row", error.Row, sentence];
    }

    private async Task<IReadOnlyList<BenchmarkChange>> ChangesAsync(
        IReadOnlyDictionary<(int Year, BenchmarkArea Area, BenchmarkKind Kind), long> figures,
        CancellationToken ct
    )
    {
        var known = (await book.FiguresAsync(ct)).ToDictionary(
            f => (f.Year, f.Area, f.Kind),
            f => f.ThousandKroner
        );
        return
        [
            .. figures
                .OrderBy(figure => figure.Key)
                .Select(figure => new BenchmarkChange(
                    figure.Key.Year,
                    figure.Key.Area,
                    figure.Key.Kind,
                    known.TryGetValue(figure.Key, out var before) ? before : null,
                    figure.Value
                )),
        ];
    }

    private async Task<IReadOnlyList<BenchmarkChange>> ChangesAsync(
        IReadOnlyDictionary<(int Year, BenchmarkArea Area), int> persons,
        CancellationToken ct
    )
    {
        var known = (await book.PopulationsAsync(ct)).ToDictionary(p => (p.Year, p.Area), p => p.Persons);
        return
        [
            .. persons
                .OrderBy(people => people.Key)
                .Select(people => new BenchmarkChange(
                    people.Key.Year,
                    people.Key.Area,
                    Kind: null,
                    known.TryGetValue(people.Key, out var before) ? before : null,
                    people.Value
                )),
        ];
    }

    private void Judge(BenchmarkChoice choice, bool needsFunctions)
    {
        if (choice.Areas.Values.All(codes => codes.Count == 0))
        {
            ModelState.AddModelError("Input.OwnCodes", text["Codes_NoArea"]);
        }

        if (needsFunctions && choice.Functions.Values.All(codes => codes.Count == 0))
        {
            ModelState.AddModelError("Input.MentorCodes", text["Codes_NoFunction"]);
        }

        if (choice.Areas[BenchmarkArea.Own].Intersect(choice.Areas[BenchmarkArea.Group]).Any())
        {
            ModelState.AddModelError("Input.GroupCodes", text["Codes_OwnInGroup"]);
        }

        var twice = choice
            .Functions[BenchmarkKind.Mentor]
            .Intersect(choice.Functions[BenchmarkKind.OtherMeasures]);
        if (twice.Any())
        {
            ModelState.AddModelError("Input.OtherCodes", text["Codes_Twice", string.Join(", ", twice)]);
        }
    }

    private static string LineOf(BenchmarkChange change) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{change.Year} {change.Area} {change.Kind?.ToString() ?? Persons} {change.After} {change.Before?.ToString(CultureInfo.InvariantCulture) ?? None}"
        );

    private static string[] Lines(string? figures) =>
        (figures ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // What a page of ours wrote; anything else is refused as a whole.
    private (
        Dictionary<(int, BenchmarkArea, BenchmarkKind), long?> Figures,
        Dictionary<(int, BenchmarkArea), int?> Persons
    )? ReadFigures()
    {
        var figures = new Dictionary<(int, BenchmarkArea, BenchmarkKind), long?>();
        var persons = new Dictionary<(int, BenchmarkArea), int?>();
        foreach (var line in Lines(Figures))
        {
            if (
                line.Split(' ') is not [var typedYear, var typedArea, var typedKind, var typedAmount, _]
                || !int.TryParse(typedYear, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                || year is < BenchmarkSeries.FirstYear or > BenchmarkSeries.LastYear
                || !Enum.TryParse<BenchmarkArea>(typedArea, out var area)
                || !Enum.IsDefined(area)
                || !long.TryParse(
                    typedAmount,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var amount
                )
            )
            {
                return null;
            }

            var isRead =
                typedKind == Persons
                    ? amount is >= 1 and <= int.MaxValue && persons.TryAdd((year, area), (int)amount)
                    : Enum.TryParse<BenchmarkKind>(typedKind, out var kind)
                        && Enum.IsDefined(kind)
                        && figures.TryAdd((year, area, kind), amount);
            if (!isRead)
            {
                return null;
            }
        }

        return (figures, persons);
    }
}

/// <summary>The file, and what its codes are.</summary>
[TextsFrom(typeof(BenchmarkText))]
public sealed class BenchmarkImportInput
{
    [Display(Name = "Upload")]
    public IFormFile? Upload { get; set; }

    [Display(Name = "OwnCodes"), StringLength(100)]
    public string? OwnCodes { get; set; }

    [Display(Name = "GroupCodes"), StringLength(600)]
    public string? GroupCodes { get; set; }

    [Display(Name = "CountryCodes"), StringLength(100)]
    public string? CountryCodes { get; set; } = "000";

    [Display(Name = "MentorCodes"), StringLength(300)]
    public string? MentorCodes { get; set; }

    [Display(Name = "OtherCodes"), StringLength(600)]
    public string? OtherCodes { get; set; }

    [Display(Name = "Account"), Required]
    public string? Account { get; set; } = "1";

    [Display(Name = "Spending"), Required]
    public string? Spending { get; set; } = "TOT";
}
