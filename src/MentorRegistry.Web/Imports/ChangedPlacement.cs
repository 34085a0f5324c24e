using MentorRegistry.Web.Formatting;

namespace MentorRegistry.Web.Imports;

/// <summary>A placement that was loaded before and now comes with other values.</summary>
internal static class ChangedPlacement
{
    /// <summary>Each value that the row would change, as the screens write it.</summary>
    public static List<ImportChange> ChangesOf(
        RegisteredPlacement now,
        PlacementRow row,
        ReferenceData reference
    )
    {
        var changes = new List<ImportChange>();
        void Compare(ImportColumn column, long? from, long? to)
        {
            if (from != to)
            {
                changes.Add(
                    new(
                        row.Number,
                        row.SourceId,
                        column,
                        reference.Name(column, from),
                        reference.Name(column, to)
                    )
                );
            }
        }

        Compare(ImportColumn.Department, now.DepartmentId, row.DepartmentId);
        Compare(ImportColumn.TargetGroup, now.TargetGroupId, row.TargetGroupId);
        Compare(ImportColumn.Provider, now.ProviderId, row.ProviderId);
        Compare(ImportColumn.Mentor, now.MentorId, row.MentorId);
        Compare(ImportColumn.LegalBasis, now.LegalBasisId, row.LegalBasis!.Id);
        void CompareText(ImportColumn column, string from, string to)
        {
            if (from != to)
            {
                changes.Add(new(row.Number, row.SourceId, column, from, to));
            }
        }

        CompareText(ImportColumn.Start, Format.Date(now.First), Format.Date(row.Period.First));
        CompareText(ImportColumn.End, Format.Date(now.Last), Format.Date(row.Period.Last));
        CompareText(
            ImportColumn.HoursPerWeek,
            Format.Hours(now.MinutesPerWeek),
            Format.Hours(row.MinutesPerWeek)
        );
        // A file that says nothing of these leaves them as they are.
        if (row.Goal is { } goal)
        {
            CompareText(ImportColumn.Goal, now.Goal ?? "", goal);
        }

        if (row.MeasureIds.Count > 0)
        {
            string Names(IEnumerable<long> ids) =>
                string.Join(", ", ids.Order().Select(id => reference.Name(ImportColumn.Measures, id)));
            CompareText(ImportColumn.Measures, Names(now.MeasureIds), Names(row.MeasureIds));
        }

        if (row.OutcomeId is not null)
        {
            Compare(ImportColumn.Outcome, now.OutcomeId, row.OutcomeId);
        }

        return changes;
    }

    /// <summary>Refuses the row where somebody has decided otherwise here: then a person decides, never a file.</summary>
    public static void Judge(
        RegisteredPlacement now,
        PlacementRow row,
        List<ImportChange> changes,
        long? citizenId,
        IReadOnlySet<long>? departmentIds
    )
    {
        if (now.CitizenId != citizenId)
        {
            row.Refuse(ImportColumn.Cpr, ImportProblem.HasOtherCitizen);
            return;
        }

        if (changes.Count == 0)
        {
            return;
        }

        if (departmentIds?.Contains(now.DepartmentId) is false)
        {
            row.Refuse(ImportColumn.SourceId, ImportProblem.HasOtherDepartment);
        }

        if (now.IsCancelled)
        {
            row.Refuse(ImportColumn.SourceId, ImportProblem.CancelledHere);
        }

        var changesGrant = changes.Exists(change =>
            change.Column is ImportColumn.Start or ImportColumn.End or ImportColumn.HoursPerWeek
        );
        if (changesGrant && now.EndedOn is { } ended)
        {
            row.Refuse(ImportColumn.End, ImportProblem.EndedHere, Format.Date(ended));
        }

        if (changesGrant && now.GrantCount > 1)
        {
            row.Refuse(ImportColumn.End, ImportProblem.SeveralGrantsHere, Format.Number(now.GrantCount));
        }
    }
}
