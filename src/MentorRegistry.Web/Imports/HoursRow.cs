using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Imports;

/// <summary>Hours as a row tells them.</summary>
public sealed class HoursRow : ImportRow
{
    private const int LongestReason = 500;
    private const int MostDays = 31;
    private const int MostMinutes = MostDays * 24 * 60;

    private HoursRow(CsvFile file, CsvRow row)
        : base(file, row) { }

    /// <summary>The citizen's record number, where the row has a reference.</summary>
    public long? CitizenId { get; private set; }

    /// <summary>Which provider the placement has; empty = not told.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>Which mentor the placement has; empty = not told.</summary>
    public string Mentor { get; private set; } = "";

    /// <summary>The day on which it was; <c>null</c> = some time in the month.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>The week of the month that has the day, or the month.</summary>
    public DatePeriod Days { get; private set; }

    /// <summary>The hours.</summary>
    public HoursAmount Amount { get; private set; }

    /// <summary>Why more than is granted; empty = not told.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>By which column the row says which placement it is about.</summary>
    public ImportColumn By =>
        Cpr is not null ? ImportColumn.Cpr
        : CitizenId is not null ? ImportColumn.Reference
        : ImportColumn.SourceId;

    /// <summary>By which column it says when.</summary>
    public ImportColumn When => Day is null ? ImportColumn.Month : ImportColumn.Day;

    /// <summary>Reads a row.</summary>
    public static HoursRow Read(CsvFile file, CsvRow csv)
    {
        var row = new HoursRow(file, csv);
        if (!row.IsReadable())
        {
            return row;
        }

        row.ReadWho();
        row.ReadWhen();
        row.ReadAmount();
        row.Reason = row.TextOrNothing(ImportColumn.Reason, LongestReason);
        row.Errors.Sort((a, b) => Nullable.Compare(a.Column, b.Column));
        return row;
    }

    private void ReadWho()
    {
        var hasCitizen = !IsEmpty(ImportColumn.Cpr) || !IsEmpty(ImportColumn.Reference);
        if (!IsEmpty(ImportColumn.Cpr))
        {
            ReadCpr();
        }

        if (!IsEmpty(ImportColumn.Reference))
        {
            if (CitizenReference.TryParse(Value(ImportColumn.Reference), out var id))
            {
                CitizenId = id;
            }
            else
            {
                Refuse(ImportColumn.Reference, ImportProblem.NotAReference);
            }
        }

        ReadKey(mayBeEmpty: true);
        // The registry's own numbers mean other placements in another registry: there the citizen is asked for too.
        if (!hasCitizen && (!HasKey || SourceSystem == FileImport.OwnSystem) && Errors.Count == 0)
        {
            Refuse(ImportColumn.Cpr, ImportProblem.NobodyNamed);
        }

        Provider = Value(ImportColumn.Provider);
        Mentor = Value(ImportColumn.Mentor);
    }

    private void ReadWhen()
    {
        if (IsEmpty(ImportColumn.Day) && IsEmpty(ImportColumn.Month))
        {
            Refuse(ImportColumn.Day, ImportProblem.NoDay);
            return;
        }

        DatePeriod? month = null;
        if (!IsEmpty(ImportColumn.Month))
        {
            if (DanishMonth.TryParse(Value(ImportColumn.Month), out var read, out var problem))
            {
                month = Days = read;
            }
            else
            {
                Refuse(
                    ImportColumn.Month,
                    problem switch
                    {
                        DateProblem.TwoDigitYear => ImportProblem.DateTwoDigitYear,
                        DateProblem.OutOfRange => ImportProblem.DateOutOfRange,
                        _ => ImportProblem.NotAMonth,
                    }
                );
            }
        }

        if (!IsEmpty(ImportColumn.Day) && ReadDay(ImportColumn.Day) is { } day)
        {
            Day = day;
            Days = MonthWeeks.WeekOf(day);
            if (month?.Contains(day) is false)
            {
                Refuse(ImportColumn.Day, ImportProblem.DayOfOtherMonth);
            }
        }
    }

    private void ReadAmount()
    {
        var mostMinutes = Day is null ? MostMinutes : WeeklyHours.MinutesInAWeek;
        var isAlone = IsEmpty(ImportColumn.Billable) && IsEmpty(ImportColumn.NoShows);
        // Whoever came to a closed door alone has no hours to tell of.
        var delivered =
            IsEmpty(ImportColumn.Delivered) && !isAlone
                ? 0
                : ReadHours(ImportColumn.Delivered, mostMinutes, ImportProblem.HoursMoreThanTheDaysHave);
        var billable = IsEmpty(ImportColumn.Billable)
            ? delivered
            : ReadHours(ImportColumn.Billable, mostMinutes, ImportProblem.HoursMoreThanTheDaysHave);
        Amount = new HoursAmount(delivered, billable, ReadNoShows());
    }

    private int ReadNoShows()
    {
        if (IsEmpty(ImportColumn.NoShows))
        {
            return 0;
        }

        if (
            !int.TryParse(
                Value(ImportColumn.NoShows),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var noShows
            )
        )
        {
            Refuse(ImportColumn.NoShows, ImportProblem.NotAWholeNumber);
        }
        else if (noShows > MostDays * HoursRules.MostNoShowsADay)
        {
            Refuse(ImportColumn.NoShows, ImportProblem.TooManyNoShows);
        }

        return noShows;
    }
}
