using System.Globalization;

namespace MentorRegistry.Domain.Flags;

/// <summary>Where a flag is in its life.</summary>
public enum FlagState
{
    /// <summary>Somebody must decide.</summary>
    Open,

    /// <summary>Somebody has decided, and what was decided on still holds.</summary>
    Decided,

    /// <summary>The condition is gone.</summary>
    Closed,
}

/// <summary>What was decided on a flag.</summary>
public enum FlagDecision
{
    /// <summary>It is as it should be, until a day.</summary>
    Justified,

    /// <summary>It was talked over with somebody.</summary>
    Coordinated,

    /// <summary>One of the placements will be ended. The flag closes when it is.</summary>
    EndsOne,
}

/// <summary>Why a decision on a flag no longer stands (issue 3).</summary>
public enum FlagReopening
{
    /// <summary>The last day of a justification has passed.</summary>
    DayPassed,

    /// <summary>The rule that it is judged by is another one.</summary>
    Rule,

    /// <summary>A mentor is another one.</summary>
    Counterpart,

    /// <summary>There are days that were not decided on.</summary>
    Days,
}

/// <summary>Why a decision on a flag is refused.</summary>
public enum FlagRefusal
{
    /// <summary>The condition is gone meanwhile: there is nothing to decide.</summary>
    IsClosed,

    /// <summary>No reason was given that can be read.</summary>
    ReasonMissing,

    /// <summary>The reason is longer than <see cref="Flag.LongestReason"/>.</summary>
    ReasonTooLong,

    /// <summary>A justification has no last day.</summary>
    UntilMissing,

    /// <summary>The last day has passed.</summary>
    UntilPassed,

    /// <summary>The last day is more than <see cref="Flag.LongestJustifiedMonths"/> months ahead.</summary>
    UntilTooFar,

    /// <summary>It is not said, readably, with whom it was coordinated.</summary>
    WithMissing,

    /// <summary>With whom is longer than <see cref="Flag.LongestWith"/>.</summary>
    WithTooLong,
}

/// <summary>Which placement a flag is about, and whose it is.</summary>
public sealed class FlagPlacementLink
{
    /// <summary>The flag.</summary>
    public long FlagId { get; set; }

    /// <summary>The placement.</summary>
    public long PlacementId { get; set; }

    /// <summary>The department that granted it: it sees the flag.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The flag's kind, here too: a department's flags of a kind are counted by one index (issue 3).</summary>
    public FlagKind Kind { get; set; }

    /// <summary>The flag's state, for the same.</summary>
    public FlagState State { get; set; }

    /// <summary>
    /// Whether the flag is about this department's placements alone (<see cref="FlagCondition.IsOfOneDepartment"/>): its
    /// staff are told, whatever else they see.
    /// </summary>
    public bool StandsAlone { get; set; }

    /// <summary>Whether it is a part of a run (<see cref="FlagCondition.PartWithoutIds"/>), not told to all who see it.</summary>
    public bool IsPart { get; set; }
}

/// <summary>
/// A condition that was found, with its life: open, decided by somebody, open again when what was decided on changes or
/// the day passes, closed by itself when the condition is gone (issue 3).
/// </summary>
public sealed class Flag : IVersioned
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>The longest name of the one whom it was coordinated with.</summary>
    public const int LongestWith = 100;

    /// <summary>Nothing is justified for longer than this: then somebody looks again.</summary>
    public const int LongestJustifiedMonths = 12;

    /// <summary>The longest <see cref="About"/>, <see cref="Counterpart"/> and <see cref="Rule"/>.</summary>
    public const int LongestKey = 60;

    private FlagState _state;

    private Flag() { }

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose placements.</summary>
    public long CitizenId { get; private set; }

    /// <summary>What kind.</summary>
    public FlagKind Kind { get; private set; }

    /// <summary>What it is about (<see cref="FlagKey"/>). One flag of a citizen that is not closed has it.</summary>
    public string About { get; private set; } = "";

    /// <summary>The condition's first day.</summary>
    public DateOnly Since { get; private set; }

    /// <summary>The first of the days it speaks of.</summary>
    public DateOnly First { get; private set; }

    /// <summary>The last of them, inclusive; <c>null</c> = open.</summary>
    public DateOnly? Last { get; private set; }

    /// <summary>Who the mentors are.</summary>
    public string Counterpart { get; private set; } = "";

    /// <summary>What it was judged by.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>
    /// The numbers of <see cref="Rule"/>, in the order that <see cref="FlagFinder"/> says them. Read from what the flag
    /// keeps and not from the version: a version alone does not say which line was for the pair as it was then, nor what
    /// the legal basis allowed.
    /// </summary>
    public IReadOnlyList<int> RuleNumbers =>
        [
            .. Rule.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => char.IsAsciiDigit(word[0]))
                .Select(word => int.Parse(word, CultureInfo.InvariantCulture)),
        ];

    /// <summary>The version of the rules that first judged it by <see cref="Rule"/>, or found its days as they are.</summary>
    public int RulesVersion { get; private set; }

    /// <summary>The day that it was found.</summary>
    public DateOnly FoundOn { get; private set; }

    /// <summary>Where it is in its life.</summary>
    public FlagState State
    {
        get => _state;
        private set
        {
            if (Placements.Count == 0)
            {
                throw new InvalidOperationException("A flag changes with its placements: load them with it.");
            }

            _state = value;
            foreach (var link in Placements)
            {
                link.State = value;
            }
        }
    }

    /// <summary>The day that the condition was found gone.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Why a decision on it no longer stands; <c>null</c> = nobody had decided, or somebody has since.</summary>
    public FlagReopening? Reopened { get; private set; }

    /// <summary>The decision in force; <c>null</c> while it is open.</summary>
    public FlagDecision? Decision { get; private set; }

    /// <summary>Until when it is justified, inclusive.</summary>
    public DateOnly? JustifiedUntil { get; private set; }

    /// <summary>With whom it was coordinated.</summary>
    public string? CoordinatedWith { get; private set; }

    /// <summary>Why.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who decided, as colleagues know the person.</summary>
    public string? DecidedBy { get; private set; }

    /// <summary>When.</summary>
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>What was decided on: the days then. Fewer days later are no worse.</summary>
    public DateOnly? DecidedFirst { get; private set; }

    /// <summary>The last of those days, inclusive; <c>null</c> = open, or not decided.</summary>
    public DateOnly? DecidedLast { get; private set; }

    /// <summary>
    /// The numbers, comma between, of the departments that the one who decided belonged to then: their staff are told
    /// why, wherever that person works later.
    /// </summary>
    public string DecidedAtDepartments { get; private set; } = "";

    /// <summary>The placements then, where the one who decided was not told all (<see cref="DecidedInPart"/>); else empty.</summary>
    public string DecidedOnPart { get; private set; } = "";

    /// <summary>
    /// Of a part of a run, the numbers, comma between, of the departments whose placements make something else of it
    /// (<see cref="FlagCondition.PartWithoutIds"/>); empty = it is no part.
    /// </summary>
    public string PartWithout { get; private set; } = "";

    /// <summary>The departments of <see cref="PartWithout"/>: whoever sees all of one is not told of the part.</summary>
    public IReadOnlyList<long> PartWithoutIds => Numbers(PartWithout);

    /// <summary>The departments of <see cref="DecidedAtDepartments"/>.</summary>
    public IReadOnlyList<long> DecidedAtDepartmentIds => Numbers(DecidedAtDepartments);

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The placements it is about.</summary>
    public List<FlagPlacementLink> Placements { get; } = [];

    /// <summary>Which condition it is the flag of.</summary>
    public FlagKey Key => new(Kind, About);

    /// <summary>The days it speaks of.</summary>
    public DatePeriod Days => new(First, Last);

    /// <summary>What of it is held against its condition.</summary>
    public KeptFlag Kept =>
        new(
            Key,
            Since,
            Days,
            Counterpart,
            Rule,
            DecidedFirst is { } first ? new DatePeriod(first, DecidedLast) : null,
            JustifiedUntil,
            DecidedInPart.Read(DecidedOnPart),
            Placements.ConvertAll(link => link.PlacementId),
            PartWithoutIds
        );

    /// <summary>A flag for a condition that has none; refused where a rule lets the condition pass.</summary>
    public static Flag Open(long citizenId, FlagCondition condition, int rulesVersion, DateOnly today)
    {
        if (condition.LetPass != LetPass.No)
        {
            throw new ArgumentException("A rule lets the condition pass.", nameof(condition));
        }

        var flag = new Flag
        {
            CitizenId = citizenId,
            Kind = condition.Key.Kind,
            About = condition.Key.About,
            FoundOn = today,
        };
        flag.Take(condition, rulesVersion);
        return flag;
    }

    /// <summary>
    /// Meets the condition as it is now. A decision stands while nothing it was about is worse: the days lie within
    /// those decided on, mentors and rule are the same, and a justification's last day has not passed.
    /// </summary>
    /// <returns>Whether anything of the flag changed.</returns>
    public bool Meet(FlagCondition condition, int rulesVersion, DateOnly today)
    {
        var kept = Kept;
        var why = kept.WhyReopens(condition, today);
        var isAs = kept.IsAs(condition);
        if (why is null && isAs)
        {
            // What others have is no part of the condition: only who is told of it.
            var changed = !PartWithoutIds.SequenceEqual(condition.PartWithoutIds);
            TellBeside(condition);
            return changed;
        }

        Take(condition, rulesVersion);
        if (why is not null)
        {
            State = FlagState.Open;
            Reopened = why;
            Forget();
        }

        return true;
    }

    /// <summary>
    /// Keeps a citizen's flags in step with the conditions that hold on the day: each flag meets its condition, or is
    /// closed where there is none or a rule lets it pass.
    /// </summary>
    /// <param name="citizenId">Whose.</param>
    /// <param name="flags">The citizen's flags that are not closed.</param>
    /// <param name="conditions">What <see cref="FlagFinder.FindToKeep"/> found.</param>
    /// <param name="rulesVersion">The version of the rules that it was found by.</param>
    /// <param name="today">The day.</param>
    /// <param name="gone">
    /// Flags that were closed by what is being undone: one whose condition is there again as it was is again what it was,
    /// with the decision on it.
    /// </param>
    /// <returns>The flags that were opened.</returns>
    public static IReadOnlyList<Flag> Keep(
        long citizenId,
        IReadOnlyCollection<Flag> flags,
        IEnumerable<FlagCondition> conditions,
        int rulesVersion,
        DateOnly today,
        IEnumerable<Flag>? gone = null
    )
    {
        var holding = KeptFlag.Flagged(conditions);
        foreach (var flag in gone ?? [])
        {
            if (
                holding.TryGetValue(flag.Key, out var again)
                && flag.Kept.IsAs(again)
                && !flags.Any(open => open.Key == flag.Key)
            )
            {
                holding.Remove(flag.Key);
                flag.State = flag.Decision is null ? FlagState.Open : FlagState.Decided;
                flag.ClosedOn = null;
                flag.Meet(again, rulesVersion, today);
            }
        }

        foreach (var flag in flags)
        {
            if (
                holding.TryGetValue(flag.Key, out var condition) && !condition.IsMovedAcross(flag.Days, today)
            )
            {
                holding.Remove(flag.Key);
                flag.Meet(condition, rulesVersion, today);
            }
            else
            {
                flag.Close(today);
            }
        }

        // In an order of their own: the numbers that they get order a list, and must not tell of flags between them.
        return
        [
            .. holding
                .Values.OrderBy(condition => condition.Kind)
                .ThenBy(condition => condition.Key.About, StringComparer.Ordinal)
                .Select(condition => Open(citizenId, condition, rulesVersion, today)),
        ];
    }

    /// <summary>The condition is gone, or a rule lets it pass.</summary>
    public void Close(DateOnly today)
    {
        State = FlagState.Closed;
        ClosedOn = today;
    }

    /// <summary>
    /// Decides; a decision can be replaced by another. Whose departments the one who decides belongs to is kept, as far
    /// as it is about placements of theirs; and what was told to the one who decides, where that is not all.
    /// </summary>
    /// <returns>All the reasons why not; none = it is decided.</returns>
    public IReadOnlyList<FlagRefusal> Decide(
        FlagDecision decision,
        string? reason,
        DateOnly? until,
        string? with,
        string by,
        DateOnly today,
        IEnumerable<long>? byDepartments = null,
        DecidedInPart? inPart = null
    )
    {
        var refusals = new List<FlagRefusal>();
        if (State == FlagState.Closed)
        {
            refusals.Add(FlagRefusal.IsClosed);
        }

        reason = reason?.Trim();
        with = with?.Trim();
        if (decision == FlagDecision.Justified)
        {
            if (until is null)
            {
                refusals.Add(FlagRefusal.UntilMissing);
            }
            else if (until < today)
            {
                refusals.Add(FlagRefusal.UntilPassed);
            }
            else if (today.AddMonths(LongestJustifiedMonths) < until)
            {
                refusals.Add(FlagRefusal.UntilTooFar);
            }
        }

        if (decision == FlagDecision.Coordinated)
        {
            if (!ReadableText.IsReason(with))
            {
                refusals.Add(FlagRefusal.WithMissing);
            }
            else if (with!.Length > LongestWith)
            {
                refusals.Add(FlagRefusal.WithTooLong);
            }
        }

        if (!ReadableText.IsReason(reason))
        {
            refusals.Add(FlagRefusal.ReasonMissing);
        }
        else if (reason!.Length > LongestReason)
        {
            refusals.Add(FlagRefusal.ReasonTooLong);
        }

        if (refusals.Count > 0)
        {
            return refusals;
        }

        State = FlagState.Decided;
        Reopened = null;
        Decision = decision;
        Reason = reason;
        JustifiedUntil = decision == FlagDecision.Justified ? until : null;
        CoordinatedWith = decision == FlagDecision.Coordinated ? with : null;
        (DecidedBy, DecidedOn) = (by, today);
        DecidedAtDepartments = Text(
            (byDepartments ?? []).Where(id => Placements.Exists(link => link.DepartmentId == id))
        );
        (DecidedFirst, DecidedLast) = (First, Last);
        DecidedOnPart = inPart?.ToString() ?? "";
        return [];
    }

    private void Take(FlagCondition condition, int rulesVersion)
    {
        Since = condition.Since;
        (First, Last) = (condition.Days.First, condition.Days.Last);
        Counterpart = condition.Counterpart;
        Rule = condition.Rule;
        RulesVersion = rulesVersion;
        var ids = condition.Placements.Select(span => span.PlacementId).ToHashSet();
        Placements.RemoveAll(link => !ids.Contains(link.PlacementId));
        foreach (
            var span in condition.Placements.Where(span =>
                !Placements.Exists(link => link.PlacementId == span.PlacementId)
            )
        )
        {
            Placements.Add(
                new FlagPlacementLink
                {
                    PlacementId = span.PlacementId,
                    DepartmentId = span.DepartmentId,
                    Kind = Kind,
                    State = State,
                    StandsAlone = condition.IsOfOneDepartment,
                }
            );
        }

        TellBeside(condition);
    }

    private void TellBeside(FlagCondition condition)
    {
        PartWithout = Text(condition.PartWithoutIds);
        Placements.ForEach(link => link.IsPart = condition.PartWithoutIds.Count > 0);
    }

    private void Forget()
    {
        (Decision, JustifiedUntil, CoordinatedWith, Reason) = (null, null, null, null);
        (DecidedBy, DecidedOn, DecidedFirst, DecidedLast) = (null, null, null, null);
        (DecidedAtDepartments, DecidedOnPart) = ("", "");
    }

    internal static string Text(IEnumerable<long> ids) =>
        string.Join(',', ids.Distinct().Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Numbers as they are stored, comma between.</summary>
    public static IReadOnlyList<long> Numbers(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => long.Parse(id, CultureInfo.InvariantCulture)),
        ];
}
