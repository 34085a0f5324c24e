using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a purpose of lookups.</summary>
public sealed class EditLookupPurposeModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : ReferenceFormModel<LookupPurpose, LookupPurposeInput>(db, clock, texts)
{
    protected override LookupPurpose Create(string name) => new() { Name = name };

    protected override void Fill(LookupPurpose record) { }

    protected override void Apply(LookupPurpose record) { }

    protected override IActionResult Leave() => RedirectToPage("/Administration/LookupPurposes");
}

public sealed class LookupPurposeInput : ReferenceInput;
