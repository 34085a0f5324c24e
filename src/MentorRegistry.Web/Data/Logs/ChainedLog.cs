using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>A row of a log in which nothing can be altered, removed, added or moved without being found.</summary>
public interface IChained
{
    /// <summary>The running number: 1, 2, 3 … without gaps, given while the log's head is locked.</summary>
    long Id { get; set; }

    /// <summary>HMAC-SHA256 over the row's values and the hash of the row before (<see cref="LogLinks" />).</summary>
    byte[] Hash { get; set; }

    /// <summary>
    /// Where the row's content was erased: the HMAC of what stood there, which holds the chain, and a seal over it and
    /// what is left (<see cref="LogLinks.Erase" />). <c>null</c> = it stands as it was written.
    /// </summary>
    byte[]? Erased { get; set; }
}

/// <summary>A log whose rows are chained.</summary>
/// <param name="Name">Its name on the command line, in the event log and in texts. Part of every hash.</param>
/// <param name="Row">Its rows.</param>
public sealed record ChainedLog(string Name, Type Row)
{
    public static ChainedLog Lookups { get; } = new("lookup", typeof(LookupEntry));

    public static ChainedLog Audit { get; } = new("audit", typeof(AuditEntry));

    public static IReadOnlyList<ChainedLog> All { get; } = [Lookups, Audit];
}

/// <summary>
/// Where a log ends. Written in the transaction that writes the rows, and sealed with the key: whoever can write to
/// the database, but has not the key, cannot shorten the log and move its end.
/// </summary>
public sealed class LogHead
{
    public required string Log { get; set; }

    /// <summary>The number of the last row; 0 = no row.</summary>
    public long LastNumber { get; set; }

    public required byte[] LastHash { get; set; }

    /// <summary>Which key the chain was made with (<see cref="LogKey.Fingerprint" />).</summary>
    public required string KeyFingerprint { get; set; }

    /// <summary>When the chain was begun, UTC.</summary>
    public DateTime BegunUtc { get; set; }

    /// <summary>Rows that were there then. What happened to them before, the chain cannot tell.</summary>
    public long RowsAtBeginning { get; set; }

    /// <summary>HMAC-SHA256 over all of the above.</summary>
    public byte[] Seal { get; set; } = [];
}
