using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes what sharing can rest on.</summary>
public sealed class EditSharingGroundModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : ReferenceFormModel<SharingGround, SharingGroundInput>(db, clock, texts)
{
    protected override SharingGround Create(string name) => new() { Name = name };

    protected override void Fill(SharingGround record) => Input.IsConsent = record.IsConsent;

    protected override void Apply(SharingGround record) => record.IsConsent = Input.IsConsent;

    protected override IActionResult Leave() => RedirectToPage("/Administration/SharingGrounds");
}

public sealed class SharingGroundInput : ReferenceInput
{
    [Display(Name = "IsConsent")]
    public bool IsConsent { get; set; }
}
