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

/// <summary>A placement as a row tells it.</summary>
public sealed class PlacementRow : ImportRow
{
    private const int LongestName = 200;

    private PlacementRow(CsvFile file, CsvRow row)
        : base(file, row) { }

    public string Name { get; private set; } = "";

    public long DepartmentId { get; private set; }

    public long TargetGroupId { get; private set; }

    public long ProviderId { get; private set; }

    public long? MentorId { get; private set; }

    public LegalBasis? LegalBasis { get; private set; }

    public DatePeriod Period { get; private set; }

    public int MinutesPerWeek { get; private set; }

    /// <summary>What the file says to be reached; <c>null</c> = nothing, and what the registry has stays.</summary>
    public string? Goal { get; private set; }

    /// <summary>Other measures at the same time, the lowest number first; empty = the file says nothing.</summary>
    public IReadOnlyList<long> MeasureIds { get; private set; } = [];

    /// <summary>What came of it; <c>null</c> = the file says nothing.</summary>
    public long? OutcomeId { get; private set; }

    public MentorKey Mentor => MentorKey.Of(ProviderId, MentorId);

    /// <summary>Of everything that the placement takes from the row. The first 8 bytes of a SHA-256.</summary>
    public long Fingerprint()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Cpr!.Digits}|{DepartmentId}|{TargetGroupId}|{ProviderId}|{MentorId}|{LegalBasis!.Id}|{Period}|{MinutesPerWeek}"
        );
        // Nothing more where the file has none of these, so that what was loaded before they could be is the same still.
        if (Goal is not null || MeasureIds.Count > 0 || OutcomeId is not null)
        {
            text += string.Create(
                CultureInfo.InvariantCulture,
                $"|{Goal}|{string.Join(',', MeasureIds)}|{OutcomeId}"
            );
        }

        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What is worth knowing of this row, at the column that it is about.</summary>
    public ImportWarning Warn(PlacementWarning warning)
    {
        var column = warning switch
        {
            PlacementWarning.Overlaps or PlacementWarning.Elsewhere => ImportColumn.Cpr,
            PlacementWarning.LongerThanLegalBasis => ImportColumn.End,
            _ => MentorId is null ? ImportColumn.Provider : ImportColumn.Mentor,
        };
        return new ImportWarning(Number, SourceId, column, Header(column), ShownValue(column), warning);
    }

    /// <summary>Reads a row; <paramref name="departmentIds"/> = those that the sender may load (<c>null</c> = all).</summary>
    public static PlacementRow Read(
        CsvFile file,
        CsvRow csv,
        ReferenceData reference,
        IReadOnlySet<long>? departmentIds,
        DateOnly today
    )
    {
        var row = new PlacementRow(file, csv);
        if (!row.IsReadable())
        {
            return row;
        }

        row.ReadCpr();
        row.Name = row.Text(ImportColumn.Name, LongestName);
        row.ReadPeriod();
        row.ReadHoursPerWeek();
        row.ReadReferences(reference, departmentIds);
        row.ReadEffect(reference, today);
        row.ReadKey();
        row.Errors.Sort((a, b) => Nullable.Compare(a.Column, b.Column));
        return row;
    }

    private void ReadPeriod()
    {
        var first = ReadDay(ImportColumn.Start);
        var last = Value(ImportColumn.End).Length == 0 ? DateOnly.MaxValue : ReadDay(ImportColumn.End);
        if (first is null || last is null)
        {
            return;
        }

        if (last < first)
        {
            Refuse(ImportColumn.End, ImportProblem.EndBeforeStart, Value(ImportColumn.Start));
            return;
        }

        Period = new DatePeriod(first.Value, last);
    }

    private void ReadHoursPerWeek()
    {
        MinutesPerWeek = ReadHours(
            ImportColumn.HoursPerWeek,
            WeeklyHours.MinutesInAWeek,
            ImportProblem.HoursMoreThanAWeek
        );
        if (
            Errors.TrueForAll(error => error.Column != ImportColumn.HoursPerWeek)
            && MinutesPerWeek < Grant.FewestMinutesPerWeek
        )
        {
            Refuse(ImportColumn.HoursPerWeek, ImportProblem.HoursTooFew);
        }
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
            if (provider is not null && Value(ImportColumn.Mentor) is { Length: > 0 } mentorName)
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

    private void ReadEffect(ReferenceData reference, DateOnly today)
    {
        Goal = TextOrNothing(ImportColumn.Goal, Placement.LongestGoal) is { Length: > 0 } goal ? goal : null;
        var (measures, unknown) = reference.Measures(Value(ImportColumn.Measures));
        MeasureIds = [.. measures.Select(measure => measure.Id).Distinct().Order()];
        if (unknown.Count > 0)
        {
            Refuse(
                ImportColumn.Measures,
                ImportProblem.MeasureUnknown,
                Shown.Text(string.Join(", ", unknown))
            );
        }

        foreach (var measure in measures)
        {
            Judge(ImportColumn.Measures, measure, ImportProblem.MeasureUnknown);
        }

        if (IsEmpty(ImportColumn.Outcome))
        {
            return;
        }

        var outcome = reference.Outcome(Value(ImportColumn.Outcome));
        OutcomeId = outcome?.Id;
        // It is told of the end: in use on that day, and the day is over.
        if (outcome is null)
        {
            Refuse(ImportColumn.Outcome, ImportProblem.OutcomeUnknown);
        }
        else if (Period != default && (Period.Last is not { } ended || ended >= today))
        {
            Refuse(ImportColumn.Outcome, ImportProblem.OutcomeNotEnded);
        }
        else if (Period.Last is { } last && !outcome.IsValidOn(last))
        {
            Refuse(ImportColumn.Outcome, ImportProblem.OutcomeNotInUse, Validity(outcome));
        }
    }

    private void Judge(ImportColumn column, IDated? found, ImportProblem unknown, string detail = "")
    {
        if (found is null)
        {
            Refuse(column, unknown, Shown.Text(detail));
        }
        else if (Period != default && !found.IsValidOn(Period.First))
        {
            Refuse(column, ImportProblem.NotInUse, Validity(found));
        }
    }

    private static string Validity(IDated dated) =>
        $"{Format.Date(dated.ValidFrom)}–{Format.Date(dated.ValidTo)}";

    private void JudgeDepartment(ImportColumn column, long? of, ReferenceData reference)
    {
        if (of is { } id && DepartmentId != 0 && id != DepartmentId)
        {
            Refuse(column, ImportProblem.OfOtherDepartment, reference.Name(ImportColumn.Department, id));
        }
    }
}
