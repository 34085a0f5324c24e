using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Budget;

/// <summary>The ceiling on a year's spending on mentors (LAB § 203 a).</summary>
public sealed class EditCeilingModel(RegistryDb db, Clock clock, IStringLocalizer<BudgetText> texts)
    : YearForm<SpendingCeiling, CeilingInput>(db, clock, texts)
{
    // The bill's draft names an amount for this year alone (L 77); what the law says is not known here.
    private const int YearOfTheDraft = 2026;

    public string PerPersonHint => Texts[Year == YearOfTheDraft ? "PerPerson_Hint2026" : "PerPerson_Hint"];

    protected override string Saved => Texts["Saved_Ceiling"];

    protected override Task<SpendingCeiling?> FindAsync(RegistryDb from, CancellationToken ct) =>
        from.SpendingCeilings.SingleOrDefaultAsync(c => c.DepartmentId == DepartmentId && c.Year == Year, ct);

    protected override SpendingCeiling Create() => new() { DepartmentId = DepartmentId, Year = Year };

    protected override long IdOf(SpendingCeiling entity) => entity.Id;

    protected override CeilingInput Read(SpendingCeiling entity) =>
        new()
        {
            PerPerson = new Kroner(entity.OrePerPerson),
            Persons = entity.Persons,
            Other = new Kroner(entity.OtherOre),
        };

    protected override void Write(SpendingCeiling entity) =>
        (entity.OrePerPerson, entity.Persons, entity.OtherOre) = (
            Input.PerPerson!.Value.Ore,
            Input.Persons!.Value,
            Input.Other!.Value.Ore
        );
}

/// <summary>A ceiling as it is typed.</summary>
[TextsFrom(typeof(BudgetText))]
public sealed class CeilingInput : YearInput
{
    [Display(Name = "PerPerson", Order = 1), Required]
    public Kroner? PerPerson { get; set; }

    [Display(Name = "Persons", Order = 2), Required, Range(1, 100_000)]
    public int? Persons { get; set; }

    [Display(Name = "Other", Order = 3), Required]
    public Kroner? Other { get; set; }
}
