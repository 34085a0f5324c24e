using System.Globalization;
using CsvHelper;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Imports;

/// <summary>
/// Load a file: choose it, see what it would do, confirm. Between the steps the file lies in the database
/// (<see cref="ImportFile"/>); what it would do is worked out anew each time, because the registry moves on meanwhile.
/// </summary>
[UploadLimit]
[Throttled(Throttles.Uploads)]
public abstract class ImportPage(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    FileImport import,
    RegistrySettings settings,
    IStringLocalizer<ImportsText> text
) : PageModel
{
    /// <summary>What is loaded: the page's name, and the end of the keys of its own texts.</summary>
    public abstract string Kind { get; }

    /// <summary>The page's address in the table of pages.</summary>
    public string Address => $"/Imports/{Kind}";

    /// <summary>Which columns a file has.</summary>
    public ImportLayout Layout => import.Layout;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The file between the steps; <c>null</c> = none is chosen yet.</summary>
    public ImportFile? Stored { get; private set; }

    /// <summary>What the file would do, or why it cannot.</summary>
    public ImportReport? Report { get; private set; }

    public ImportSentences Sentences { get; } = new(text);

    public bool IsLoaded => Stored?.LoadedUtc is not null;

    public int LargestMegabytes => settings.Import.LargestFileMegabytes;

    public bool MaySeeDepartment =>
        PageAccess.Table.Any(row => row.Page == "/Department/Index" && PageAccess.Allows(row, user));

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        await ImportFile.SweepAsync(db, clock, settings.Retention, ct);
        if (id is null)
        {
            return Page();
        }

        if (await FindAsync(id.Value, ct) is not { } file)
        {
            return Gone();
        }

        Stored = file;
        if (file.Content is { } content)
        {
            Report = await import.CheckAsync(ImportSource.OfBytes(file.Name, content), ct);
        }

        return Page();
    }

    /// <summary>Every error of the file, as a file.</summary>
    public async Task<IActionResult> OnGetErrorsAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { Content: { } content } file)
        {
            return Gone();
        }

        var output = new MemoryStream();
        await using (var csv = CsvWriter.Create(output, CsvSafe.Options, leaveOpen: true))
        {
            csv.WriteRecord([
                text["Row"].Value,
                text["Column"].Value,
                text["Value"].Value,
                text["Reason"].Value,
            ]);
            await import.CheckAsync(
                ImportSource.OfBytes(file.Name, content),
                ct,
                error =>
                    csv.WriteRecord([
                        error.Row == 0 ? "" : error.Row.ToString(CultureInfo.InvariantCulture),
                        error.Header ?? "",
                        error.Value,
                        Sentences.Of(error),
                    ])
            );
            await csv.FlushAsync(ct);
        }

        output.Position = 0;
        return File(output, "text/csv; charset=utf-8", text["Errors_FileName"]);
    }

    /// <summary>A file to begin with: the headers, and what stands in a row.</summary>
    public async Task<IActionResult> OnGetSampleAsync(CancellationToken ct)
    {
        var output = new MemoryStream();
        await using (var csv = CsvWriter.Create(output, CsvSafe.Options, leaveOpen: true))
        {
            csv.WriteRecord([.. Layout.Sample.Select(ImportColumns.Danish)]);
            csv.WriteRecord([.. Layout.Sample.Select(ImportColumns.Example)]);
            await csv.FlushAsync(ct);
        }

        output.Position = 0;
        return File(output, "text/csv; charset=utf-8", text[$"Sample_FileName_{Kind}"]);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is null)
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(Upload), text["Error_NoFile"]);
            return Page();
        }

        if (Upload.Length > LargestMegabytes * 1_000_000L)
        {
            ModelState.AddModelError(nameof(Upload), text["Error_TooLarge", LargestMegabytes]);
            return Page();
        }

        var content = new byte[Upload.Length];
        await using (var stream = Upload.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, ct);
        }

        // A file that cannot be read at all is never stored: there is nothing to look at.
        var source = ImportSource.OfBytes(Upload.FileName, content);
        var unreadable = new List<ImportError>();
        if (CsvFile.Open(source, import.Layout, unreadable.Add) is null)
        {
            foreach (var error in unreadable)
            {
                ModelState.AddModelError(nameof(Upload), WithValue(error));
            }

            return Page();
        }

        var file = new ImportFile
        {
            Id = Guid.NewGuid(),
            UserId = user.Id!,
            UserName = user.Name,
            Name = source.Name,
            Content = content,
            UploadedUtc = clock.UtcNow,
        };
        db.ImportFiles.Add(file);
        await db.SaveChangesAsync(ct);
        return RedirectToPage(new { id = file.Id });
    }

    /// <summary>The <see cref="ImportReport.Effect"/> that was said yes to.</summary>
    [BindProperty]
    public string? Effect { get; set; }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } file)
        {
            return Gone();
        }

        if (file.Content is not { } content)
        {
            TempData.Succeeded(text["AlreadyDone"]);
            return RedirectToPage(new { id });
        }

        var isOther = false;
        Report = await import.LoadAsync(
            ImportSource.OfBytes(file.Name, content),
            ct,
            report =>
            {
                isOther = Effect is not null && Effect != report.Effect;
                return isOther ? Task.FromResult(false) : MarkLoadedAsync(id, report, ct);
            }
        );
        if (isOther && await FindAsync(id, ct) is { LoadedUtc: null })
        {
            // Somebody has written since: what it does now is shown, and asked about, anew.
            Report = await import.CheckAsync(ImportSource.OfBytes(file.Name, content), ct);
            Stored = file;
            ModelState.Clear();
            ModelState.AddModelError("", text["Changed_Meanwhile"]);
            return Page();
        }

        if (Report.IsLoaded)
        {
            return RedirectToPage(new { id });
        }

        // A second click may have waited for the first, and find its rows there already.
        if (Report.WasDoneMeanwhile || await FindAsync(id, ct) is { LoadedUtc: not null })
        {
            TempData.Succeeded(text["AlreadyDone"]);
            return RedirectToPage(new { id });
        }

        Stored = file;
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is { LoadedUtc: null } file)
        {
            db.ImportFiles.Remove(file);
            await db.SaveChangesAsync(ct);
            TempData.Succeeded(text["Cancelled"]);
        }

        return RedirectToPage(new { id = (Guid?)null });
    }

    /// <summary>What is wrong with the file as a whole, with what stands there.</summary>
    public string WithValue(ImportError error) =>
        error.Value.Length == 0 ? Sentences.Of(error) : $"{Sentences.Of(error)} ({error.Value})";

    /// <summary>In the transaction that loads, so that a second click finds it done. <c>false</c> = it was.</summary>
    private async Task<bool> MarkLoadedAsync(Guid id, ImportReport report, CancellationToken ct)
    {
        var file = await db.ImportFiles.SingleOrDefaultAsync(f => f.Id == id && f.LoadedUtc == null, ct);
        if (file is null)
        {
            return false;
        }

        file.Content = null;
        file.LoadedUtc = clock.UtcNow;
        file.Added = report.Added;
        file.Changed = report.Changed;
        file.Same = report.Same;
        await db.SaveChangesAsync(ct);
        return true;
    }

    private Task<ImportFile?> FindAsync(Guid id, CancellationToken ct)
    {
        var after = clock.UtcNow.AddHours(-settings.Retention.ImportFileHours);
        return db
            .ImportFiles.AsNoTracking()
            .SingleOrDefaultAsync(f => f.Id == id && f.UserId == user.Id && f.UploadedUtc >= after, ct);
    }

    private PageResult Gone()
    {
        ModelState.AddModelError("", text["Gone"]);
        return Page();
    }
}

/// <summary>This page alone takes more than a form's worth; how much is a setting.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    // The form's other fields and the parts' headers.
    private const long Around = 100_000;

    /// <summary>Before antiforgery (1000), which reads the form.</summary>
    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var settings = context.HttpContext.RequestServices.GetRequiredService<RegistrySettings>();
        var limit = (settings.Import.LargestFileMegabytes * 1_000_000L) + Around;
        if (context.HttpContext.Request.ContentLength > limit)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }

        var feature = context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature is { IsReadOnly: false })
        {
            feature.MaxRequestBodySize = limit;
        }
    }
}
