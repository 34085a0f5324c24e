using System.Text.RegularExpressions;

namespace MentorRegistry.Web.Imports;

/// <summary>What can be wrong with a file or a row. The sentences are in ImportsText, as Problem_{name}.</summary>
public enum ImportProblem
{
    // The file
    FileEmpty,
    FileWithoutRows,
    FileIsWorkbook,
    FileIsUtf16,
    FileIsNotText,
    WorkbookTooLarge,
    WorkbookUnreadable,
    ColumnMissing,
    ColumnTwice,
    LostRace,

    // The row as a whole
    FieldCount,
    RowTooLong,
    Quotes,

    // One value
    Empty,
    TooLong,
    ControlCharacters,
    DamagedLetters,
    CprNotDigits,
    CprNotTenDigits,
    CprNoSuchDate,
    DateNotADate,
    DateTwoDigitYear,
    DateNoSuchDay,
    DateOutOfRange,
    DateWithSlashes,
    EndBeforeStart,
    HoursNotANumber,
    HoursNegative,
    HoursSeveralSeparators,
    HoursTooManyDecimals,
    HoursMoreThanAWeek,
    HoursTooFew,
    DepartmentUnknown,
    TargetGroupUnknown,
    ProviderUnknown,
    MentorUnknown,
    LegalBasisUnknown,
    MeasureUnknown,
    OutcomeUnknown,
    OutcomeNotEnded,
    OutcomeNotInUse,
    NotInUse,
    OfOtherDepartment,
    NotYourDepartment,
    NotAReference,
    NobodyNamed,
    NoDay,
    NotAMonth,
    DayOfOtherMonth,
    HoursMoreThanTheDaysHave,
    NotAWholeNumber,
    TooManyNoShows,

    // The row among the others, and beside what the registry has
    SourceIdTwice,
    SecondNameInFile,
    OtherNameInRegistry,
    HasOtherCitizen,
    HasOtherDepartment,
    CancelledHere,
    EndedHere,
    SeveralGrantsHere,
    NoPlacement,
    NoPlacementWith,
    SeveralPlacements,
    OutsidePlacement,
    PlacementCancelled,
    NotYet,
    MonthClosed,
    DaysTwice,
    NeedsReason,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Row">The row as a spreadsheet counts, the headers being row 1; 0 = the file as a whole.</param>
/// <param name="Column">Which column; <c>null</c> = the row or file as a whole.</param>
/// <param name="Header">What the file calls the column.</param>
/// <param name="Value">What stands there, CPR numbers cut short.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Detail">What the sentence names, for example the known departments.</param>
public sealed record ImportError(
    int Row,
    ImportColumn? Column,
    string? Header,
    string Value,
    ImportProblem Problem,
    string Detail = ""
);

/// <summary>Values as they may be shown: never a whole CPR number, and never a novel.</summary>
public static partial class Shown
{
    private const int Longest = 80;

    /// <summary>Anything that looks like a CPR number keeps its first six digits.</summary>
    public static string Text(string value) =>
        Cut(CprLike().Replace(value, match => match.Value[..6] + "-XXXX"));

    /// <summary>What stands where a CPR number should: its first six characters, whatever they are.</summary>
    public static string Cpr(string value) => value.Length <= 6 ? value : value[..6] + "…";

    private static string Cut(string value) => value.Length <= Longest ? value : value[..Longest] + "…";

    [GeneratedRegex("[0-9]{6}[- ]?[0-9]{4}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CprLike();
}
