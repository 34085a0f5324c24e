using System.Linq.Expressions;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a measure.</summary>
public sealed class EditMeasureModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceFormModel<Measure, MeasureInput>(db, clock, texts)
{
    protected override Measure Create(string name) => new() { Name = name };

    protected override void Fill(Measure record) { }

    protected override void Apply(Measure record) { }

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.Measures.Any(of => of.MeasureId == id);

    protected override IActionResult Leave() => RedirectToPage("/Administration/Measures");
}

public sealed class MeasureInput : ReferenceInput;
