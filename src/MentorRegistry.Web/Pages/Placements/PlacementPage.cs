using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Pages.Flags;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Whom the form is about.</summary>
public sealed record CitizenHead(string Reference, string Name, CprNumber? Number);

/// <summary>One of the citizen's placements as stored: what stands beside the form, and what is to be changed.</summary>
public sealed record CitizenMentor(
    long PlacementId,
    string Who,
    string Provider,
    string Department,
    string? Unit,
    string TargetGroup,
    string LegalBasis,
    string? Phone,
    DatePeriod Period,
    int MinutesPerWeek,
    PlacementState State,
    DateOnly? EndedOn,
    string? EndReason,
    IReadOnlyList<DatePeriod> Grants
)
{
    public static CitizenMentor Of(Placement placement, DateOnly today) =>
        new(
            placement.Id,
            placement.Mentor?.Name ?? placement.Provider!.Name,
            placement.Provider!.Name,
            placement.Department!.Name,
            placement.Unit?.Name,
            placement.TargetGroup!.Name,
            placement.LegalBasis!.Name,
            placement.Mentor?.Phone ?? placement.Provider.Phone,
            placement.Period,
            placement.GrantOn(today)?.MinutesPerWeek ?? 0,
            placement.StateOn(today),
            placement.EndedOn,
            placement.EndReason,
            [.. placement.Grants.OrderBy(grant => grant.First).Select(grant => grant.Period)]
        );
}

/// <summary>What of the citizen's placements can be told in words.</summary>
/// <param name="Seen">Those seen whole.</param>
/// <param name="Elsewhere">Those of which only that they are there may be told.</param>
public sealed record ToldPlacements(
    IReadOnlyList<CitizenMentor> Seen,
    IReadOnlyList<PlacementElsewhere> Elsewhere
);

/// <summary>What saving would do, as far as it must be confirmed.</summary>
/// <param name="Warnings">What the person must see and give a reason for.</param>
/// <param name="Who">The mentor, or else the provider.</param>
/// <param name="LegalBasis">The legal basis.</param>
public sealed record Proposal(
    IReadOnlyList<PlacementWarning> Warnings,
    string Who = "",
    string LegalBasis = ""
)
{
    /// <summary>Nothing that needs a reason.</summary>
    public static Proposal Unquestioned { get; } = new([]);
}

/// <summary>
/// The write that all pages of a placement share: load the citizen with everything, judge, ask, save. Saving moves the
/// citizen's version, so of two at the same time one fails; it is then judged anew against what the other one wrote,
/// and asks again when that raised something that the person has not seen.
/// </summary>
[Throttled(Throttles.CitizenForm)]
public abstract class PlacementPage(PlacementDesk desk) : PageModel
{
    private const int MostAttempts = 5;

    [BindProperty(Name = "Confirm")]
    public Confirmation Confirm { get; set; } = new();

    /// <summary>The version of the placement that the form shows.</summary>
    [BindProperty]
    public int Version { get; set; }

    public CitizenHead? Citizen { get; private set; }

    /// <summary>All the citizen's placements that the user sees, in order of their first days.</summary>
    public IReadOnlyList<CitizenMentor> Mentors { get; private set; } = [];

    /// <summary>Other departments' placements, going on or to come, of which only that may be told.</summary>
    public IReadOnlyList<PlacementElsewhere> Elsewhere { get; private set; } = [];

    /// <summary>The placement to be changed, as stored.</summary>
    public CitizenMentor? Stored { get; private set; }

    /// <summary>Whether it can have grants: an ended or cancelled placement is told about instead.</summary>
    public bool IsOpenToGrants => Stored is { State: not PlacementState.Cancelled, EndedOn: null };

    /// <summary>
    /// Whether the citizen is one who is being registered: whose number it is, is looked at when it is saved, so no
    /// answer before that knows of other placements, or tells whether there are any.
    /// </summary>
    public bool IsNewCitizen { get; private set; }

    /// <summary>What is flagged of the placement as stored, as far as it may be told.</summary>
    public IReadOnlyList<ToldFlag> Flags { get; private set; } = [];

    public FlagWords FlagWords => desk.FlagWords;

    /// <summary>What saving raises; <c>null</c> while the days are not known.</summary>
    public IReadOnlyList<ShownWarning>? Warnings { get; private set; }

    /// <summary>Those of them that saving asks a reason for.</summary>
    public IReadOnlyList<ShownWarning> ToConfirm =>
        [.. (Warnings ?? []).Where(warning => warning.NeedsReason)];

    /// <summary>What others changed after the form was shown.</summary>
    public HistoryView? ChangedByOthers { get; private set; }

    /// <summary>The last day that the legal basis allows, when the form has none yet.</summary>
    public DateOnly? SuggestedLast { get; private set; }

    public DateOnly Today => desk.Clock.Today;

    /// <summary>Of a protected citizen the mentors' telephones show on the overview alone, after a recorded click.</summary>
    public bool IsProtected { get; private set; }

    protected PlacementDesk Desk => desk;

    /// <summary>What the user may see of the citizen; of nobody's placements anything, before a citizen is opened.</summary>
    protected Insight Insight { get; private set; } = new(desk.User.DepartmentIds, [], desk.Clock.Today);

    /// <summary>
    /// The citizen of a placement that the user may change, the lookup recorded; <c>null</c> = there is no such
    /// placement, or it is another department's: both are "not found".
    /// </summary>
    protected async Task<long?> OpenAsync(long placementId, CancellationToken ct)
    {
        var found = await desk
            .Db.Placements.Where(placement => placement.Id == placementId)
            .Select(placement => new { placement.CitizenId, placement.DepartmentId })
            .FirstOrDefaultAsync(ct);
        if (found is null || !desk.User.MayChangePlacementsOf(found.DepartmentId))
        {
            return null;
        }

        if (await OpenCitizenAsync(found.CitizenId, ct) is not { NeedsPurpose: false })
        {
            return null;
        }

        Flags = await desk.Flags.OfPlacementAsync(placementId, ct);
        return found.CitizenId;
    }

    /// <summary>The citizen as the user may see them, the lookup recorded; <c>null</c> = nobody.</summary>
    protected async Task<OpenCitizen?> OpenCitizenAsync(long citizenId, CancellationToken ct)
    {
        var open = await desk.Access.OpenAsync(citizenId, LookupKind.Form, ct);
        Insight = open?.Insight ?? Insight;
        IsProtected = open?.IsProtected ?? false;
        return open;
    }

    /// <summary>Loads and shows; nothing is judged or saved.</summary>
    protected Task ShowAsync(
        long citizenId,
        long? placementId,
        Action<Citizen>? fill,
        CancellationToken ct
    ) =>
        WriteAsync(
            citizenId,
            placementId,
            citizen =>
            {
                fill?.Invoke(citizen);
                return null;
            },
            save: false,
            reason: null,
            ct
        );

    /// <summary>Load, judge, ask, save.</summary>
    /// <param name="citizenId">Whose placements; <c>null</c> = a citizen who is being registered (<see cref="MakeCitizen"/>).</param>
    /// <param name="placementId">The placement to be changed; <c>null</c> = a new one.</param>
    /// <param name="propose">
    /// Makes the change on the citizen as loaded and says what it raises; <c>null</c> = the days are not known, or it
    /// cannot be, and the model state says why.
    /// </param>
    /// <param name="save">Whether to save, or only to look.</param>
    /// <param name="reason">The reason for history; the confirmation's when <c>null</c>.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Whether it was saved. If not, the page shows why.</returns>
    protected async Task<bool> WriteAsync(
        long? citizenId,
        long? placementId,
        Func<Citizen, Proposal?> propose,
        bool save,
        string? reason,
        CancellationToken ct
    )
    {
        var db = desk.Db;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            db.ChangeTracker.Clear();
            var citizen = citizenId is { } id ? await LoadAsync(id, ct) : MakeCitizen();
            Show(citizen, placementId);
            IsNewCitizen = citizenId is null;
            if (save && placementId is { } changed && await IsChangedByOtherAsync(citizen, changed, ct))
            {
                propose(citizen);
                break;
            }

            var proposal = propose(citizen);
            Warnings = proposal is null
                ? null
                : desk.InWords(
                    proposal.Warnings,
                    new ToldPlacements(Mentors, Elsewhere),
                    proposal.Who,
                    proposal.LegalBasis
                );
            if (!save || !ModelState.IsValid || Warnings is null || !IsConfirmed(ToConfirm))
            {
                break;
            }

            db.Reason = reason ?? Confirm.TrimmedReason;
            try
            {
                await db.SaveChangesAsync(ct);
                Citizen = HeadOf(citizen);
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                if (attempt == MostAttempts - 1)
                {
                    ModelState.AddModelError("", desk.Texts["Busy"]);
                }
            }
        }

        // What was proposed must not be saved by whatever is saved next.
        db.ChangeTracker.Clear();
        return false;
    }

    /// <summary>A citizen who is not in the registry yet, added to it by the same save.</summary>
    protected virtual Citizen MakeCitizen() => throw new NotSupportedException("This page needs a citizen.");

    /// <summary>Back to the citizen's overview with the green sentence.</summary>
    protected IActionResult Done(string sentence, string? undoAction = null, string? undoText = null)
    {
        TempData.Succeeded(sentence, undoAction, undoText);
        return LocalRedirect($"~/Citizens/{Citizen!.Reference}");
    }

    /// <summary>The grant as typed; <c>null</c> while its days are not known.</summary>
    /// <param name="input">What was typed.</param>
    /// <param name="longestMonths">The legal basis' limit, from which a last day is suggested.</param>
    protected Grant? TypedGrant(GrantInput input, int? longestMonths)
    {
        if (ModelState.GetFieldValidationState("Input.Last") == ModelValidationState.Invalid)
        {
            return null;
        }

        if (input is { First: { } first, Last: null } && longestMonths is { } longest)
        {
            SuggestedLast = first.AddMonths(longest).AddDays(-1);
        }

        return input.ToGrant();
    }

    /// <summary>Tells of the refusals at their fields.</summary>
    protected void Refuse(IEnumerable<GrantRefusal> refusals, Grant? before)
    {
        foreach (var (field, text) in desk.InWords(refusals, before))
        {
            ModelState.AddModelError(field, text);
        }
    }

    private async Task<Citizen> LoadAsync(long citizenId, CancellationToken ct) =>
        // The citizen is read first: a placement that comes in between fails the save instead of slipping past.
        await desk
            .Db.Citizens.Include(c => c.Numbers)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Grants)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Measures)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Department)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Unit)
            .Include(c => c.Placements)
                .ThenInclude(p => p.TargetGroup)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Provider)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Mentor)
            .Include(c => c.Placements)
                .ThenInclude(p => p.LegalBasis)
            .AsSplitQuery()
            .SingleAsync(c => c.Id == citizenId, ct);

    private void Show(Citizen citizen, long? placementId)
    {
        Citizen = citizen.Id > 0 ? HeadOf(citizen) : null;
        var placements = citizen
            .Placements.OrderBy(p => p.First)
            .ThenBy(p => p.Id)
            .ToLookup(p => Insight.Of(p.DepartmentId, p.StateOn(Today)));
        Mentors = [.. placements[Visibility.Everything].Select(p => CitizenMentor.Of(p, Today))];
        Elsewhere = PlacementElsewhere.InOrder(
            placements[Visibility.Existence]
                .Select(p =>
                    PlacementElsewhere.Of(p.Id, p.StateOn(Today), p.Period, p.Department!, desk.Municipality)
                )
        );
        Stored = Mentors.FirstOrDefault(mentor => mentor.PlacementId == placementId);
    }

    private static CitizenHead HeadOf(Citizen citizen) =>
        new(citizen.Reference, citizen.Name, citizen.CurrentNumber);

    /// <summary>
    /// Whether the placement is no longer as the form showed it. The page then shows what the other one changed, and
    /// carries the version as it is now: sending the form again saves on top of it.
    /// </summary>
    private async Task<bool> IsChangedByOtherAsync(Citizen citizen, long placementId, CancellationToken ct)
    {
        var now = citizen.Placements.Single(placement => placement.Id == placementId).Version;
        if (now == Version)
        {
            return false;
        }

        ChangedByOthers = await HistoryView.LoadAsync(
            desk.Db,
            nameof(Placement),
            placementId.ToString(CultureInfo.InvariantCulture),
            afterVersion: Version,
            ct
        );
        Version = now;
        return true;
    }

    private bool IsConfirmed(IReadOnlyList<ShownWarning> warnings)
    {
        if (warnings.Count == 0)
        {
            return true;
        }

        var shown = (Confirm.Shown ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isNew = !warnings.All(warning => shown.Contains(warning.Key, StringComparer.Ordinal));
        var isTooShort =
            !ReadableText.IsReason(Confirm.TrimmedReason)
            || Confirm.TrimmedReason!.Length < Confirmation.ShortestReason;
        if (isNew || isTooShort)
        {
            var why = (isNew, shown.Length) switch
            {
                (false, _) => "Confirm_ReasonTooShort",
                (true, 0) => "Confirm_NotSavedYet",
                _ => "Confirm_NewSinceShown",
            };
            ModelState.AddModelError("Confirm.Reason", desk.Texts[why]);
        }

        return !isNew && !isTooShort;
    }
}
