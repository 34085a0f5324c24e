namespace MentorRegistry.Web.Data.Logs;

public enum LogFaultKind
{
    /// <summary>Values, the number or the hash are not what was written.</summary>
    Altered,

    /// <summary>Rows are gone, with rows left behind them.</summary>
    Missing,

    /// <summary>Rows that the program did not write.</summary>
    Inserted,

    /// <summary>Two rows have changed places.</summary>
    Swapped,

    /// <summary>The last rows are gone.</summary>
    CutOff,

    /// <summary>The head is gone: nobody knows where the log ended.</summary>
    HeadMissing,

    /// <summary>The head is not what was written.</summary>
    HeadAltered,

    /// <summary>The log is whole in itself, but ends before a row that was there at an earlier check.</summary>
    OlderCopy,

    /// <summary>The log is whole in itself, but a row is another than at an earlier check.</summary>
    OtherCopy,

    /// <summary>
    /// What the log is read from is not the table that the registry made: a view or another table stands in its place, or
    /// a trigger, a rule or row security works on it.
    /// </summary>
    TableAltered,

    /// <summary>An index is not as the registry made it, or does not agree with the rows: pages may miss some.</summary>
    IndexAltered,

    /// <summary>The check itself broke off: whether the log is whole is not known.</summary>
    NotVerified,
}

/// <summary>What is wrong with a log, and in which rows; both numbers are 0 where it is no row.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="First">The first row.</param>
/// <param name="Last">The last row.</param>
/// <param name="About">What it is about where it is no row: the index, the trigger.</param>
public sealed record LogFault(LogFaultKind Kind, long First, long Last, string? About = null);

/// <summary>What a check of a log found.</summary>
/// <param name="Log">The log.</param>
/// <param name="Rows">The rows that were read.</param>
/// <param name="Faults">What is wrong, by row; not more than the first of very many.</param>
/// <param name="HasMoreFaults">Whether there were more.</param>
/// <param name="Head">The head at the time, if there is one and it is what the program wrote.</param>
public sealed record LogReport(
    ChainedLog Log,
    long Rows,
    IReadOnlyList<LogFault> Faults,
    bool HasMoreFaults,
    LogHead? Head
)
{
    public bool IsWhole => Faults.Count == 0;
}
