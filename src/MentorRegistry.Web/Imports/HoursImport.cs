using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Formatting;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// Loads hours from a file. Rows of one placement and the same week, or month, are added up first, and what they make
/// together takes the place of what is there: the same file twice changes nothing. Of the rows a few numbers are held in
/// memory until all are added up.
/// </summary>
public sealed class HoursImport(RegistryDb db, CurrentUser user, LookupLog lookups, Clock clock)
    : FileImport(db, user, lookups)
{
    private const int PlacementsAtOnce = 500;

    public override ImportLayout Layout => ImportLayout.Hours;

    protected override async Task PassAsync(
        CsvFile file,
        ImportReport report,
        bool writes,
        HashSet<long> told,
        CancellationToken ct
    )
    {
        if (writes)
        {
            // Whoever closes a month, or writes the same hours, waits here or has been waited for.
            await Db.LockLogAsync(ChainedLog.Audit, ct);
        }

        var hours = await AddUpAsync(file, report, told, ct);
        await using var bulk = new BulkHours(Db, User, clock);
        foreach (var batch in hours.GroupBy(h => h.PlacementId).Chunk(PlacementsAtOnce))
        {
            var together = batch.SelectMany(group => group).ToList();
            var context = await HoursContext.LoadAsync(
                Db,
                [.. batch.Select(group => group.Key)],
                new DatePeriod(
                    MonthWeeks.MonthOf(together.Min(h => h.Days.First)).First,
                    MonthWeeks.MonthOf(together.Max(h => h.Days.First)).Last
                ),
                ct
            );
            var errors = new List<ImportError>();
            var added = new List<HoursLine>();
            var changed = report.Changed;
            // What a month gets less is written first, so that hours moved from one week to another are not taken for more.
            foreach (
                var sum in together
                    .OrderByDescending(h => IsLess(h, context))
                    .ThenBy(h => h.Days.First)
                    .ThenBy(h => h.Row)
            )
            {
                Judge(sum, context, file, report, added, errors, told);
            }

            errors.OrderBy(error => error.Row).ToList().ForEach(report.Tell);
            if (writes && !report.HasErrors)
            {
                await bulk.AddAsync(added, ct);
                if (report.Changed > changed)
                {
                    await Db.SaveChangesAsync(ct);
                }
            }

            Db.ChangeTracker.Clear();
        }

        report.SortErrors();
    }

    private async Task<IReadOnlyCollection<HoursInFile>> AddUpAsync(
        CsvFile file,
        ImportReport report,
        HashSet<long> told,
        CancellationToken ct
    )
    {
        var reference = await ReferenceData.LoadAsync(Db, ct);
        var departmentIds = DepartmentIds;
        var hours = new Dictionary<(long PlacementId, DatePeriod Days), HoursInFile>();
        foreach (var batch in file.Rows().Chunk(BatchSize))
        {
            var rows = batch.Select(row => HoursRow.Read(file, row)).ToArray();
            var known = await HoursPlacements.LoadAsync(Db, rows, departmentIds, ct);
            foreach (var row in rows)
            {
                report.Rows++;
                if (row.Day > clock.Today)
                {
                    row.Refuse(ImportColumn.Day, ImportProblem.NotYet);
                }

                // Of a row that is wrong by itself nothing is said that the registry knows.
                if (row.Errors.Count == 0 && known.Find(row, reference, told) is { } placement)
                {
                    if (!hours.TryGetValue((placement.Id, row.Days), out var sum))
                    {
                        sum = new HoursInFile(placement.Id, row);
                        hours.Add((placement.Id, row.Days), sum);
                    }

                    sum.Add(row);
                }

                row.Errors.ForEach(report.Tell);
            }
        }

        return hours.Values;
    }

    private static bool IsLess(HoursInFile hours, HoursContext context) =>
        context.Line(hours.PlacementId, hours.Days) is { } line
        && hours.Amount.DeliveredMinutes <= line.DeliveredMinutes
        && hours.Amount.BillableMinutes <= line.BillableMinutes;

    private void Judge(
        HoursInFile hours,
        HoursContext context,
        CsvFile file,
        ImportReport report,
        List<HoursLine> added,
        List<ImportError> errors,
        HashSet<long> told
    )
    {
        void Refuse(ImportColumn column, ImportProblem problem, string value, string detail = "") =>
            errors.Add(new ImportError(hours.Row, column, file.Header(column), value, problem, detail));

        if (context.Placement(hours.PlacementId) is not { } placement)
        {
            Refuse(hours.By, ImportProblem.LostRace, hours.Who);
            return;
        }

        var line = context.Line(placement.Id, hours.Days);
        var before = line?.Amount;
        if (before == hours.Amount)
        {
            report.Same++;
            return;
        }

        told.Add(placement.CitizenId);
        var month = context.Month(placement, hours.Days.First);
        var check = HoursRules.Check(hours.Days, hours.Amount, month, clock.Today);
        foreach (var refusal in check.Refusals)
        {
            var (column, problem, value) = Told(refusal, hours);
            Refuse(column, problem, value, Detail(refusal, placement));
        }

        if (check.NeedsReason && !ReadableText.IsReason(hours.Reason))
        {
            Refuse(
                ImportColumn.Reason,
                ImportProblem.NeedsReason,
                Shown.Text(hours.Reason),
                $"{Format.Hours(check.MonthMinutes)}/{Format.Hours(month.GrantedMinutes)}"
            );
            return;
        }

        if (check.Refusals.Count > 0)
        {
            return;
        }

        var written = context.Write(
            placement,
            hours.Days,
            hours.Amount,
            hours.Reason.Length == 0 ? null : hours.Reason
        );
        if (before is { } was)
        {
            report.Changed++;
            TellChanges(hours, placement, was, report);
        }
        else
        {
            report.Added++;
            added.Add(written);
        }
    }

    private static void TellChanges(
        HoursInFile hours,
        HoursPlacement placement,
        HoursAmount was,
        ImportReport report
    )
    {
        var subject = $"{CitizenReference.Of(placement.CitizenId)}, {Days(hours.Days)}";
        void Compare(ImportColumn column, int from, int to, Func<int, string> shown)
        {
            if (from != to)
            {
                report.Tell(new ImportChange(hours.Row, subject, column, shown(from), shown(to)));
            }
        }

        Compare(
            ImportColumn.Delivered,
            was.DeliveredMinutes,
            hours.Amount.DeliveredMinutes,
            minutes => Format.Hours(minutes)
        );
        Compare(
            ImportColumn.Billable,
            was.BillableMinutes,
            hours.Amount.BillableMinutes,
            minutes => Format.Hours(minutes)
        );
        Compare(ImportColumn.NoShows, was.NoShows, hours.Amount.NoShows, number => Format.Number(number));
    }

    private static string Days(DatePeriod days) => $"{Format.Date(days.First)}–{Format.Date(days.Last)}";

    private static string Detail(HoursRefusal refusal, HoursPlacement placement) =>
        refusal == HoursRefusal.OutsidePlacement ? Days(placement.Period) : "";

    private static (ImportColumn Column, ImportProblem Problem, string Value) Told(
        HoursRefusal refusal,
        HoursInFile hours
    )
    {
        var (amount, when) = (hours.Amount, hours.ShownDays);
        var greater =
            amount.BillableMinutes > amount.DeliveredMinutes ? ImportColumn.Billable : ImportColumn.Delivered;
        var most = Format.Hours(Math.Max(amount.BillableMinutes, amount.DeliveredMinutes));
        return refusal switch
        {
            HoursRefusal.Negative => (greater, ImportProblem.HoursNegative, most),
            HoursRefusal.MoreThanTheDaysHave => (greater, ImportProblem.HoursMoreThanTheDaysHave, most),
            HoursRefusal.TooManyNoShows => (
                ImportColumn.NoShows,
                ImportProblem.TooManyNoShows,
                Format.Number(amount.NoShows)
            ),
            HoursRefusal.PlacementCancelled => (hours.By, ImportProblem.PlacementCancelled, hours.Who),
            HoursRefusal.MonthClosed => (hours.When, ImportProblem.MonthClosed, when),
            HoursRefusal.OutsidePlacement => (hours.When, ImportProblem.OutsidePlacement, when),
            HoursRefusal.NotYet => (hours.When, ImportProblem.NotYet, when),
            _ => (hours.When, ImportProblem.DaysTwice, when),
        };
    }

    /// <summary>What the rows of the file tell together of one placement's days.</summary>
    private sealed class HoursInFile(long placementId, HoursRow first)
    {
        private const int LongestReason = 500;

        // More is refused, however much more it is; sums stay small whatever a file holds.
        private const int Enough = 31 * 24 * 60;

        public long PlacementId { get; } = placementId;

        public DatePeriod Days { get; } = first.Days;

        /// <summary>The first of the rows.</summary>
        public int Row { get; } = first.Number;

        public ImportColumn By { get; } = first.By;

        public ImportColumn When { get; } = first.When;

        public string Who { get; } = first.ShownValue(first.By);

        public string ShownDays { get; } = first.ShownValue(first.When);

        public HoursAmount Amount { get; private set; }

        public string Reason { get; private set; } = "";

        public void Add(HoursRow row)
        {
            if (Math.Max(Math.Max(Amount.DeliveredMinutes, Amount.BillableMinutes), Amount.NoShows) <= Enough)
            {
                Amount += row.Amount;
            }

            if (row.Reason.Length == 0 || Reason.Contains(row.Reason, StringComparison.Ordinal))
            {
                return;
            }

            var both = Reason.Length == 0 ? row.Reason : $"{Reason}; {row.Reason}";
            if (both.Length > LongestReason)
            {
                row.Refuse(ImportColumn.Reason, ImportProblem.TooLong, Format.Number(LongestReason));
                return;
            }

            Reason = both;
        }
    }
}
