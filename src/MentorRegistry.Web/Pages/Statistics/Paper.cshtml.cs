using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Statistics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>A paper as it was made: on the screen, in print, as a workbook and as a document.</summary>
public sealed class PaperModel(RegistryDb db, CurrentUser user, IStringLocalizer<StatisticsText> texts)
    : PageModel
{
    public Paper Paper { get; private set; } = null!;

    public StatisticsContent Shown { get; private set; } = null!;

    public DateOnly MadeOn => DateOnly.FromDateTime(Clock.ToCopenhagen(Paper.MadeUtc));

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct) =>
        await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnGetXlsxAsync(long id, CancellationToken ct) =>
        FileAsync(id, PaperWorkbook.ContentType, "xlsx", PaperWorkbook.Write, ct);

    public Task<IActionResult> OnGetDocxAsync(long id, CancellationToken ct) =>
        FileAsync(id, PaperDocument.ContentType, "docx", PaperDocument.Write, ct);

    private async Task<IActionResult> FileAsync(
        long id,
        string contentType,
        string ending,
        Func<PaperFile, IStringLocalizer<StatisticsText>, byte[]> write,
        CancellationToken ct
    )
    {
        if (!await LoadAsync(id, ct))
        {
            return NotFound();
        }

        // In the paper's language, whatever the reader's.
        using (Languages.Speak(Paper.Language))
        {
            var file = new PaperFile(Paper.Title, Paper.IsPublic, MadeOn, Paper.MadeBy, Shown);
            return File(
                write(file, texts),
                contentType,
                $"{texts["File_Name"]}-{Paper.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{ending}"
            );
        }
    }

    private async Task<bool> LoadAsync(long id, CancellationToken ct)
    {
        var paper = await PapersModel
            .OpenTo(user, db.Papers.AsNoTracking())
            .SingleOrDefaultAsync(p => p.Id == id, ct);
        if (paper is null)
        {
            return false;
        }

        Paper = paper;
        Shown = JsonSerializer.Deserialize<StatisticsContent>(paper.Content)!;
        return true;
    }
}
