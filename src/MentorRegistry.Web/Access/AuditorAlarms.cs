using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>What somebody did to an account that oversees or administers, as the change log has it.</summary>
/// <param name="Alarm">The alarm, which names the row.</param>
/// <param name="ById">The account of who did it; <c>null</c> for the command line.</param>
/// <param name="By">Who did it.</param>
/// <param name="WhomId">The account that it was done to.</param>
/// <param name="Whom">Whose account it is.</param>
public sealed record AuditorDeed(Alarm Alarm, string? ById, string By, string? WhomId, string Whom);

/// <summary>
/// An administrator can invent somebody who oversees, or get into the account of one, make another administrator, and
/// give one a role that opens citizens: nothing prevents it, so those who oversee are told. The alarm names a row of the
/// change log, which says who did it to whom.
/// </summary>
public sealed class AuditorAlarms(RegistryDb db, CurrentUser user, Clock clock)
{
    /// <summary>What is told of roles that an account is given.</summary>
    /// <param name="given">The roles that are new.</param>
    /// <param name="held">All that the account has now.</param>
    public static IEnumerable<AlarmKind> Of(
        IReadOnlyCollection<string> given,
        IReadOnlyCollection<string> held
    )
    {
        if (given.Contains(Roles.Auditor))
        {
            yield return AlarmKind.AuditorRoleGiven;
        }

        if (given.Contains(Roles.Administrator))
        {
            yield return AlarmKind.AdministratorGiven;
        }

        if (
            held.Contains(Roles.Administrator)
            && given.Any(role => role is Roles.Caseworker or Roles.DepartmentHead)
        )
        {
            yield return AlarmKind.CaseworkGiven;
        }
    }

    /// <summary>Raises it for the latest change of the account, in the transaction that saved the change.</summary>
    public async Task RaiseAsync(AlarmKind kind, string userId, CancellationToken ct)
    {
        var row = await db
            .AuditEntries.Where(entry => entry.Root == nameof(RegistryUser) && entry.RootId == userId)
            .MaxAsync(entry => entry.Id, ct);
        await Alarm.RaiseAsync(db, new Alarm(kind, ChainedLog.Audit.Name, row, row), clock.UtcNow, ct);
    }

    /// <summary>What nobody has seen to yet, the latest first.</summary>
    public async Task<IReadOnlyList<AuditorDeed>> OpenAsync(int most, CancellationToken ct) =>
        await DeedsAsync(
            db.Alarms.Where(alarm =>
                Alarm.AuditorKinds.Contains(alarm.Kind) && alarm.AcknowledgedUtc == null
            ),
            most,
            ct
        );

    /// <summary>Who did what an alarm is about, and to whom.</summary>
    public async Task<AuditorDeed> DeedAsync(Alarm alarm, CancellationToken ct) =>
        (await DeedsAsync(db.Alarms.Where(a => a.Id == alarm.Id), 1, ct))[0];

    /// <summary>
    /// Whether the one signed in may say that it is seen to: somebody who oversees, and is one hand neither with who did it
    /// nor with who has the account. Of what the command line did the one who has the account may where nobody else
    /// oversees, for otherwise it would stand for ever.
    /// </summary>
    public async Task<bool> MayAcknowledgeAsync(AuditorDeed deed, CancellationToken ct)
    {
        if (!user.IsIn(Roles.Auditor) || user.Id is not { } id)
        {
            return false;
        }

        if (deed.ById is { } by && await OneHand.IsAsync(db, id, by, ct))
        {
            return false;
        }

        return deed.WhomId is not { } whom
            || !await OneHand.IsAsync(db, id, whom, ct)
            || (deed.ById is null && id == whom && !await Auditors.AnyOtherAsync(db, id, ct));
    }

    private async Task<IReadOnlyList<AuditorDeed>> DeedsAsync(
        IQueryable<Alarm> alarms,
        int most,
        CancellationToken ct
    )
    {
        var found = await alarms
            .AsNoTracking()
            .OrderByDescending(alarm => alarm.Id)
            .Take(most)
            .LeftJoin(
                db.AuditEntries,
                alarm => alarm.Last,
                entry => entry.Id,
                (alarm, entry) =>
                    new
                    {
                        Alarm = alarm,
                        entry!.UserId,
                        entry.UserName,
                        entry.RootId,
                    }
            )
            .ToListAsync(ct);
        var ids = found.SelectMany(row => new[] { row.UserId, row.RootId }).Distinct().ToArray();
        var names = await db
            .Users.Where(u => ids.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => $"{u.DisplayName} ({u.UserName})", ct);
        // A row that is gone is itself an alarm, of the log's.
        string NameOf(string? id, string? otherwise) =>
            id is null ? otherwise ?? "–" : names.GetValueOrDefault(id, otherwise ?? "–");
        return
        [
            .. found
                .OrderByDescending(row => row.Alarm.Id)
                .Select(row => new AuditorDeed(
                    row.Alarm,
                    row.UserId,
                    NameOf(row.UserId, row.UserName),
                    row.RootId,
                    NameOf(row.RootId, null)
                )),
        ];
    }
}

/// <summary>Those who oversee and can sign in.</summary>
public static class Auditors
{
    /// <summary>Whether somebody oversees besides this one.</summary>
    public static Task<bool> AnyOtherAsync(RegistryDb db, string? one, CancellationToken ct) =>
        db
            .Users.WhoCanSignIn()
            .AnyAsync(
                u =>
                    u.Id != one
                    && db.UserRoles.Any(held =>
                        held.UserId == u.Id
                        && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Auditor)
                    ),
                ct
            );
}
