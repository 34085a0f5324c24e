using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes an outcome.</summary>
public sealed class EditOutcomeModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceFormModel<Outcome, OutcomeInput>(db, clock, texts)
{
    protected override Outcome Create(string name) => new() { Name = name };

    protected override void Fill(Outcome record) => Input.IsGoal = record.IsGoal;

    protected override void Apply(Outcome record) => record.IsGoal = Input.IsGoal;

    protected override IActionResult Leave() => RedirectToPage("/Administration/Outcomes");
}

public sealed class OutcomeInput : ReferenceInput
{
    [Display(Name = "IsGoal")]
    public bool IsGoal { get; set; }
}
