using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds a mentor to a provider or changes a mentor.</summary>
public sealed class EditMentorModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceFormModel<Mentor, MentorInput>(db, clock, texts)
{
    /// <summary>The provider whose page a new mentor is added from.</summary>
    [BindProperty(SupportsGet = true, Name = "provider")]
    public long? FromProvider { get; set; }

    public IReadOnlyList<SelectListItem> Providers { get; private set; } = [];

    public string ProviderName { get; private set; } = "";

    protected override IQueryable<Mentor> SharingNames() =>
        Db.Mentors.Where(mentor => mentor.ProviderId == Input.ProviderId);

    protected override Task<bool> BelongsAsync(Mentor? record, CancellationToken ct)
    {
        if (record is not null || Input.ProviderId is null)
        {
            Input.ProviderId = record?.ProviderId ?? FromProvider;
        }
        if (Input.ProviderId is not null)
        {
            ModelState.Remove("Input.ProviderId");
        }
        return Task.FromResult(true);
    }

    protected override Mentor Create(string name) =>
        new() { Name = name, ProviderId = Input.ProviderId!.Value };

    protected override void Fill(Mentor record) => (Input.Phone, Input.Email) = (record.Phone, record.Email);

    protected override void Apply(Mentor record) =>
        (record.Phone, record.Email) = (Input.Phone?.Trim(), Input.Email?.Trim());

    protected override Task CheckAsync(Mentor? record, CancellationToken ct) =>
        CheckChoiceAsync<Provider>("Input.ProviderId", Input.ProviderId, ct);

    protected override async Task LoadChoicesAsync(CancellationToken ct)
    {
        if (Id is null)
        {
            Providers = await ChoicesAsync<Provider>(Input.ProviderId, ct);
        }
        else
        {
            ProviderName = await Db
                .Providers.Where(p => p.Id == Input.ProviderId)
                .Select(p => p.Name)
                .SingleAsync(ct);
        }
    }

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.MentorId == id;

    protected override IActionResult Leave() =>
        RedirectToPage("/Administration/EditProvider", new { id = Input.ProviderId });
}

public sealed class MentorInput : ReferenceInput
{
    /// <summary>Chosen for a new mentor. A mentor never moves: placements name the mentor and the provider.</summary>
    [Display(Name = "Provider"), Required]
    public long? ProviderId { get; set; }

    [Display(Name = "Phone"), Phone, StringLength(40), DataType(DataType.PhoneNumber)]
    public string? Phone { get; set; }

    [Display(Name = "Email"), EmailAddress, StringLength(200), DataType(DataType.EmailAddress)]
    public string? Email { get; set; }
}
