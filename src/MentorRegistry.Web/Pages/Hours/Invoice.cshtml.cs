using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>A placement on the invoice.</summary>
/// <param name="Of">The placement's month.</param>
/// <param name="InvoicedMinutes">What the invoice has; <c>null</c> = nothing is typed.</param>
/// <param name="OtherMinutes">What the provider's other invoices of the month have.</param>
/// <param name="Differences">How all of them together differ, and by how many minutes.</param>
public sealed record InvoicedRow(
    SheetRow Of,
    int? InvoicedMinutes,
    int OtherMinutes,
    IReadOnlyList<(InvoiceDifference What, int Minutes)> Differences
);

/// <summary>The same provider's other invoices for the same month and department.</summary>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Ore">What they ask for together.</param>
public sealed record OtherInvoices(IReadOnlyList<string> Numbers, long Ore);

/// <summary>Holds a provider's invoice for a month of a department against what was granted, delivered and billable.</summary>
[TextsFrom(typeof(HoursText))]
public sealed class InvoiceModel(
    RegistryDb db,
    SheetQuery sheets,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<HoursText> text,
    IStringLocalizer<ValidationText> validation
) : PageModel
{
    /// <summary>As many placements as a form's fields allow.</summary>
    public const int MostPlacements = 900;

    private const int MinutesADay = 24 * 60;

    [BindProperty(SupportsGet = true, Name = "id")]
    public long? Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "department")]
    public long DepartmentId { get; set; }

    [BindProperty(SupportsGet = true, Name = "provider")]
    public long ProviderId { get; set; }

    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    [BindProperty]
    public InvoiceInput Input { get; set; } = new();

    public ChosenMonth Month { get; private set; } = null!;

    public string Provider { get; private set; } = "";

    public string Department { get; private set; } = "";

    public IReadOnlyList<InvoicedRow> Rows { get; private set; } = [];

    public Dictionary<long, string> Errors { get; } = [];

    public HistoryView? History { get; private set; }

    public HistoryView? OthersChanges { get; private set; }

    /// <summary>What the hours cost as they are told.</summary>
    public long ToldOre => Rows.Sum(row => row.Of.CostOre ?? 0);

    public OtherInvoices Others { get; private set; } = new([], 0);

    /// <summary>What the invoice's own hours cost at the month's rate, and that rate; <c>null</c> where it has none, or two.</summary>
    public (long Ore, long OrePerHour)? OwnHours { get; private set; }

    private Invoice? _invoice;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (_invoice is not null)
        {
            (Input.Number, Input.Amount, Input.Version) = (
                _invoice.Number,
                new Kroner(_invoice.AmountOre),
                _invoice.Version
            );
        }

        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return await NotThereAsync(ct);
        }

        Input.Number = Input.Number?.Trim();
        var typed = Read(await Request.ReadFormAsync(ct));
        if (Errors.Count > 0)
        {
            ModelState.AddModelError("", text["Invoice_HoursWrong"]);
        }

        if (ModelState.IsValid && await IsNumberTakenAsync(ct))
        {
            ModelState.AddModelError("Input.Number", text["Invoice_NumberTaken", Input.Number!]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var invoice = _invoice;
        if (invoice is null)
        {
            invoice = new Invoice
            {
                DepartmentId = DepartmentId,
                ProviderId = ProviderId,
                Month = Month.First,
                Number = Input.Number!,
            };
            db.Invoices.Add(invoice);
        }
        else
        {
            db.Entry(invoice).Property(i => i.Version).OriginalValue = Input.Version;
            // The invoice's version goes with its lines'.
            db.Entry(invoice).Property(i => i.Number).IsModified = true;
        }

        (invoice.Number, invoice.AmountOre) = (Input.Number!, Input.Amount!.Value.Ore);
        Write(invoice, typed);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await LostAsync(ct);
        }

        TempData.Succeeded(text["Invoice_Saved"]);
        return Redirect($"~/Hours/Invoice?id={invoice.Id}");
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || _invoice is null)
        {
            return await NotThereAsync(ct);
        }

        db.InvoiceLines.RemoveRange(_invoice.Lines);
        db.Invoices.Remove(_invoice);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
        }

        TempData.Succeeded(text["Invoice_Deleted"]);
        return Redirect($"~/Hours/Invoices?month={Month.Address}");
    }

    public string Shown(InvoicedRow row) =>
        Request.HasFormContentType ? Request.Form[$"h-{row.Of.PlacementId}"].ToString()
        : row.InvoicedMinutes is { } minutes ? Format.Hours(minutes)
        : "";

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (Id is { } id)
        {
            _invoice = await db.Invoices.Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == id, ct);
            if (_invoice is null)
            {
                return false;
            }

            (DepartmentId, ProviderId) = (_invoice.DepartmentId, _invoice.ProviderId);
            Month = new ChosenMonth(_invoice.Month);
            History = await HistoryView.LoadAsync(
                db,
                nameof(Invoice),
                id.ToString(CultureInfo.InvariantCulture),
                ct: ct
            );
        }
        else if (ChosenMonth.Of(MonthText, clock.Today) is { } chosen)
        {
            Month = chosen;
        }
        else
        {
            return false;
        }

        if (!user.DepartmentIds.Contains(DepartmentId))
        {
            return false;
        }

        var department = await db.Departments.SingleOrDefaultAsync(d => d.Id == DepartmentId, ct);
        var provider = await db.Providers.SingleOrDefaultAsync(p => p.Id == ProviderId, ct);
        if (department is null || provider is null)
        {
            return false;
        }

        (Department, Provider) = (department.Name, provider.Name);
        await LoadRowsAsync(await OthersAsync(ct), ct);
        await PriceAsync(ct);
        return true;
    }

    // What they have for each placement. Whoever sends two invoices for the same hours must not be told twice that all is well.
    private async Task<Dictionary<long, int>> OthersAsync(CancellationToken ct)
    {
        var month = Month.First;
        var others = await db
            .Invoices.AsNoTracking()
            .Include(i => i.Lines)
            .Where(i =>
                i.DepartmentId == DepartmentId && i.ProviderId == ProviderId && i.Month == month && i.Id != Id
            )
            .OrderBy(i => i.Id)
            .ToListAsync(ct);
        Others = new OtherInvoices(others.ConvertAll(i => i.Number), others.Sum(i => i.AmountOre));
        return others
            .SelectMany(i => i.Lines)
            .GroupBy(line => line.PlacementId)
            .ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Minutes));
    }

    private async Task PriceAsync(CancellationToken ct)
    {
        var rates = await db.Rates.AsNoTracking().Where(r => r.ProviderId == ProviderId).ToListAsync(ct);
        var (first, last) = (
            RateRules.On(rates, Month.First)?.OrePerHour,
            RateRules.On(rates, Month.Days.LastOrForever)?.OrePerHour
        );
        OwnHours =
            first is { } rate && first == last && Rows.Any(row => row.InvoicedMinutes > 0)
                ? (Rows.Sum(row => LineCost.Of(row.InvoicedMinutes ?? 0, rate)), rate)
                : null;
    }

    // Those that have a day of the month with the provider, those that have hours with it, and those on the invoice.
    private async Task LoadRowsAsync(Dictionary<long, int> others, CancellationToken ct)
    {
        var (first, last) = (Month.First, Month.Days.LastOrForever);
        var invoiced = _invoice?.Lines.ToDictionary(line => line.PlacementId, line => line.Minutes) ?? [];
        var onInvoice = invoiced.Keys.ToArray();
        var ids = await db
            .Placements.Where(p =>
                p.DepartmentId == DepartmentId
                && (
                    (
                        p.ProviderId == ProviderId
                        && !p.IsCancelled
                        && p.First <= last
                        && (p.Last == null || p.Last >= first)
                    )
                    || db.HoursLines.Any(line =>
                        line.PlacementId == p.Id
                        && line.ProviderId == ProviderId
                        && line.First >= first
                        && line.First <= last
                    )
                    || onInvoice.Contains(p.Id)
                )
            )
            .OrderBy(p => EF.Property<byte[]>(p.Citizen!, RegistryMappings.NameSort))
            .ThenBy(p => p.Id)
            .Take(MostPlacements)
            .Select(p => p.Id)
            .ToListAsync(ct);
        var rows = (await sheets.RowsAsync(ids, Month, ct)).ToDictionary(row => row.PlacementId);
        Rows =
        [
            .. ids.Where(rows.ContainsKey)
                .Select(id =>
                {
                    var row = rows[id];
                    int? minutes = invoiced.TryGetValue(id, out var m) ? m : null;
                    var other = others.GetValueOrDefault(id);
                    var all = (minutes ?? 0) + other;
                    HoursAmount? told = row.Cells.Any(cell => cell.Amount is not null) ? row.Sum : null;
                    return new InvoicedRow(
                        row,
                        minutes,
                        other,
                        _invoice is null
                            ? []
                            :
                            [
                                .. InvoiceRules
                                    .Compare(row.GrantedMinutes, told, all)
                                    .Select(what =>
                                        (
                                            what,
                                            InvoiceRules.MinutesOf(
                                                what,
                                                row.GrantedMinutes,
                                                told ?? default,
                                                all
                                            )
                                        )
                                    ),
                            ]
                    );
                }),
        ];
    }

    private Dictionary<long, int> Read(IFormCollection form)
    {
        var typed = new Dictionary<long, int>();
        foreach (var id in Rows.Select(row => row.Of.PlacementId))
        {
            var hours = form[$"h-{id}"].ToString();
            if (string.IsNullOrWhiteSpace(hours))
            {
                continue;
            }

            if (TotalHours.TryParse(hours, CultureInfo.CurrentUICulture, out var read, out var problem))
            {
                typed[id] = read.Minutes;
                var most = Month.Days.DaysUntil(Month.Days.LastOrForever) * MinutesADay;
                if (read.Minutes > most)
                {
                    Errors[id] = text["Invoice_MoreThanMonth", Format.TotalHours(most)];
                }
            }
            else
            {
                Errors[id] = SheetForm.Problem(problem, text["Invoiced"], text, validation);
            }
        }

        return typed;
    }

    private void Write(Invoice invoice, Dictionary<long, int> typed)
    {
        var citizens = Rows.ToDictionary(row => row.Of.PlacementId, row => row.Of.CitizenId);
        foreach (var line in invoice.Lines.Where(line => !typed.ContainsKey(line.PlacementId)).ToList())
        {
            invoice.Lines.Remove(line);
            db.InvoiceLines.Remove(line);
        }

        foreach (var (placementId, minutes) in typed)
        {
            var line = invoice.Lines.SingleOrDefault(l => l.PlacementId == placementId);
            if (line is null)
            {
                line = new InvoiceLine { PlacementId = placementId, CitizenId = citizens[placementId] };
                invoice.Lines.Add(line);
            }

            line.Minutes = minutes;
        }
    }

    // Whatever the case: a provider has not many.
    private async Task<bool> IsNumberTakenAsync(CancellationToken ct) =>
        (
            await db
                .Invoices.Where(i =>
                    i.DepartmentId == DepartmentId && i.ProviderId == ProviderId && i.Id != Id
                )
                .Select(i => i.Number)
                .ToListAsync(ct)
        ).Contains(Input.Number!, StringComparer.OrdinalIgnoreCase);

    // The form's address says whose it was and when.
    private async Task<IActionResult> NotThereAsync(CancellationToken ct)
    {
        if (
            Id is not { } id
            || !user.DepartmentIds.Contains(DepartmentId)
            || ChosenMonth.Of(MonthText, clock.Today) is not { } month
            || await db.Invoices.AnyAsync(i => i.Id == id, ct)
        )
        {
            return NotFound();
        }

        TempData.Refused(text["Invoice_Gone"]);
        return Redirect($"~/Hours/Invoices?month={month.Address}");
    }

    private async Task<IActionResult> LostAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var seen = Input.Version;
        if (!await FindAsync(ct) || _invoice is null)
        {
            return await NotThereAsync(ct);
        }

        OthersChanges = await HistoryView.LoadAsync(
            db,
            nameof(Invoice),
            _invoice.Id.ToString(CultureInfo.InvariantCulture),
            seen,
            ct
        );
        Input.Version = _invoice.Version;
        ModelState.Remove("Input.Version");
        return Page();
    }
}

/// <summary>An invoice as it is typed.</summary>
[TextsFrom(typeof(HoursText))]
public sealed class InvoiceInput
{
    [Display(Name = "Invoice_Number", Order = 1), Required, StringLength(Invoice.LongestNumber)]
    public string? Number { get; set; }

    [Display(Name = "Invoice_Amount", Order = 2), Required]
    public Kroner? Amount { get; set; }

    /// <summary>The version that the form was rendered with.</summary>
    public int Version { get; set; }
}
