using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Web.Imports;

/// <summary>One value that a row changes.</summary>
/// <param name="Row">The row as a spreadsheet counts.</param>
/// <param name="Subject">What it changes: a placement's id in its own system, or whose hours of which days.</param>
/// <param name="Column">Which value.</param>
/// <param name="From">As it is, as the screens write it.</param>
/// <param name="To">As it becomes.</param>
public sealed record ImportChange(int Row, string Subject, ImportColumn Column, string From, string To);

/// <summary>Something that the person should know before confirming; it refuses nothing.</summary>
/// <param name="Row">The row as a spreadsheet counts.</param>
/// <param name="SourceId">The placement's id in its own system.</param>
/// <param name="Column">Which column it is about: an overlap is about the citizen.</param>
/// <param name="Header">What the file calls the column.</param>
/// <param name="Value">What stands there, CPR numbers cut short.</param>
/// <param name="Warning">What is warned of.</param>
public sealed record ImportWarning(
    int Row,
    string SourceId,
    ImportColumn Column,
    string? Header,
    string Value,
    PlacementWarning Warning
);

/// <summary>What a file means for the registry. Only the first of each are kept, so that memory stays flat.</summary>
public sealed class ImportReport(
    string fileName,
    Action<ImportError>? onError = null,
    Action<ImportWarning>? onWarning = null
)
{
    /// <summary>How many errors, changes and warnings are kept to be shown.</summary>
    public const int Kept = 200;

    private readonly IncrementalHash _changes = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public string FileName { get; } = fileName;

    public int Rows { get; set; }

    public int Added { get; set; }

    /// <summary>Of the added ones, those whose citizen is new too.</summary>
    public int NewCitizens { get; set; }

    public int Changed { get; set; }

    public int Same { get; set; }

    public int ErrorCount { get; private set; }

    public List<ImportError> Errors { get; } = [];

    public List<ImportChange> Changes { get; } = [];

    public int WarningCount { get; private set; }

    public int OverlapCount { get; private set; }

    public List<ImportWarning> Warnings { get; } = [];

    /// <summary>Headers that the registry has no use for.</summary>
    public IReadOnlyList<string> IgnoredHeaders { get; set; } = [];

    /// <summary>Whether it was written.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>Whether somebody else had loaded the same file before it could be written.</summary>
    public bool WasDoneMeanwhile { get; set; }

    public bool HasErrors => ErrorCount > 0;

    /// <summary>Whether loading would write anything.</summary>
    public bool ChangesSomething => Added + Changed > 0;

    public void Tell(ImportError error)
    {
        ErrorCount++;
        onError?.Invoke(error);
        if (Errors.Count < Kept)
        {
            Errors.Add(error);
        }
    }

    /// <summary>Puts the errors that are kept in order of their rows, where they were found in another.</summary>
    public void SortErrors()
    {
        var sorted = Errors.OrderBy(error => error.Row).ToList();
        Errors.Clear();
        Errors.AddRange(sorted);
    }

    /// <summary>
    /// What loading does, told in short: a yes is to this and to no other. What somebody writes between the look and the yes
    /// makes it another.
    /// </summary>
    public string Effect =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Added}/{Changed}/{Same}/{Convert.ToHexString(_changes.GetCurrentHash())}"
        );

    public void Tell(ImportChange change)
    {
        _changes.AppendData(Encoding.UTF8.GetBytes($"{change}\n"));
        if (Changes.Count < Kept)
        {
            Changes.Add(change);
        }
    }

    public void Tell(ImportWarning warning)
    {
        WarningCount++;
        onWarning?.Invoke(warning);
        OverlapCount += warning.Warning is PlacementWarning.Overlaps ? 1 : 0;
        if (Warnings.Count < Kept)
        {
            Warnings.Add(warning);
        }
    }
}
