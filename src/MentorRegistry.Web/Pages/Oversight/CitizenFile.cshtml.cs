using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>
/// The citizen's right of access: the number is posted and kept in no address; the document itself stands at the
/// citizen's reference, to be printed or taken as a file. Showing it is a lookup of its own kind. It ends with what article
/// 15(1) wants told besides the data.
/// </summary>
[TextsFrom(typeof(CitizenFileText))]
[Throttled(Throttles.Document)]
public sealed class CitizenFileModel(
    RegistryDb db,
    CitizenAccess access,
    LookupLog lookups,
    CitizenDocuments documents,
    Clock clock,
    RegistrySettings settings,
    IStringLocalizer<CitizenFileText> text
) : PageModel
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    // From the address alone, where the limit looks.
    [BindProperty(SupportsGet = true), FromRoute]
    public string? Reference { get; set; }

    [BindProperty, Display(Name = "Query"), Required]
    public string? Query { get; set; }

    /// <summary>The document; <c>null</c> while it is asked for whom.</summary>
    public CitizenDocument? Document { get; private set; }

    public DateOnly Today => clock.Today;

    public MunicipalitySettings Municipality => settings.Municipality;

    public RetentionSettings Periods => settings.Retention;

    /// <summary>How the data protection officer is reached; empty where no setting says.</summary>
    public string OfficerContact =>
        string.Join(
            ", ",
            new[]
            {
                Municipality.DataProtectionEmail,
                Municipality.DataProtectionPhone is { Length: > 0 } phone ? text["Phone", phone].Value : "",
            }.Where(part => part.Length > 0)
        );

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Reference is null)
        {
            return Page();
        }

        Document = await OpenAsync(ct);
        return Document is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnGetJsonAsync(CancellationToken ct) =>
        await OpenAsync(ct) is { } document
            ? File(
                JsonSerializer.SerializeToUtf8Bytes(document, s_json),
                "application/json",
                $"indsigt-{document.Reference}.json"
            )
            : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && await FindAsync(Query!.Trim(), ct) is { } id)
        {
            return LocalRedirect($"~/Oversight/CitizenFile/{CitizenReference.Of(id)}");
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Query), text["Unknown"]);
        }

        return Page();
    }

    private async Task<long?> FindAsync(string typed, CancellationToken ct)
    {
        var input = await CitizenInput.FindAsync(db, typed, ct);
        // What is neither a reference nor a number is no search for anybody.
        if (input.CitizenId is null && input.Searched is null)
        {
            return null;
        }

        await lookups.RecordSearchAsync(input.Searched ?? typed, input.CitizenId, ct);
        return input.CitizenId;
    }

    private async Task<CitizenDocument?> OpenAsync(CancellationToken ct) =>
        CitizenReference.TryParse(Reference, out var id) && await access.OpenWholeAsync(id, ct)
            ? await documents.LoadAsync(id, ct)
            : null;
}
