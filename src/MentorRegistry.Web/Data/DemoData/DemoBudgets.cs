using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data.Budgets;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// The demo's budgets. Employment's of 2022, and the saving asked for from 2023, are those of one municipality's committee
/// paper; later years are invented. This year's are made from what the demo's own placements come to, so that whichever
/// day it is loaded three departments keep within theirs and one does not.
/// </summary>
internal static class DemoBudgets
{
    /// <summary>The department whose budget does not hold.</summary>
    public const string Over = DemoReference.Psychiatry;

    private const int YearOfTheCeiling = 2026;

    // The paper knows of no later year.
    private const int PaperLast = 2023;

    private const long AskedNow = 150_000_00;

    /// <summary>Adds them, when everything that costs is there.</summary>
    public static async Task AddToAsync(
        RegistryDb db,
        BudgetQuery query,
        DemoReference reference,
        int thisYear,
        CancellationToken ct
    )
    {
        var employment = reference.Department(DemoReference.Employment).Id;
        db.Budgets.AddRange(
            PastOf(employment).Where(budget => budget.Year <= PaperLast || budget.Year < thisYear)
        );
        foreach (var department in reference.Departments)
        {
            var forecast = await query.OfAsync(department.Id, thisYear, ct);
            var percent = department.Name == Over ? 94 : 106;
            var budget = Create(
                department.Id,
                thisYear,
                Share(forecast.Internal, percent),
                Share(forecast.External, percent)
            );
            if (department.Id == employment)
            {
                if (thisYear <= PaperLast)
                {
                    continue;
                }

                (budget.BaselineOre, budget.SavingOre) = (budget.TotalOre + AskedNow, AskedNow);
            }

            db.Budgets.Add(budget);
        }

        db.SpendingCeilings.Add(
            new SpendingCeiling
            {
                DepartmentId = employment,
                Year = YearOfTheCeiling,
                // The draft's amount (bill L 77); the persons and the rest are invented.
                OrePerPerson = 10_602_00,
                Persons = 920,
                OtherOre = 3_150_000_00,
            }
        );
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<Budget> PastOf(long departmentId)
    {
        yield return Create(departmentId, 2022, 4_580_000_00, 2_808_000_00);
        var saving = Create(departmentId, PaperLast, 3_420_000_00, 1_968_000_00);
        (saving.BaselineOre, saving.SavingOre) = (7_388_000_00, 2_000_000_00);
        yield return saving;
        yield return Create(departmentId, 2024, 3_350_000_00, 1_900_000_00);
        yield return Create(departmentId, 2025, 3_300_000_00, 1_850_000_00);
    }

    private static Budget Create(long departmentId, int year, long internalOre, long externalOre) =>
        new()
        {
            DepartmentId = departmentId,
            Year = year,
            InternalOre = internalOre,
            ExternalOre = externalOre,
        };

    // To whole ten thousands of kroner, as budgets are.
    private static long Share(BudgetFigures forecast, int percent) =>
        forecast.Forecast.Ore * percent / 100 / 10_000_00 * 10_000_00;
}
