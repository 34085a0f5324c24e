using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Citizens;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>A form with a placement's details: registering and changing have the same fields.</summary>
public interface IPlacementForm
{
    PlacementInput Input { get; }

    PlacementChoices Choices { get; }
}

/// <summary>Registers a placement, for a citizen in the registry or one who is not in it yet.</summary>
public sealed class RegisterModel(
    PlacementDesk desk,
    PlacementChoices choices,
    IStringLocalizer<ValidationText> messages
) : GrantPage(desk), IPlacementForm
{
    private bool _isThereAlready;

    /// <summary>The citizen's reference; none for a citizen who is not in the registry yet.</summary>
    [BindProperty(SupportsGet = true, Name = "citizen")]
    public string? Reference { get; set; }

    // By its name only: without one the fields of a form that has no such part are looked for without it.
    [BindProperty(Name = "Person")]
    public NewCitizenInput Person { get; set; } = new();

    [BindProperty]
    public PlacementInput Input { get; set; } = new();

    public PlacementChoices Choices => choices;

    /// <summary>Somebody registered the citizen while this form was filled in.</summary>
    public bool IsMeanwhileRegistered { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        // A new citizen's form has no address to come back to: the number is only ever posted.
        if (!Request.Query.ContainsKey("citizen"))
        {
            TempData.Succeeded(Desk.Texts["NewCitizen_Again"]);
            return LocalRedirect("~/");
        }

        if (await FindAsync(ct) is not { } citizen)
        {
            return NotFound();
        }

        if (citizen.NeedsPurpose)
        {
            return AskPurpose();
        }

        var citizenId = citizen.Id;
        await BeginAsync(ct);
        await ShowAsync(citizenId, null, fill: null, ct);
        return Page();
    }

    /// <summary>From Start: nobody in the registry has the number. It comes in the form, never in an address.</summary>
    public async Task<IActionResult> OnPostNewCitizenAsync(string? cpr, CancellationToken ct)
    {
        ModelState.Clear();
        Person.Cpr = cpr;
        if (ReadNumber() is { } number && await Desk.Db.CitizenOfAsync(number, ct) is { } known)
        {
            // Tells that somebody has the number, as a search from Start does.
            await Desk.Lookups.RecordSearchAsync(number.Digits, known, ct);
            return RedirectToPage(new { citizen = CitizenReference.Of(known) });
        }

        await BeginAsync(ct);
        return Page();
    }

    protected override Citizen MakeCitizen()
    {
        var citizen = new Citizen { Name = Person.Name?.Trim() ?? "", RegisteredUtc = Desk.Clock.UtcNow };
        if (CprNumber.TryParse(Person.Cpr, out var number, out _))
        {
            citizen.GiveNumber(number, Today);
        }

        Desk.Db.Citizens.Add(citizen);
        return citizen;
    }

    protected override Task<(long? ProviderId, GrantInput Typed)> ToPriceAsync(CancellationToken ct) =>
        Task.FromResult<(long?, GrantInput)>((Input.ProviderId, Input));

    protected override async Task<IActionResult> RunAsync(bool save, CancellationToken ct)
    {
        long? citizenId = null;
        if (Reference is not null)
        {
            if (await FindAsync(ct) is not { } citizen)
            {
                return NotFound();
            }

            if (citizen.NeedsPurpose)
            {
                return AskPurpose();
            }

            citizenId = citizen.Id;

            ForgetPerson();
        }
        else if (ReadNumber() is { } number && save)
        {
            citizenId = await MeetMeanwhileRegisteredAsync(number, ct);
        }

        await choices.LoadAsync(null, ct);
        choices.Judge(Input, ModelState);
        Input.Judge(ModelState, Desk.Texts, Today);
        try
        {
            if (await WriteAsync(citizenId, null, Propose, save && !IsMeanwhileRegistered, reason: null, ct))
            {
                return Done(Desk.Texts["Registered"]);
            }
        }
        catch (DbUpdateException)
            when (citizenId is null && CprNumber.TryParse(Person.Cpr, out var taken, out _))
        {
            // Two registered the same person at once; the number's unique index stopped this one.
            Desk.Db.ChangeTracker.Clear();
            citizenId = await MeetMeanwhileRegisteredAsync(taken, ct);
            if (citizenId is null && ModelState.IsValid)
            {
                throw;
            }

            await WriteAsync(citizenId, null, Propose, save: false, reason: null, ct);
        }

        return save && _isThereAlready ? Done(Desk.Texts["AlreadyRegistered"]) : Page();
    }

    /// <summary>Adds the placement to the citizen and says what it raises.</summary>
    private Proposal? Propose(Citizen citizen)
    {
        var basis = choices.LegalBasis(Input.LegalBasisId);
        if (TypedGrant(Input, basis?.LongestGrantMonths) is not { } grant)
        {
            return null;
        }

        if (_isThereAlready = citizen.Placements.Exists(placement => IsTheSame(placement, grant)))
        {
            return null;
        }

        List<Placement> others = [.. citizen.Placements];
        var placement = new Placement { RegisteredUtc = Desk.Clock.UtcNow };
        Input.WriteTo(placement);
        // A first grant is refused for its hours alone, and the form has told of these.
        placement.Extend(grant);
        var span = placement.Span with { Period = grant.Period };
        citizen.Placements.Add(placement);
        var warnings = Desk.Warnings(span, grant, basis?.LongestGrantMonths, others, Insight);
        return new Proposal(
            // Without a provider there is nobody yet to have for too long.
            [.. warnings.Where(w => w is not PlacementWarning.LongRun || Input.ProviderId is not null)],
            choices.NameOfMentor(Input.MentorId) ?? choices.NameOfProvider(Input.ProviderId) ?? "",
            basis?.Name ?? ""
        );
    }

    /// <summary>
    /// A button pressed twice sends the form twice: the second finds what the first has just saved. Nobody means the
    /// same mentor from the same department for the same days twice. Of one that is not seen it says nothing.
    /// </summary>
    private bool IsTheSame(Placement placement, Grant grant) =>
        !placement.IsCancelled
        && Insight.SeesAllOf(placement.DepartmentId)
        && placement.Period == grant.Period
        && placement.DepartmentId == Input.DepartmentId
        && placement.ProviderId == Input.ProviderId
        && placement.MentorId == Input.MentorId
        && placement.TargetGroupId == Input.TargetGroupId
        && placement.LegalBasisId == Input.LegalBasisId;

    private async Task BeginAsync(CancellationToken ct)
    {
        await choices.LoadAsync(null, ct);
        Input.First = Desk.NextWorkday;
        Input.DecisionDate = Today;
        Input.DepartmentId = choices.UsualDepartment(Today);
        Input.Caseworker = Desk.User.DisplayName;
    }

    private async Task<OpenCitizen?> FindAsync(CancellationToken ct) =>
        CitizenReference.TryParse(Reference, out var id) ? await OpenCitizenAsync(id, ct) : null;

    private RedirectToPageResult AskPurpose() =>
        RedirectToPage("/Citizens/Purpose", new { reference = Reference, then = PurposeThen.Register });

    /// <summary>
    /// Goes on with the citizen whom somebody else registered in the meantime, if that is so and the person may open
    /// them without being asked why.
    /// </summary>
    private async Task<long?> MeetMeanwhileRegisteredAsync(CprNumber number, CancellationToken ct)
    {
        if (await Desk.Db.CitizenOfAsync(number, ct) is not { } id)
        {
            return null;
        }

        // Tells that somebody has the number, as a search from Start does; who it is, only to those who may open them.
        await Desk.Lookups.RecordSearchAsync(number.Digits, id, ct);
        if (await OpenCitizenAsync(id, ct) is not { NeedsPurpose: false })
        {
            ModelState.AddModelError("Person.Cpr", Desk.Texts["NewCitizen_LookUpFirst"]);
            return null;
        }

        Reference = CitizenReference.Of(id);
        IsMeanwhileRegistered = true;
        ForgetPerson();
        return id;
    }

    private void ForgetPerson()
    {
        foreach (var key in ModelState.Keys.Where(key => key.StartsWith("Person.", StringComparison.Ordinal)))
        {
            ModelState.Remove(key);
        }
    }

    private CprNumber? ReadNumber()
    {
        if (CprNumber.TryParse(Person.Cpr, out var number, out var problem))
        {
            return number;
        }

        if (problem != CprProblem.Missing)
        {
            ModelState.AddModelError("Person.Cpr", messages[InputTexts.Key(problem), Desk.Texts["Cpr"]]);
        }

        return null;
    }
}

/// <summary>A citizen who is not in the registry yet.</summary>
[TextsFrom(typeof(PlacementsText))]
public sealed class NewCitizenInput
{
    [Display(Name = "CitizenName"), Required, StringLength(200)]
    public string? Name { get; set; }

    [Display(Name = "Cpr"), Required, StringLength(20)]
    public string? Cpr { get; set; }
}
