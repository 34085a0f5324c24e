using System.Text.RegularExpressions;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Pages.Flags;
using MentorRegistry.Web.Pages.MyDepartment;
using MentorRegistry.Web.Pages.Providers;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages;

/// <summary>
/// Start: look a citizen up, and what own departments must act on. The number is posted, here from the header of
/// every page too, and is kept nowhere: the answer is a redirection to the citizen's reference, or this page.
/// </summary>
[Throttled(Throttles.Search)]
public sealed partial class StartModel(
    RegistryDb db,
    LookupLog lookups,
    CurrentUser user,
    Clock clock,
    RulesInForce rules,
    IStringLocalizer<StartText> text,
    IStringLocalizer<AlarmsText> alarmsText,
    AlarmWords alarmWords,
    AuditorAlarms auditorAlarms,
    DueForErasure due,
    LateDigests lateDigests,
    ToldFlags flags
) : PageModel
{
    /// <summary>As many rows of a list as Start shows; the rest is behind the link.</summary>
    public const int FewRows = 5;

    private const int MostAlarms = 50;

    // A reference has its check digit and zeros in front; a CPR number with a digit too few has nine.
    private const int MostDigitsOfReference = 7;

    [BindProperty, FromForm]
    public string? Query { get; set; }

    /// <summary>The number that was looked up and that nobody has.</summary>
    public CprNumber? Unknown { get; private set; }

    /// <summary>What own departments must decide on, by kind; kinds without any are left out.</summary>
    public IReadOnlyList<FlagCount> OpenFlags { get; private set; } = [];

    public int Started { get; private set; }

    public IReadOnlyList<PlacementRow> LatestStarted { get; private set; } = [];

    /// <summary>The next last day of a placement; <c>null</c> when none has an end ahead.</summary>
    public DateOnly? NextLastDay { get; private set; }

    /// <summary>What nobody has seen to yet; for those who must see to it.</summary>
    public IReadOnlyList<StartAlarm> Alarms { get; private set; } = [];

    /// <summary>What was done to accounts that oversee, and that nobody has seen to yet; for those who oversee.</summary>
    public IReadOnlyList<StartAlarm> AuditorAlarms { get; private set; } = [];

    /// <summary>Citizens that can be erased; for those who propose and approve it.</summary>
    public int CitizensDue { get; private set; }

    /// <summary>Providers without a rate, or with one that runs out; for those who keep them.</summary>
    public IReadOnlyList<RateConcern> RateConcerns { get; private set; } = [];

    /// <summary>That a month's digests are not all out although they should be; for administrators.</summary>
    public string? Late { get; private set; }

    /// <summary>Departments whose monthly digest reaches nobody; for those who keep users.</summary>
    public IReadOnlyList<UnreachedDepartment> Unreached { get; private set; } = [];

    public FlagRules Rules => rules.Known;

    /// <summary>What others recorded lately that opens own departments' placements; for those who are told.</summary>
    public IReadOnlyList<RecordedBasis> Bases { get; private set; } = [];

    public bool MayLookUp => PageAccess.MayLookUp(user);

    public bool HasDepartment => user.DepartmentIds.Count > 0;

    public bool HasSeveralDepartments => user.DepartmentIds.Count > 1;

    public bool IsIn(string role) => user.IsIn(role);

    /// <summary>"5 overlap på tværs af afdelinger"; the rules' months and days are in it where the kind has them.</summary>
    public string Say(FlagCount count)
    {
        var number =
            count.Counted > ToldFlags.MostCounted
                ? text["MoreThan", Format.Number(ToldFlags.MostCounted)]
                : Format.Number(count.Counted);
        return text[
            $"Open_{count.Kind}_{(count.Counted == 1 ? "One" : "Many")}",
            number,
            Rules.LongRunMonths,
            Rules.EndingSoonDays
        ];
    }

    /// <summary>The worklist of the kind.</summary>
    public string AddressOf(FlagCount count) => new FlagFilter(count.Kind).Address(Url.Content("~/Flags"));

    private bool SeesAlarms => IsIn(Roles.Administrator) || IsIn(Roles.Auditor);

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAcknowledgeAsync(long alarmId, CancellationToken ct)
    {
        if (!SeesAlarms)
        {
            return Forbid();
        }

        if (await db.Alarms.FindAsync([alarmId], ct) is not { } alarm)
        {
            return NotFound();
        }

        if (
            Alarm.AuditorKinds.Contains(alarm.Kind)
            && !await auditorAlarms.MayAcknowledgeAsync(await auditorAlarms.DeedAsync(alarm, ct), ct)
        )
        {
            return Forbid();
        }

        // Who was first stays on record.
        alarm.AcknowledgedUtc ??= clock.UtcNow;
        alarm.AcknowledgedBy ??= user.Name;
        await db.SaveChangesAsync(ct);
        TempData.Succeeded(alarmsText["Acknowledged"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!MayLookUp)
        {
            return Forbid();
        }

        if (await FindAsync(ct) is { } citizenId)
        {
            return LocalRedirect($"~/Citizens/{CitizenReference.Of(citizenId)}");
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        if (!MayLookUp)
        {
            return Forbid();
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task<long?> FindAsync(CancellationToken ct)
    {
        var typed = Query?.Trim() ?? "";
        var digits = typed.Count(char.IsAsciiDigit);
        if (
            typed is ['B' or 'b', ..]
            || (digits is > 0 and <= MostDigitsOfReference && typed.All(char.IsAsciiDigit))
        )
        {
            return await FindReferenceAsync(typed, digits, ct);
        }

        if (!CprNumber.TryParse(typed, out var number, out var problem))
        {
            Refuse(
                problem switch
                {
                    CprProblem.Missing => text["Missing"],
                    CprProblem.NotTenDigits => text["NotTenDigits"],
                    CprProblem.NoSuchDate => text["NoSuchDate"],
                    CprProblem.NotDigits when LooksLikeNumber().IsMatch(typed) => text["LetterForDigit"],
                    _ => text["NotDigits"],
                }
            );
            return null;
        }

        var citizenId = await db.CitizenOfAsync(number, ct);
        await lookups.RecordSearchAsync(number.Digits, citizenId, ct);
        Unknown = citizenId is null ? number : null;
        return citizenId;
    }

    private async Task<long?> FindReferenceAsync(string typed, int digits, CancellationToken ct)
    {
        if (CitizenReference.TryParse(typed, out var id))
        {
            var isThere = await db.Citizens.AnyAsync(c => c.Id == id, ct);
            await lookups.RecordSearchAsync(CitizenReference.Of(id), isThere ? id : null, ct);
            if (isThere)
            {
                return id;
            }

            Refuse(text["UnknownReference", CitizenReference.Of(id)]);
        }
        else
        {
            // "Bo" and "B-12a" are no references at all; a name may begin with B.
            var isReference = digits > 1 && typed[1..].All(c => char.IsAsciiDigit(c) || c is '-' or ' ');
            Refuse(isReference ? text["WrongDigit"] : text["NotDigits"]);
        }

        return null;
    }

    // Of a number's length and form, with letters that look like digits.
    [GeneratedRegex("^[0-9OoIl]{6}[- ]?[0-9OoIl]{4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LooksLikeNumber();

    private void Refuse(string sentence) => ModelState.AddModelError(nameof(Query), sentence);

    private async Task ShowAsync(CancellationToken ct)
    {
        if (SeesAlarms)
        {
            await ShowAlarmsAsync(ct);
            CitizensDue = await due.Citizens().CountAsync(ct);
        }

        if (IsIn(Roles.Administrator))
        {
            RateConcerns = await RateConcern.LoadAsync(db, clock.Today, ct);
            Late = await lateDigests.FindAsync(ct) is { } late ? alarmWords.Late(late) : null;
            Unreached = await DigestRecipients.ReachingNobodyAsync(db, clock.Today, ct);
        }

        if (!MayLookUp || !HasDepartment)
        {
            return;
        }

        var told = await flags.OfDepartmentAsync(departmentId: null, ct);
        OpenFlags = await ToldFlags.CountAsync(
            kind => new FlagFilter().IdsOfKind(told, kind, clock.Today),
            ct
        );
        if (OpenFlags.Count == 0)
        {
            NextLastDay = await NextLastDayAsync(ct);
        }

        Bases = await RecordedBases.ByOthersAsync(db, user, clock, ct);

        Started = await (await StartedAsync(ct)).CountAsync(ct);
        if (Started > 0)
        {
            var started = await StartedAsync(ct);
            LatestStarted = await RowsAsync(
                started.OrderByDescending(p => p.First).ThenByDescending(p => p.Id),
                ct
            );
        }
    }

    private async Task ShowAlarmsAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var overdue = await db.JobRuns.Where(run => run.LastUtc < now - JobRun.LongestWait).ToListAsync(ct);
        var alarms = await db
            .Alarms.AsNoTracking()
            .Where(alarm => alarm.AcknowledgedUtc == null && !Alarm.AuditorKinds.Contains(alarm.Kind))
            .OrderByDescending(alarm => alarm.Id)
            .Take(MostAlarms)
            .ToListAsync(ct);
        Alarms =
        [
            .. overdue
                .Select(run => alarmWords.Overdue(run.Job, Day(run.LastUtc)))
                .OfType<string>()
                .Select(sentence => new StartAlarm(null, sentence, null)),
            .. alarms.Select(alarm => new StartAlarm(
                alarm.Id,
                alarmWords.Sentence(alarm),
                alarmsText["Since", Day(alarm.SinceUtc)]
            )),
        ];
        if (!IsIn(Roles.Auditor))
        {
            return;
        }

        var deeds = new List<StartAlarm>();
        foreach (var deed in await auditorAlarms.OpenAsync(MostAlarms, ct))
        {
            deeds.Add(
                new StartAlarm(
                    await auditorAlarms.MayAcknowledgeAsync(deed, ct) ? deed.Alarm.Id : null,
                    alarmWords.Sentence(deed),
                    alarmsText["Done", Day(deed.Alarm.SinceUtc)]
                )
            );
        }

        AuditorAlarms = deeds;
    }

    private static string Day(DateTime utc) =>
        Format.LongDate(DateOnly.FromDateTime(Clock.ToCopenhagen(utc)));

    // The same query as the list behind the link, so that the numbers agree.
    private Task<IQueryable<Domain.Placements.Placement>> StartedAsync(CancellationToken ct) =>
        new PlacementFilter(user.DepartmentIds) { State = ListedState.StartedThisMonth }.QueryAsync(
            db,
            flags,
            clock.Today,
            ct
        );

    private async Task<IReadOnlyList<PlacementRow>> RowsAsync(
        IQueryable<Domain.Placements.Placement> placements,
        CancellationToken ct
    ) =>
        await PlacementRow.LoadAsync(
            db,
            await placements.Select(p => p.Id).Take(FewRows).ToArrayAsync(ct),
            clock.Today,
            ct
        );

    private async Task<DateOnly?> NextLastDayAsync(CancellationToken ct) =>
        await (await new PlacementFilter(user.DepartmentIds).QueryAsync(db, flags, clock.Today, ct)).MinAsync(
            p => p.Last,
            ct
        );
}

/// <summary>An alarm as Start shows it.</summary>
/// <param name="Id">Its number, by which it is acknowledged; <c>null</c> when it ends with its cause, or is another's to acknowledge.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Since">Since when, in words.</param>
public sealed record StartAlarm(long? Id, string Sentence, string? Since);
