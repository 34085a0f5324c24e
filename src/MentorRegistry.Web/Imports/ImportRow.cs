using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Imports;

/// <summary>A row as it is understood, with everything that is wrong with its own values.</summary>
public abstract class ImportRow(CsvFile file, CsvRow row)
{
    private const int LongestSystem = 50;
    private const int LongestId = 100;

    public int Number => row.Number;

    public List<ImportError> Errors { get; } = [];

    /// <summary>What follows has a meaning only where the values could be read; with no errors all of it has.</summary>
    public CprNumber? Cpr { get; private set; }

    public string SourceSystem { get; private set; } = "";

    public string SourceId { get; private set; } = "";

    public bool HasKey => SourceSystem.Length > 0 && SourceId.Length > 0;

    /// <summary>Notes what is wrong with a value of this row.</summary>
    public void Refuse(ImportColumn? column, ImportProblem problem, string detail = "") =>
        Errors.Add(
            column is { } c
                ? new ImportError(Number, c, file.Header(c), ShownValue(c), problem, detail)
                : new ImportError(Number, null, null, "", problem, detail)
        );

    /// <summary>What the file calls the column.</summary>
    public string Header(ImportColumn column) => file.Header(column);

    /// <summary>What stands there.</summary>
    protected string Value(ImportColumn column) => row[column];

    /// <summary>What stands there, as it may be shown.</summary>
    public string ShownValue(ImportColumn column) =>
        column == ImportColumn.Cpr ? Shown.Cpr(row[column]) : Shown.Text(row[column]);

    /// <summary>Refuses a row of which it cannot be trusted which value stands in which column.</summary>
    protected bool IsReadable()
    {
        if (row.Problem is { } problem)
        {
            Refuse(null, problem, row.Detail);
        }

        return row.Problem is null;
    }

    protected void ReadCpr()
    {
        if (CprNumber.TryParse(row[ImportColumn.Cpr], out var cpr, out var problem, restoreLeadingZero: true))
        {
            Cpr = cpr;
            return;
        }

        Refuse(
            ImportColumn.Cpr,
            problem switch
            {
                CprProblem.Missing => ImportProblem.Empty,
                CprProblem.NotDigits => ImportProblem.CprNotDigits,
                CprProblem.NoSuchDate => ImportProblem.CprNoSuchDate,
                _ => ImportProblem.CprNotTenDigits,
            }
        );
    }

    protected void ReadKey(bool mayBeEmpty = false)
    {
        string Read(ImportColumn column, int longest) =>
            mayBeEmpty ? TextOrNothing(column, longest) : Text(column, longest);
        SourceSystem = Read(ImportColumn.SourceSystem, LongestSystem);
        SourceId = Read(ImportColumn.SourceId, LongestId);
    }

    protected DateOnly? ReadDay(ImportColumn column)
    {
        if (DanishDate.TryParse(row[column], out var day, out var problem))
        {
            // A person who types 02/01/2026 sees which day it became; in a file it may be the 1st of February.
            if (!row[column].Contains('/', StringComparison.Ordinal))
            {
                return day;
            }

            Refuse(column, ImportProblem.DateWithSlashes);
            return null;
        }

        Refuse(
            column,
            problem switch
            {
                DateProblem.Empty => ImportProblem.Empty,
                DateProblem.TwoDigitYear => ImportProblem.DateTwoDigitYear,
                DateProblem.NoSuchDay => ImportProblem.DateNoSuchDay,
                DateProblem.OutOfRange => ImportProblem.DateOutOfRange,
                _ => ImportProblem.DateNotADate,
            }
        );
        return null;
    }

    /// <summary>Hours in minutes; 0 with an error where they cannot be read.</summary>
    protected int ReadHours(ImportColumn column, int mostMinutes, ImportProblem ofMore)
    {
        if (WeeklyHours.TryParse(row[column], mostMinutes, out var minutes, out var problem))
        {
            return minutes;
        }

        Refuse(
            column,
            problem switch
            {
                HoursProblem.Empty => ImportProblem.Empty,
                HoursProblem.Negative => ImportProblem.HoursNegative,
                HoursProblem.SeveralSeparators => ImportProblem.HoursSeveralSeparators,
                HoursProblem.TooManyDecimals => ImportProblem.HoursTooManyDecimals,
                HoursProblem.MoreThanAWeek => ofMore,
                _ => ImportProblem.HoursNotANumber,
            }
        );
        return 0;
    }

    protected bool Has(ImportColumn column, out string value)
    {
        value = row[column];
        var isThere = !IsEmpty(column);
        if (!isThere)
        {
            Refuse(column, ImportProblem.Empty);
        }

        return isThere;
    }

    public bool IsEmpty(ImportColumn column) => ReadableText.ShowsNothing(row[column]);

    protected string TextOrNothing(ImportColumn column, int longest) =>
        IsEmpty(column) ? "" : Text(column, longest);

    protected string Text(ImportColumn column, int longest)
    {
        if (!Has(column, out var value))
        {
            return "";
        }

        if (value.Length > longest)
        {
            Refuse(column, ImportProblem.TooLong, longest.ToString(CultureInfo.InvariantCulture));
            return "";
        }

        if (!PlainText.IsPlain(value))
        {
            Refuse(column, ImportProblem.ControlCharacters);
            return "";
        }

        if (value.Contains('\uFFFD', StringComparison.Ordinal))
        {
            Refuse(column, ImportProblem.DamagedLetters);
            return "";
        }

        return value;
    }
}
