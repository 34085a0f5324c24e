using System.Globalization;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Jobs;

/// <summary>What an alarm says, on Start and on the command line.</summary>
public sealed class AlarmWords(IStringLocalizer<AlarmsText> text)
{
    public string Log(string name) =>
        name == ChainedLog.Lookups.Name ? text["Log_Lookup"] : text["Log_Audit"];

    public string Sentence(AuditorDeed deed) =>
        deed.Alarm.Kind switch
        {
            AlarmKind.AuditorRoleGiven => text["AuditorRoleGiven", deed.By, deed.Whom],
            AlarmKind.AuditorPasswordReset => text["AuditorPasswordReset", deed.By, deed.Whom],
            AlarmKind.AdministratorGiven => text["AdministratorGiven", deed.By, deed.Whom],
            AlarmKind.CaseworkGiven => text["CaseworkGiven", deed.By, deed.Whom],
            _ => text["AuditorFactorRemoved", deed.By, deed.Whom],
        };

    public string Sentence(Alarm alarm) => Sentence(alarm.Kind, alarm.Subject, alarm.First, alarm.Last);

    public string Sentence(AlarmKind kind, string subject, long first, long last)
    {
        var log = Log(subject);
        var rows = first == last ? Number(first) : $"{Number(first)}–{Number(last)}";
        return kind switch
        {
            AlarmKind.LogAltered => text["LogAltered", log, rows],
            AlarmKind.LogMissing => text["LogMissing", log, rows],
            AlarmKind.LogInserted => text["LogInserted", log, rows],
            AlarmKind.LogSwapped => text["LogSwapped", log, Number(first), Number(last)],
            AlarmKind.LogCutOff => text["LogCutOff", log, rows],
            AlarmKind.LogHeadMissing => text["LogHeadMissing", log],
            AlarmKind.LogHeadAltered => text["LogHeadAltered", log],
            AlarmKind.LogOlderCopy => text["LogOlderCopy", log, rows],
            AlarmKind.LogOtherCopy => text["LogOtherCopy", log, rows],
            AlarmKind.LogTableAltered => text["LogTableAltered", log],
            AlarmKind.LogNotVerified => text["LogNotVerified", log],
            AlarmKind.LogIndexAltered => text["LogIndexAltered", log],
            _ => text["LogRestarted", log, Number(last)],
        };
    }

    /// <summary>That a daily job has not run since a day; nothing for a job of an older version.</summary>
    public string? Overdue(string job, string day) =>
        job switch
        {
            nameof(VerifyLogs) => text["JobOverdue_VerifyLogs", day].Value,
            nameof(Retention) => text["JobOverdue_Retention", day].Value,
            nameof(SweepFlags) => text["JobOverdue_SweepFlags", day].Value,
            nameof(AddUpBudgets) => text["JobOverdue_AddUpBudgets", day].Value,
            nameof(SendDigests) => text["JobOverdue_SendDigests", day].Value,
            _ => null,
        };

    /// <summary>That a month's digests are not all out.</summary>
    public string Late(LateMonth late)
    {
        var month = Format.LongMonth(late.Month);
        return late.Missing == 1
            ? text["DigestsLate_One", month]
            : text["DigestsLate_Many", month, Format.Number(late.Missing)];
    }

    // As it stands in the database, to be looked for there: no dots between the thousands.
    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
