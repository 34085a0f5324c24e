using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a provider; its mentors stand below.</summary>
public sealed class EditProviderModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceFormModel<Provider, ProviderInput>(db, clock, texts)
{
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<ProviderKind>()
            .Select(kind => new SelectListItem(Texts[$"ProviderKind_{kind}"], kind.ToString("D")));

    public IReadOnlyList<Mentor> Mentors { get; private set; } = [];

    // Read by the check, for what is saved.
    private string? _cvr;

    protected override Provider Create(string name) => new() { Name = name };

    protected override void Fill(Provider record) =>
        (
            Input.CategoryId,
            Input.Kind,
            Input.Cvr,
            Input.Agreement,
            Input.ContactName,
            Input.Phone,
            Input.Email
        ) = (
            record.CategoryId,
            record.Kind,
            record.Cvr,
            record.Agreement,
            record.ContactName,
            record.Phone,
            record.Email
        );

    protected override void Apply(Provider record) =>
        (
            record.CategoryId,
            record.Kind,
            record.Cvr,
            record.Agreement,
            record.ContactName,
            record.Phone,
            record.Email
        ) = (
            Input.CategoryId!.Value,
            Input.Kind!.Value,
            _cvr,
            Input.Agreement?.Trim(),
            Input.ContactName?.Trim(),
            Input.Phone?.Trim(),
            Input.Email?.Trim()
        );

    // Rates move the provider's version.
    protected override string[] SavedTogether => [nameof(Rate)];

    protected override async Task CheckAsync(Provider? record, CancellationToken ct)
    {
        await CheckChoiceAsync<ProviderCategory>("Input.CategoryId", Input.CategoryId, ct);
        if (Input.Kind is { } kind && !Enum.IsDefined(kind))
        {
            ModelState.AddModelError("Input.Kind", Texts["Choice_Unknown"]);
        }

        if (string.IsNullOrWhiteSpace(Input.Cvr))
        {
            return;
        }

        if (CvrNumber.Read(Input.Cvr, out var digits) is var problem && problem == CvrProblem.None)
        {
            _cvr = digits;
        }
        else
        {
            ModelState.AddModelError("Input.Cvr", Texts[$"Cvr_{problem}"]);
        }
    }

    // Tables have a provider's placements in the row of its category, whatever their days.
    protected override async Task<SavingQuestion?> MoveQuestionAsync(Provider record, CancellationToken ct)
    {
        if (record.CategoryId == Input.CategoryId || await InUseAsync(ct) is var inUse && inUse == 0)
        {
            return null;
        }

        var names = await Db
            .ProviderCategories.Where(c => c.Id == record.CategoryId || c.Id == Input.CategoryId)
            .ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var gets = names[Input.CategoryId!.Value];
        return new SavingQuestion(
            inUse == 1 ? Texts["Category_MoveOne"] : Texts["Category_MoveMany", Format.Number(inUse)],
            Texts["Category_MoveText", names[record.CategoryId], gets],
            Texts["Category_MoveConfirm", gets],
            $"category {Input.CategoryId}/{inUse}"
        );
    }

    protected override async Task LoadChoicesAsync(CancellationToken ct)
    {
        Categories = await ChoicesAsync<ProviderCategory>(Input.CategoryId, ct);
        Mentors = await Db
            .Mentors.AsNoTracking()
            .Where(mentor => mentor.ProviderId == Id)
            .OrderBy(mentor => mentor.Name)
            .ToListAsync(ct);
    }

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.ProviderId == id;

    protected override IActionResult Leave() => RedirectToPage("/Providers/Rates", new { id = Id });
}

public sealed class ProviderInput : ReferenceInput
{
    [Display(Name = "Category"), Required]
    public long? CategoryId { get; set; }

    [Display(Name = "ProviderKind"), Required]
    public ProviderKind? Kind { get; set; } = ProviderKind.External;

    [Display(Name = "Cvr"), StringLength(20)]
    public string? Cvr { get; set; }

    [Display(Name = "Agreement"), StringLength(100)]
    public string? Agreement { get; set; }

    [Display(Name = "ContactName"), StringLength(100)]
    public string? ContactName { get; set; }

    [Display(Name = "Phone"), Phone, StringLength(40), DataType(DataType.PhoneNumber)]
    public string? Phone { get; set; }

    [Display(Name = "Email"), EmailAddress, StringLength(200), DataType(DataType.EmailAddress)]
    public string? Email { get; set; }
}
