using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Jobs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>A digest as the list shows it.</summary>
public sealed record DigestRow(
    long Id,
    DateOnly Month,
    string Head,
    DigestState State,
    DateTime? LeasedUntilUtc,
    DateTime? NextUtc,
    DateTime? SentUtc,
    int Attempts,
    string? Subject,
    string? Answer
);

/// <summary>
/// How the monthly digests went out: administrators see each month and head, and what the mail server said; a head
/// sees the own ones, and those that came in somebody's stead.
/// </summary>
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
        var seen = Seen(db, user);
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
                d.State,
                d.LeasedUntilUtc,
                d.NextUtc,
                d.SentUtc,
                d.Attempts,
                d.Subject,
                db.DigestAttempts.Where(a => a.DigestId == d.Id)
                    .OrderByDescending(a => a.Id)
                    .Select(a => a.Answer)
                    .FirstOrDefault()
            ))
            .ToListAsync(ct);
        Months = [.. rows.GroupBy(row => row.Month)];
        var shown = Months.Select(month => month.Key).ToArray();
        Counts = (
            await seen.Where(d => shown.Contains(d.Month))
                .GroupBy(d => d.Month)
                .Select(month => new
                {
                    month.Key,
                    All = month.Count(),
                    Sent = month.Count(d => d.SentUtc != null),
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

    /// <summary>The digests that the user may see.</summary>
    internal static IQueryable<Digest> Seen(RegistryDb db, CurrentUser user)
    {
        var digests = db.Digests.AsNoTracking();
        return user.IsIn(Roles.Administrator)
            ? digests
            : digests.Where(d => d.HeadId == user.Id || d.RecipientId == user.Id);
    }
}
