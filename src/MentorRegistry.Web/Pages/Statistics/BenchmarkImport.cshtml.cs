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

/// <summary>A figure of the file beside the one that is known.</summary>
public sealed record BenchmarkChange(
    int Year,
    BenchmarkArea Area,
    BenchmarkKind Kind,
    long? Before,
    long After
);

/// <summary>
/// Loads figures from an export of Statistikbanken: choose file and codes, see what it says, load it. What is loaded is what
/// was shown: the figures travel in the form, and the file is kept nowhere.
/// </summary>
[UploadLimit]
[Throttled(Throttles.Uploads)]
[TextsFrom(typeof(BenchmarkText))]
public sealed class BenchmarkImportModel(BenchmarkBook book, IStringLocalizer<BenchmarkText> text) : PageModel
{
    private static readonly string[] s_accounts = ["1", "2"];
    private static readonly string[] s_spendings = ["TOT", "UE", "I"];

    [BindProperty]
    public BenchmarkImportInput Input { get; set; } = new();

    /// <summary>What was shown, to be loaded: a line for each figure.</summary>
    [BindProperty]
    public string? Figures { get; set; }

    public BenchmarkReading? Reading { get; private set; }

    public IReadOnlyList<BenchmarkChange> Changes { get; private set; } = [];

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
                [BenchmarkArea.Own] = BenchmarkFile.Codes(Input.OwnCodes, areFunctions: false),
                [BenchmarkArea.Group] = BenchmarkFile.Codes(Input.GroupCodes, areFunctions: false),
                [BenchmarkArea.Country] = BenchmarkFile.Codes(Input.CountryCodes, areFunctions: false),
            },
            new Dictionary<BenchmarkKind, IReadOnlyList<string>>
            {
                [BenchmarkKind.Mentor] = BenchmarkFile.Codes(Input.MentorCodes, areFunctions: true),
                [BenchmarkKind.OtherMeasures] = BenchmarkFile.Codes(Input.OtherCodes, areFunctions: true),
            },
            Input.Account ?? "",
            Input.Spending ?? ""
        );
        Judge(choice);
        if (Input.Upload is null)
        {
            ModelState.AddModelError("Input.Upload", text["File_Missing"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        using var content = new MemoryStream();
        await Input.Upload!.CopyToAsync(content, ct);
        Reading = BenchmarkFile.Read(ImportSource.OfBytes(Input.Upload.FileName, content.ToArray()), choice);
        if (Reading.Errors.Count == 0 && Reading.Figures.Count == 0)
        {
            Reading = Reading with { Errors = [new BenchmarkError(0, "File_NoFigures")] };
        }

        if (Reading.Errors.Count > 0)
        {
            return Page();
        }

        var known = (await book.FiguresAsync(ct)).ToDictionary(
            f => (f.Year, f.Area, f.Kind),
            f => f.ThousandKroner
        );
        Changes =
        [
            .. Reading
                .Figures.OrderBy(figure => figure.Key)
                .Select(figure => new BenchmarkChange(
                    figure.Key.Year,
                    figure.Key.Area,
                    figure.Key.Kind,
                    known.TryGetValue(figure.Key, out var before) ? before : null,
                    figure.Value
                )),
        ];
        Figures = string.Join(
            '\n',
            Changes.Select(change =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{change.Year} {change.Area} {change.Kind} {change.After}"
                )
            )
        );
        ModelState.Remove(nameof(Figures));
        return Page();
    }

    public async Task<IActionResult> OnPostLoadAsync(CancellationToken ct)
    {
        // The fields of choosing are another form's.
        ModelState.Clear();
        if (ReadFigures() is not { Count: > 0 } figures)
        {
            ModelState.AddModelError("", text["Load_Unreadable"]);
            return Page();
        }

        var changed = await book.SaveAsync(figures, new Dictionary<(int, BenchmarkArea), int?>(), ct);
        if (changed < 0)
        {
            ModelState.AddModelError("", text["Busy"]);
            return Page();
        }

        TempData.Succeeded(
            changed == 0 ? text["Load_Nothing"] : text["Loaded", changed, figures.Count - changed]
        );
        return RedirectToPage("Benchmark");
    }

    /// <summary>An error as a sentence, with its row.</summary>
    public string Say(BenchmarkError error)
    {
        string sentence = text[error.Key, error.Values];
        return error.Row == 0 ? sentence : text["Row", error.Row, sentence];
    }

    private void Judge(BenchmarkChoice choice)
    {
        if (choice.Areas.Values.All(codes => codes.Count == 0))
        {
            ModelState.AddModelError("Input.OwnCodes", text["Codes_NoArea"]);
        }

        if (choice.Functions.Values.All(codes => codes.Count == 0))
        {
            ModelState.AddModelError("Input.MentorCodes", text["Codes_NoFunction"]);
        }

        var twice = choice
            .Functions[BenchmarkKind.Mentor]
            .Intersect(choice.Functions[BenchmarkKind.OtherMeasures]);
        if (twice.Any())
        {
            ModelState.AddModelError("Input.OtherCodes", text["Codes_Twice", string.Join(", ", twice)]);
        }
    }

    // What a page of ours wrote; anything else is refused as a whole.
    private Dictionary<(int, BenchmarkArea, BenchmarkKind), long?>? ReadFigures()
    {
        var figures = new Dictionary<(int, BenchmarkArea, BenchmarkKind), long?>();
        foreach (
            var line in (Figures ?? "").Split(
                '\n',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            if (
                line.Split(' ') is not [var typedYear, var typedArea, var typedKind, var typedAmount]
                || !int.TryParse(typedYear, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                || year is < BenchmarkSeries.FirstYear or > BenchmarkSeries.LastYear
                || !Enum.TryParse<BenchmarkArea>(typedArea, out var area)
                || !Enum.IsDefined(area)
                || !Enum.TryParse<BenchmarkKind>(typedKind, out var kind)
                || !Enum.IsDefined(kind)
                || !long.TryParse(
                    typedAmount,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var amount
                )
                || !figures.TryAdd((year, area, kind), amount)
            )
            {
                return null;
            }
        }

        return figures;
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
