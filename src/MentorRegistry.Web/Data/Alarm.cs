using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

public enum AlarmKind
{
    LogAltered,
    LogMissing,
    LogInserted,
    LogSwapped,
    LogCutOff,
    LogHeadMissing,
    LogHeadAltered,
    LogOlderCopy,
    LogOtherCopy,
    LogTableAltered,
    LogIndexAltered,

    /// <summary>An administrator chained the log anew: faults from before cannot be found any more.</summary>
    LogRestarted,

    /// <summary>Somebody was made one who oversees.</summary>
    AuditorRoleGiven,

    /// <summary>The password of one who oversees was reset: a link was made to choose another with.</summary>
    AuditorPasswordReset,

    /// <summary>The second factor of one who oversees was taken away.</summary>
    AuditorFactorRemoved,

    /// <summary>Somebody was made an administrator.</summary>
    AdministratorGiven,

    /// <summary>An administrator was given a role that opens citizens.</summary>
    CaseworkGiven,

    /// <summary>A log's check broke off.</summary>
    LogNotVerified,
}

/// <summary>
/// Something that an administrator and an auditor must know: what, since when, and who has seen it. The same thing
/// found again is the same alarm.
/// </summary>
public sealed class Alarm(AlarmKind kind, string subject, long first, long last)
{
    /// <summary>What was done to an account that oversees or administers; for those who oversee alone.</summary>
    public static readonly AlarmKind[] AuditorKinds =
    [
        AlarmKind.AuditorRoleGiven,
        AlarmKind.AuditorPasswordReset,
        AlarmKind.AuditorFactorRemoved,
        AlarmKind.AdministratorGiven,
        AlarmKind.CaseworkGiven,
    ];

    public long Id { get; set; }

    public AlarmKind Kind { get; private set; } = kind;

    /// <summary>What it is about: the log's name.</summary>
    public string Subject { get; private set; } = subject;

    /// <summary>The first and the last row that it is about; 0 = no row.</summary>
    public long First { get; private set; } = first;

    public long Last { get; private set; } = last;

    /// <summary>When it was first found, UTC.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>When it was last found, UTC.</summary>
    public DateTime SeenUtc { get; set; }

    public DateTime? AcknowledgedUtc { get; set; }

    /// <summary>The user name of who has seen to it.</summary>
    public string? AcknowledgedBy { get; set; }

    /// <summary>Stores the alarm, or that it was found again. Whether it is new.</summary>
    public static async Task<bool> RaiseAsync(
        RegistryDb db,
        Alarm alarm,
        DateTime nowUtc,
        CancellationToken ct
    )
    {
        var known = await db.Alarms.FirstOrDefaultAsync(
            a =>
                a.Kind == alarm.Kind
                && a.Subject == alarm.Subject
                && a.First == alarm.First
                && a.Last == alarm.Last
                // Chaining anew is a deed, and each deed is news.
                && a.Kind != AlarmKind.LogRestarted,
            ct
        );
        if (known is null)
        {
            alarm.SinceUtc = nowUtc;
            db.Alarms.Add(alarm);
        }

        (known ?? alarm).SeenUtc = nowUtc;
        await db.SaveChangesAsync(ct);
        return known is null;
    }
}
