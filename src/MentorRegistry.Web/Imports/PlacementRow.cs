using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Imports;

/// <summary>A row as it is understood, with everything that is wrong with its own values.</summary>
public sealed class PlacementRow
{
    private const int LongestName = 200;
    private const int LongestSystem = 50;
    private const int LongestId = 100;

    private readonly CsvFile _file;
    private readonly CsvRow _row;

    private PlacementRow(CsvFile file, CsvRow row)
    {
        _file = file;
        _row = row;
    }

    public int Number => _row.Number;

    public List<ImportError> Errors { get; } = [];

    /// <summary>What follows has a meaning only where the values could be read; with no errors all of it has.</summary>
    public CprNumber? Cpr { get; private set; }

    public string Name { get; private set; } = "";

    public long DepartmentId { get; private set; }

    public long TargetGroupId { get; private set; }

    public long ProviderId { get; private set; }

    public long? MentorId { get; private set; }

    public LegalBasis? LegalBasis { get; private set; }

    public DatePeriod Period { get; private set; }

    public int MinutesPerWeek { get; private set; }

    public string SourceSystem { get; private set; } = "";

    public string SourceId { get; private set; } = "";

    public bool HasKey => SourceSystem.Length > 0 && SourceId.Length > 0;

    public MentorKey Mentor => MentorKey.Of(ProviderId, MentorId);

    /// <summary>Of everything that the placement takes from the row. The first 8 bytes of a SHA-256.</summary>
    public long Fingerprint()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Cpr!.Digits}|{DepartmentId}|{TargetGroupId}|{ProviderId}|{MentorId}|{LegalBasis!.Id}|{Period}|{MinutesPerWeek}"
        );
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Notes what is wrong with a value of this row.</summary>
    public void Refuse(ImportColumn? column, ImportProblem problem, string detail = "") =>
        Errors.Add(
            column is { } c
                ? new ImportError(Number, c, _file.Header(c), ShownValue(c), problem, detail)
                : new ImportError(Number, null, null, "", problem, detail)
        );

    /// <summary>What is worth knowing of this row, at the column that it is about.</summary>
    public ImportWarning Warn(PlacementWarning warning)
    {
        var column = warning switch
        {
            PlacementWarning.Overlaps or PlacementWarning.Elsewhere => ImportColumn.Cpr,
            PlacementWarning.LongerThanLegalBasis => ImportColumn.End,
            _ => MentorId is null ? ImportColumn.Provider : ImportColumn.Mentor,
        };
        return new ImportWarning(Number, SourceId, column, _file.Header(column), ShownValue(column), warning);
    }

    private string ShownValue(ImportColumn column) =>
        column == ImportColumn.Cpr ? Shown.Cpr(_row[column]) : Shown.Text(_row[column]);

    /// <summary>Reads a row; <paramref name="departmentIds"/> = those that the sender may load (<c>null</c> = all).</summary>
    public static PlacementRow Read(
        CsvFile file,
        CsvRow csv,
        ReferenceData reference,
        IReadOnlySet<long>? departmentIds
    )
    {
        var row = new PlacementRow(file, csv);
        if (csv.Problem is { } problem)
        {
            // Which value stands in which column cannot be trusted.
            row.Refuse(null, problem, csv.Detail);
            return row;
        }

        row.ReadCpr();
        row.Name = row.Text(ImportColumn.Name, LongestName);
        row.ReadPeriod();
        row.ReadHours();
        row.ReadReferences(reference, departmentIds);
        row.SourceSystem = row.Text(ImportColumn.SourceSystem, LongestSystem);
        row.SourceId = row.Text(ImportColumn.SourceId, LongestId);
        row.Errors.Sort((a, b) => Nullable.Compare(a.Column, b.Column));
        return row;
    }

    private void ReadCpr()
    {
        if (
            CprNumber.TryParse(_row[ImportColumn.Cpr], out var cpr, out var problem, restoreLeadingZero: true)
        )
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

    private void ReadPeriod()
    {
        var first = Day(ImportColumn.Start);
        var last = _row[ImportColumn.End].Length == 0 ? DateOnly.MaxValue : Day(ImportColumn.End);
        if (first is null || last is null)
        {
            return;
        }

        if (last < first)
        {
            Refuse(ImportColumn.End, ImportProblem.EndBeforeStart, _row[ImportColumn.Start]);
            return;
        }

        Period = new DatePeriod(first.Value, last);
    }

    private DateOnly? Day(ImportColumn column)
    {
        if (DanishDate.TryParse(_row[column], out var day, out var problem))
        {
            // A person who types 02/01/2026 sees which day it became; in a file it may be the 1st of February.
            if (!_row[column].Contains('/', StringComparison.Ordinal))
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

    private void ReadHours()
    {
        if (!WeeklyHours.TryParse(_row[ImportColumn.HoursPerWeek], out var hours, out var problem))
        {
            Refuse(
                ImportColumn.HoursPerWeek,
                problem switch
                {
                    HoursProblem.Empty => ImportProblem.Empty,
                    HoursProblem.Negative => ImportProblem.HoursNegative,
                    HoursProblem.SeveralSeparators => ImportProblem.HoursSeveralSeparators,
                    HoursProblem.TooManyDecimals => ImportProblem.HoursTooManyDecimals,
                    HoursProblem.MoreThanAWeek => ImportProblem.HoursMoreThanAWeek,
                    _ => ImportProblem.HoursNotANumber,
                }
            );
        }
        else if (hours.Minutes < Grant.FewestMinutesPerWeek)
        {
            Refuse(ImportColumn.HoursPerWeek, ImportProblem.HoursTooFew);
        }

        MinutesPerWeek = hours.Minutes;
    }

    private void ReadReferences(ReferenceData reference, IReadOnlySet<long>? departmentIds)
    {
        if (Has(ImportColumn.Department, out var name))
        {
            var department = reference.Department(name);
            DepartmentId = department?.Id ?? 0;
            Judge(
                ImportColumn.Department,
                department,
                ImportProblem.DepartmentUnknown,
                reference.DepartmentNames
            );
            if (department is not null && departmentIds?.Contains(department.Id) is false)
            {
                Refuse(ImportColumn.Department, ImportProblem.NotYourDepartment);
            }
        }

        if (Has(ImportColumn.TargetGroup, out name))
        {
            var group = reference.TargetGroup(name);
            TargetGroupId = group?.Id ?? 0;
            Judge(ImportColumn.TargetGroup, group, ImportProblem.TargetGroupUnknown);
            JudgeDepartment(ImportColumn.TargetGroup, group?.DepartmentId, reference);
        }

        if (Has(ImportColumn.Provider, out name))
        {
            var provider = reference.Provider(name);
            ProviderId = provider?.Id ?? 0;
            Judge(ImportColumn.Provider, provider, ImportProblem.ProviderUnknown);
            if (provider is not null && _row[ImportColumn.Mentor] is { Length: > 0 } mentorName)
            {
                var mentor = reference.Mentor(provider.Id, mentorName);
                MentorId = mentor?.Id;
                Judge(ImportColumn.Mentor, mentor, ImportProblem.MentorUnknown, provider.Name);
            }
        }

        if (Has(ImportColumn.LegalBasis, out name))
        {
            LegalBasis = reference.LegalBasis(name);
            Judge(ImportColumn.LegalBasis, LegalBasis, ImportProblem.LegalBasisUnknown);
            JudgeDepartment(ImportColumn.LegalBasis, LegalBasis?.DepartmentId, reference);
        }
    }

    private bool Has(ImportColumn column, out string value)
    {
        value = _row[column];
        var isThere = !ReadableText.ShowsNothing(value);
        if (!isThere)
        {
            Refuse(column, ImportProblem.Empty);
        }

        return isThere;
    }

    private void Judge(ImportColumn column, IDated? found, ImportProblem unknown, string detail = "")
    {
        if (found is null)
        {
            Refuse(column, unknown, Shown.Text(detail));
        }
        else if (Period != default && !found.IsValidOn(Period.First))
        {
            Refuse(
                column,
                ImportProblem.NotInUse,
                $"{Format.Date(found.ValidFrom)}–{Format.Date(found.ValidTo)}"
            );
        }
    }

    private void JudgeDepartment(ImportColumn column, long? of, ReferenceData reference)
    {
        if (of is { } id && DepartmentId != 0 && id != DepartmentId)
        {
            Refuse(column, ImportProblem.OfOtherDepartment, reference.Name(ImportColumn.Department, id));
        }
    }

    private string Text(ImportColumn column, int longest)
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
