using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Budget;

/// <summary>A department's budget of a year, and the saving that is asked of it.</summary>
public sealed class EditModel(RegistryDb db, Clock clock, IStringLocalizer<BudgetText> texts)
    : YearForm<Domain.Money.Budget, BudgetInput>(db, clock, texts)
{
    protected override string Saved => Texts["Saved_Budget"];

    protected override Task<Domain.Money.Budget?> FindAsync(RegistryDb from, CancellationToken ct) =>
        from.Budgets.SingleOrDefaultAsync(b => b.DepartmentId == DepartmentId && b.Year == Year, ct);

    protected override Domain.Money.Budget Create() => new() { DepartmentId = DepartmentId, Year = Year };

    protected override long IdOf(Domain.Money.Budget entity) => entity.Id;

    protected override BudgetInput Read(Domain.Money.Budget entity) =>
        new()
        {
            Internal = new Kroner(entity.InternalOre),
            External = new Kroner(entity.ExternalOre),
            Baseline = entity.BaselineOre is { } baseline ? new Kroner(baseline) : null,
            Saving = entity.SavingOre is { } saving ? new Kroner(saving) : null,
        };

    protected override void Write(Domain.Money.Budget entity)
    {
        (entity.InternalOre, entity.ExternalOre) = (Input.Internal!.Value.Ore, Input.External!.Value.Ore);
        (entity.BaselineOre, entity.SavingOre) = (Input.Baseline?.Ore, Input.Saving?.Ore);
    }

    protected override void Check()
    {
        if (Input.Saving is not { } saving)
        {
            return;
        }

        // What was typed and not understood is told already.
        if (Input.Baseline is null && ModelState["Input.Baseline"]?.Errors.Count is null or 0)
        {
            ModelState.AddModelError("Input.Baseline", Texts["Saving_NeedsBaseline"]);
        }

        if (saving.Ore > Input.Baseline?.Ore)
        {
            ModelState.AddModelError("Input.Saving", Texts["Saving_TooMuch"]);
        }
    }
}

/// <summary>A budget as it is typed.</summary>
[TextsFrom(typeof(BudgetText))]
public sealed class BudgetInput : YearInput
{
    [Display(Name = "Internal", Order = 1), Required]
    public Kroner? Internal { get; set; }

    [Display(Name = "External", Order = 2), Required]
    public Kroner? External { get; set; }

    [Display(Name = "Baseline", Order = 3)]
    public Kroner? Baseline { get; set; }

    [Display(Name = "Saving", Order = 4)]
    public Kroner? Saving { get; set; }
}
