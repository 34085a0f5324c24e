using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MentorRegistry.Domain.Digests;

/// <summary>Where a digest stands on its way to the head.</summary>
public enum DigestState
{
    /// <summary>It is owed. Its content may not be made yet.</summary>
    Pending,

    /// <summary>A process is handing it to the mail server. Until <see cref="Digest.LeasedUntilUtc"/> nobody else does.</summary>
    Sending,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>An attempt failed in a way that may pass; the next one is due at <see cref="Digest.NextUtc"/>.</summary>
    Retry,

    /// <summary>It will not go out by itself: the failure does not pass, or two days have gone by.</summary>
    GivenUp,
}

/// <summary>
/// One month's digest (månedsoverblik) to one head: one row for (month, head), whatever becomes of it. Its figures and
/// its text are frozen when they are made, so that what is sent again is what was sent.
/// </summary>
public sealed class Digest
{
    /// <summary>The longest e-mail address (RFC 5321, 4.5.3.1).</summary>
    public const int LongestAddress = 254;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The month that it is about: its first day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>The account of the head.</summary>
    public required string HeadId { get; set; }

    /// <summary>The account that gets it: the head's, or of who stands in when it is made; <c>null</c> until it is made.</summary>
    public string? RecipientId { get; set; }

    /// <summary>Registered after this instant, UTC: the cut-off of the digest before.</summary>
    public DateTime FromUtc { get; set; }

    /// <summary>Registered up to and including this instant, UTC: the end of the month in Copenhagen.</summary>
    public DateTime CutOffUtc { get; set; }

    /// <summary>Whether its content was made and has been erased since: nothing is left that could be sent again.</summary>
    public bool IsErased => MadeUtc is not null && Html is null;

    /// <summary>When its content was made, UTC; <c>null</c> = not yet.</summary>
    public DateTime? MadeUtc { get; set; }

    /// <summary>Its figures as they were then, as JSON.</summary>
    public string? Figures { get; set; }

    /// <summary>Its language: "da" or "en".</summary>
    public string? Language { get; set; }

    /// <summary>Its subject.</summary>
    public string? Subject { get; set; }

    /// <summary>Its HTML part.</summary>
    public string? Html { get; set; }

    /// <summary>Its text part, which says the same.</summary>
    public string? Text { get; set; }

    /// <summary>Follows from month and head, so that a mail that is sent twice in doubt is one mail to the reader.</summary>
    public string? MessageId { get; set; }

    /// <summary>Where it stands.</summary>
    public DigestState State { get; set; }

    /// <summary>How many attempts have been begun since it was owed, or since somebody last had it sent again.</summary>
    public int Attempts { get; set; }

    /// <summary>When the next attempt is due, UTC; <c>null</c> = now, where one is owed at all.</summary>
    public DateTime? NextUtc { get; set; }

    /// <summary>Until when the process that is sending it has it for itself, UTC.</summary>
    public DateTime? LeasedUntilUtc { get; set; }

    /// <summary>When the mail server took it, UTC.</summary>
    public DateTime? SentUtc { get; set; }

    /// <summary>
    /// How long to wait after the first attempt, the second, and so on: two days together. Counted in attempts and not
    /// from the day it was owed, so that a program that was down for a week has not used them up.
    /// </summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(40),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(20),
    ];

    /// <summary>As many attempts are made before it is given up: one more than there are waits.</summary>
    public static int MostAttempts => Waits.Count + 1;

    /// <summary>
    /// The identity of the mail (RFC 5322, 3.6.4), without the angle brackets. The same month and head have the same one
    /// on every node and in every attempt; it says nothing of who the head is.
    /// </summary>
    /// <param name="month">Any day of the month.</param>
    /// <param name="headId">The account of the head.</param>
    /// <param name="domain">The sender's domain: what stands after the @.</param>
    public static string MessageIdOf(DateOnly month, string headId, string domain)
    {
        var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {headId}"));
        return $"maanedsoverblik.{name}.{Convert.ToHexStringLower(hash.AsSpan(0, 16))}@{domain}";
    }

    /// <summary>
    /// Whether an attempt is due at the instant: it is owed and its time has come, or a process began to send it and
    /// has let its lease run out, so that nobody knows whether it went.
    /// </summary>
    /// <param name="nowUtc">The instant, UTC.</param>
    public bool IsDue(DateTime nowUtc) =>
        State switch
        {
            DigestState.Pending or DigestState.Retry => NextUtc is null || NextUtc <= nowUtc,
            DigestState.Sending => LeasedUntilUtc is null || LeasedUntilUtc <= nowUtc,
            _ => false,
        };

    /// <summary>
    /// Begins an attempt, which is this process's alone until the lease runs out. Nothing is begun, and it is given up,
    /// where the lease of the last attempt ran out: a digest that ends the process each time must not do so for ever.
    /// </summary>
    /// <param name="nowUtc">The instant, UTC.</param>
    /// <param name="lease">For how long; longer than making and sending it can take.</param>
    /// <returns>The attempt; <c>null</c> = it is given up.</returns>
    /// <exception cref="InvalidOperationException">No attempt is due (<see cref="IsDue"/>).</exception>
    public DigestAttempt? Begin(DateTime nowUtc, TimeSpan lease)
    {
        if (!IsDue(nowUtc))
        {
            throw new InvalidOperationException($"The digest is {State}; no attempt is due.");
        }

        NextUtc = null;
        if (Attempts >= MostAttempts)
        {
            (State, LeasedUntilUtc) = (DigestState.GivenUp, null);
            return null;
        }

        (State, LeasedUntilUtc) = (DigestState.Sending, Whole(nowUtc + lease));
        Attempts++;
        return new DigestAttempt { DigestId = Id, StartedUtc = Whole(nowUtc) };
    }

    /// <summary>Keeps the content, once and for all, and holds the lease for longer: sending begins now.</summary>
    /// <param name="nowUtc">The instant, UTC.</param>
    /// <param name="lease">For how long from now.</param>
    /// <param name="recipientId">The account that gets it.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="html">Its HTML part.</param>
    /// <param name="text">Its text part.</param>
    /// <param name="figures">Its figures, as JSON.</param>
    /// <param name="language">"da" or "en".</param>
    /// <exception cref="InvalidOperationException">It has content already, or is not being sent.</exception>
    public void Freeze(
        DateTime nowUtc,
        TimeSpan lease,
        string recipientId,
        string subject,
        string html,
        string text,
        string figures,
        string language
    )
    {
        if (MadeUtc is not null || State != DigestState.Sending)
        {
            throw new InvalidOperationException("What is sent again must be what was sent.");
        }

        MadeUtc = Whole(nowUtc);
        LeasedUntilUtc = Whole(nowUtc + lease);
        (RecipientId, Subject, Html, Text) = (recipientId, subject, html, text);
        (Figures, Language) = (figures, language);
    }

    /// <summary>Ends an attempt: sent, to be tried again after a wait, or given up.</summary>
    /// <param name="attempt">The attempt that <see cref="Begin"/> began.</param>
    /// <param name="nowUtc">The instant, UTC.</param>
    /// <param name="outcome">What came of it. One that may pass is given up all the same when no wait is left.</param>
    /// <param name="answer">What the server said, or why it was not asked; cut off after <see cref="DigestAttempt.LongestAnswer"/>.</param>
    public void End(DigestAttempt attempt, DateTime nowUtc, DigestOutcome outcome, string? answer)
    {
        attempt.EndedUtc = Whole(nowUtc);
        attempt.Answer = answer is { Length: > DigestAttempt.LongestAnswer }
            ? answer[..DigestAttempt.LongestAnswer]
            : answer;
        LeasedUntilUtc = null;
        if (outcome == DigestOutcome.Sent)
        {
            (State, SentUtc, NextUtc) = (DigestState.Sent, Whole(nowUtc), null);
        }
        else if (outcome == DigestOutcome.Retry && Attempts <= Waits.Count)
        {
            (State, NextUtc) = (DigestState.Retry, Whole(nowUtc + Waits[Attempts - 1]));
        }
        else
        {
            outcome = DigestOutcome.GivenUp;
            (State, NextUtc) = (DigestState.GivenUp, null);
        }

        attempt.Outcome = outcome;
    }

    /// <summary>
    /// Owes it anew, with all its attempts, whether it went or was given up: the same content under the same identity.
    /// </summary>
    /// <param name="nowUtc">The instant, UTC.</param>
    /// <param name="recipientId">To whom from now on; <c>null</c> = as before.</param>
    /// <returns>Whether that is so; not while a process is sending it, nor when it is erased.</returns>
    public bool SendAgain(DateTime nowUtc, string? recipientId = null)
    {
        if (IsErased || (State == DigestState.Sending && !IsDue(nowUtc)))
        {
            return false;
        }

        (State, Attempts, NextUtc, LeasedUntilUtc) = (DigestState.Pending, 0, null, null);
        RecipientId = recipientId ?? RecipientId;
        return true;
    }

    // Both databases keep a whole millisecond as it is; a lease is told from the next one by its end.
    private static DateTime Whole(DateTime utc) =>
        new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
