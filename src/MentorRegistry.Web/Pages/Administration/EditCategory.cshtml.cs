using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a category of providers.</summary>
public sealed class EditCategoryModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceFormModel<ProviderCategory, CategoryInput>(db, clock, texts)
{
    protected override ProviderCategory Create(string name) => new() { Name = name };

    protected override void Fill(ProviderCategory record) => Input.SortOrder = record.SortOrder;

    protected override void Apply(ProviderCategory record) => record.SortOrder = Input.SortOrder!.Value;

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.Provider!.CategoryId == id;

    // Placements have the category of their provider: it is providers that can no longer be given it.
    protected override string Consequence(DateOnly last) =>
        Texts["Close_TextCategory", Format.LongDate(last), Input.Name!.Trim()];

    protected override IActionResult Leave() => RedirectToPage("/Administration/Categories");
}

public sealed class CategoryInput : ReferenceInput
{
    [Display(Name = "SortOrder"), Required, Range(0, 9999)]
    public int? SortOrder { get; set; }
}
