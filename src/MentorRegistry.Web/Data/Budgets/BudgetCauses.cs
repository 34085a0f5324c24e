using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MentorRegistry.Web.Data.Budgets;

/// <summary>What of a save the kept sums of budgets depend on.</summary>
internal sealed class BudgetCauses
{
    private readonly List<Placement> _added = [];
    private readonly HashSet<long> _ids = [];

    /// <summary>What the lines of hours that the save changes cost, taken away as they were and added as they become.</summary>
    public List<BudgetSum> Used { get; } = [];

    /// <summary>Departments that close a month, or open it again.</summary>
    public HashSet<long> Closing { get; } = [];

    /// <summary>Providers whose rates change.</summary>
    public HashSet<long> Priced { get; } = [];

    /// <summary>Departments that the save takes something from, or gives something to.</summary>
    public HashSet<long> Departments { get; } = [];

    public bool Any => _added.Count + _ids.Count + Closing.Count + Priced.Count > 0;

    public int Placements => _added.Count + _ids.Count;

    /// <summary>The placements that change and were there before the save.</summary>
    public long[] IdsBefore => [.. _ids];

    /// <summary>The placements that change; to be asked after the save, when all have numbers.</summary>
    public long[] Ids => [.. _ids.Union(_added.Select(placement => placement.Id))];

    /// <summary>What the save is about to change; to be asked before it.</summary>
    public static BudgetCauses Of(ChangeTracker tracker)
    {
        var causes = new BudgetCauses();
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            {
                causes.Add(entry);
            }
        }

        return causes;
    }

    private void Add(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case Placement placement when entry.State == EntityState.Added:
                _added.Add(placement);
                Departments.Add(placement.DepartmentId);
                break;
            case Placement placement when entry.State == EntityState.Deleted || ChangesCost(entry):
                _ids.Add(placement.Id);
                Departments.Add(placement.DepartmentId);
                Departments.Add((long)entry.Property(nameof(Placement.DepartmentId)).OriginalValue!);
                break;
            // One of a new placement comes with it.
            case Grant when (long)entry.Property(nameof(Grant.PlacementId)).CurrentValue! is > 0 and var id:
                _ids.Add(id);
                break;
            case HoursLine line:
                _ids.Add(line.PlacementId);
                if (entry.State != EntityState.Added)
                {
                    Used.Add(Cost(entry.OriginalValues, -1));
                }

                if (entry.State != EntityState.Deleted)
                {
                    Used.Add(Cost(entry.CurrentValues, 1));
                }

                Departments.UnionWith(Used.Select(sum => sum.DepartmentId));
                break;
            case HoursMonth month:
                Closing.Add(month.DepartmentId);
                break;
            case Rate:
                Priced.Add((long)entry.Property(nameof(Rate.ProviderId)).CurrentValue!);
                break;
        }
    }

    private static bool ChangesCost(EntityEntry placement) =>
        (
            (string[])
                [
                    nameof(Placement.DepartmentId),
                    nameof(Placement.ProviderId),
                    nameof(Placement.First),
                    nameof(Placement.Last),
                    nameof(Placement.IsCancelled),
                ]
        ).Any(name => placement.Property(name).IsModified);

    private static BudgetSum Cost(PropertyValues line, int sign)
    {
        var minutes = line.GetValue<int>(nameof(HoursLine.BillableMinutes));
        var cost = line.GetValue<long?>(nameof(HoursLine.CostOre));
        return new BudgetSum
        {
            DepartmentId = line.GetValue<long>(nameof(HoursLine.DepartmentId)),
            Month = MonthWeeks.MonthOf(line.GetValue<DateOnly>(nameof(HoursLine.First))).First,
            ProviderId = line.GetValue<long>(nameof(HoursLine.ProviderId)),
            UsedOre = sign * (cost ?? 0),
            UsedMinutes = cost is null ? 0 : sign * minutes,
            LinesWithoutPrice = cost is null && minutes > 0 ? sign : 0,
        };
    }
}
