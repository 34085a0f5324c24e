using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>Writes the figures that municipalities are compared by, whether they are typed or come from a file.</summary>
public sealed class BenchmarkBook(RegistryDb db)
{
    public Task<List<BenchmarkFigure>> FiguresAsync(CancellationToken ct) =>
        db.BenchmarkFigures.AsNoTracking().ToListAsync(ct);

    public Task<List<BenchmarkPopulation>> PopulationsAsync(CancellationToken ct) =>
        db.BenchmarkPopulations.AsNoTracking().ToListAsync(ct);

    /// <summary>Makes the figures what is said, all of them in one save; <c>null</c> takes one away. The same twice changes nothing.</summary>
    /// <returns>How many were other before; -1 = somebody else wrote at the same time, and nothing is changed.</returns>
    public async Task<int> SaveAsync(
        IReadOnlyDictionary<(int Year, BenchmarkArea Area, BenchmarkKind Kind), long?> figures,
        IReadOnlyDictionary<(int Year, BenchmarkArea Area), int?> persons,
        CancellationToken ct
    )
    {
        var years = figures
            .Keys.Select(key => key.Year)
            .Concat(persons.Keys.Select(key => key.Year))
            .Distinct()
            .ToList();
        var stored = await db.BenchmarkFigures.Where(f => years.Contains(f.Year)).ToListAsync(ct);
        var people = await db.BenchmarkPopulations.Where(p => years.Contains(p.Year)).ToListAsync(ct);
        var changed = 0;
        foreach (var ((year, area, kind), thousands) in figures)
        {
            var figure = stored.Find(f => f.Year == year && f.Area == area && f.Kind == kind);
            if (figure?.ThousandKroner == thousands)
            {
                continue;
            }

            changed++;
            if (thousands is not { } amount)
            {
                db.Remove(figure!);
            }
            else if (figure is not null)
            {
                figure.ThousandKroner = amount;
            }
            else
            {
                db.BenchmarkFigures.Add(
                    new BenchmarkFigure
                    {
                        Year = year,
                        Area = area,
                        Kind = kind,
                        ThousandKroner = amount,
                    }
                );
            }
        }

        foreach (var ((year, area), number) in persons)
        {
            var population = people.Find(p => p.Year == year && p.Area == area);
            if (population?.Persons == number)
            {
                continue;
            }

            changed++;
            if (number is not { } count)
            {
                db.Remove(population!);
            }
            else if (population is not null)
            {
                population.Persons = count;
            }
            else
            {
                db.BenchmarkPopulations.Add(
                    new BenchmarkPopulation
                    {
                        Year = year,
                        Area = area,
                        Persons = count,
                    }
                );
            }
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return changed;
        }
        catch (DbUpdateException)
        {
            // Changed, or added, by somebody else between reading and saving.
            db.ChangeTracker.Clear();
            return -1;
        }
    }
}
