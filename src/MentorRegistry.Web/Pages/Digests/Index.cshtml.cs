using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>The states that the list can be narrowed to; the first is what it shows when nobody chose.</summary>
public enum DigestFilterState
{
    All,

    /// <summary>Those that no mail server has taken, whatever becomes of them.</summary>
    NotSent,
    Sent,
    Pending,
    Retry,
    GivenUp,
}

/// <summary>A digest as the list shows it; the stand-in is whoever gets it where that is not the head.</summary>
public sealed record DigestRow(
    long Id,
    DateOnly Month,
    string Head,
    string? StandIn,
    DigestState State,
    DateTime? LeasedUntilUtc,
    DateTime? NextUtc,
    DateTime? SentUtc,
    int Attempts,
    string? Subject,
    bool IsErased,
    string? Answer
);

/// <summary>
/// How the monthly digests went out: administrators see each month and head, and what the mail server said; a head
/// sees the own ones, and those that came in somebody's stead.
/// </summary>
[TextsFrom(typeof(DigestsText))]
public sealed class IndexModel(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    RegistrySettings settings,
    IStringLocalizer<DigestsText> text
) : PageModel
{
    // More heads than a municipality has; the rest of a month is on the next page.
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Only this month's, "2026-10".</summary>
    [BindProperty(SupportsGet = true), Display(Name = "Filter_Month")]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_State")]
    public DigestFilterState State { get; set; }

    /// <summary>Whether anything is chosen, so that there may be others than those shown.</summary>
    public bool IsNarrowed => Month is not null || State != DigestFilterState.All;

    /// <summary>Whether there is any to choose from.</summary>
    public bool HasAny => MonthChoices.Count > 0;

    public IReadOnlyList<SelectListItem> MonthChoices { get; private set; } = [];

    public IEnumerable<SelectListItem> StateChoices =>
        [
            new(text["Filter_AllStates"], nameof(DigestFilterState.All)),
            new(text["Filter_NotSent"], nameof(DigestFilterState.NotSent)),
            new(text["State_Sent"], nameof(DigestFilterState.Sent)),
            new(text["State_Pending"], nameof(DigestFilterState.Pending)),
            new(text["State_Retry"], nameof(DigestFilterState.Retry)),
            new(text["State_GivenUp"], nameof(DigestFilterState.GivenUp)),
        ];

    public int Pages { get; private set; }

    public IReadOnlyList<IGrouping<DateOnly, DigestRow>> Months { get; private set; } = [];

    /// <summary>Of each month shown: how many there are, and how many are sent.</summary>
    public IReadOnlyDictionary<DateOnly, (int All, int Sent)> Counts { get; private set; } =
        new Dictionary<DateOnly, (int, int)>();

    /// <summary>The month that is over and has no digest; for administrators.</summary>
    public DateOnly? Unsent { get; private set; }

    /// <summary>The last month that is over.</summary>
    public DateOnly Last => DigestMonth.Of(clock.Today).AddMonths(-1);

    /// <summary>Heads who have come since the last month's were made, and have none; for administrators.</summary>
    public int Lacking { get; private set; }

    /// <summary>The month of the next digest, and the day it is sent.</summary>
    public (DateOnly Month, DateOnly Day) Next { get; private set; }

    public bool IsAdministrator => user.IsIn(Roles.Administrator);

    public bool HasNoServer => settings.Mail.Host.Length == 0;

    public SendingWords Words { get; } = new(text);

    public DateTime NowUtc => clock.UtcNow;

    public async Task OnGetAsync(CancellationToken ct)
    {
        // An address that somebody has changed: what cannot be read in it is as if it were not there.
        ModelState.Clear();
        State = Enum.IsDefined(State) ? State : DigestFilterState.All;
        var all = Seen(db, user);
        MonthChoices =
        [
            .. (await all.Select(d => d.Month).Distinct().OrderByDescending(m => m).ToListAsync(ct)).Select(
                m => new SelectListItem(Format.LongMonth(m), WrittenMonth.Of(m))
            ),
        ];
        Month = MonthChoices.Any(choice => choice.Value == Month) ? Month : null;
        var seen = InState(
            WrittenMonth.TryParse(Month, out var only) ? all.Where(d => d.Month == only) : all
        );
        Pages = Math.Max(1, (await seen.CountAsync(ct) + PageSize - 1) / PageSize);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        var rows = await seen.OrderByDescending(d => d.Month)
            .ThenBy(d => d.State == DigestState.Sent)
            .ThenBy(d => db.Users.Where(u => u.Id == d.HeadId).Select(u => u.DisplayName).Single())
            .ThenBy(d => d.Id)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize)
            .Select(d => new DigestRow(
                d.Id,
                d.Month,
                db.Users.Where(u => u.Id == d.HeadId).Select(u => u.DisplayName).Single(),
                d.RecipientId == null || d.RecipientId == d.HeadId
                    ? null
                    : db.Users.Where(u => u.Id == d.RecipientId).Select(u => u.DisplayName).FirstOrDefault(),
                d.State,
                d.LeasedUntilUtc,
                d.NextUtc,
                d.SentUtc,
                d.Attempts,
                d.Subject,
                d.MadeUtc != null && d.Html == null,
                db.DigestAttempts.Where(a => a.DigestId == d.Id)
                    .OrderByDescending(a => a.Id)
                    .Select(a => a.Answer)
                    .FirstOrDefault()
            ))
            .ToListAsync(ct);
        Months = [.. rows.GroupBy(row => row.Month)];
        var shown = Months.Select(month => month.Key).ToArray();
        Counts = (
            await all.Where(d => shown.Contains(d.Month))
                .GroupBy(d => d.Month)
                .Select(month => new
                {
                    month.Key,
                    All = month.Count(),
                    // One that is sent again and has not gone is not out, whatever went before.
                    Sent = month.Count(d => d.State == DigestState.Sent),
                })
                .ToListAsync(ct)
        ).ToDictionary(month => month.Key, month => (month.All, month.Sent));

        var last = DigestMonth.Of(clock.Today).AddMonths(-1);
        var isThere = await db.Digests.AnyAsync(d => d.Month == last, ct);
        Unsent = isThere || !IsAdministrator ? null : last;
        if (isThere && IsAdministrator)
        {
            var heads = await DigestRecipients.HeadsAsync(db, clock.Today, ct);
            var have = await db.Digests.Where(d => d.Month == last).Select(d => d.HeadId).ToListAsync(ct);
            Lacking = heads.Except(have).Count();
        }

        // Until its sending day the last month's is the next one; afterwards it is this month's.
        var day = DateOnly.FromDateTime(Clock.ToCopenhagen(SendDigests.DueUtc(last, settings)));
        var isAhead = !isThere && clock.Today <= day;
        var next = isAhead ? last : last.AddMonths(1);
        Next = (next, DateOnly.FromDateTime(Clock.ToCopenhagen(SendDigests.DueUtc(next, settings))));
    }

    private IQueryable<Digest> InState(IQueryable<Digest> digests) =>
        State switch
        {
            DigestFilterState.All => digests,
            DigestFilterState.NotSent => digests.Where(d => d.SentUtc == null),
            DigestFilterState.Sent => digests.Where(d => d.State == DigestState.Sent),
            // What is being sent has not gone yet.
            DigestFilterState.Pending => digests.Where(d =>
                d.State == DigestState.Pending || d.State == DigestState.Sending
            ),
            DigestFilterState.Retry => digests.Where(d => d.State == DigestState.Retry),
            _ => digests.Where(d => d.State == DigestState.GivenUp),
        };

    /// <summary>The digests that the user may see.</summary>
    internal static IQueryable<Digest> Seen(RegistryDb db, CurrentUser user)
    {
        var digests = db.Digests.AsNoTracking();
        return user.IsIn(Roles.Administrator)
            ? digests
            : digests.Where(d => d.HeadId == user.Id || d.RecipientId == user.Id);
    }
}
