using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>A stretch of days with one mentor in one department: placements without a real break are one bar.</summary>
/// <param name="Who">The mentor.</param>
/// <param name="Period">Its days.</param>
/// <param name="X">Left end of what is drawn.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Width of what is drawn, at least <see cref="Timeline.LeastWidth"/>.</param>
/// <param name="AheadX">From where the days are still to come; <c>null</c> where all are past. Drawn hatched.</param>
/// <param name="Marks">Where a further grant or placement begins.</param>
/// <param name="Label">What there is room for inside the bar; empty for none.</param>
/// <param name="GoesOn">Whether it goes on beyond the picture: open, or ending far away.</param>
public sealed record TimelineBar(
    string Who,
    DatePeriod Period,
    double X,
    double Y,
    double Width,
    double? AheadX,
    IReadOnlyList<double> Marks,
    string Label,
    bool GoesOn
)
{
    /// <summary>Whether the label begins where the days are still to come, on light ground.</summary>
    public bool LabelIsOnHatch => AheadX is { } ahead && ahead - X < Label.Length * Timeline.LetterWidth;
}

/// <summary>A department's bars, one below the other where they share days.</summary>
public sealed record TimelineRow(string Department, double LabelY, double Y, IReadOnlyList<TimelineBar> Bars);

/// <summary>A stretch of days with more than one mentor.</summary>
public sealed record TimelineBand(double X, double Width);

/// <summary>Where a year begins; or the picture, with the day that it begins on, in the middle of a year.</summary>
public sealed record TimelineYear(double X, int Year, bool HasLabel, DateOnly? PictureBegins = null);

/// <summary>
/// Where everything stands in the picture of a citizen's placements. Pure geometry, in units of the picture; the view
/// draws it twice, wide and for a phone.
/// </summary>
public sealed class Timeline
{
    /// <summary>A day's bar must be seen too.</summary>
    public const double LeastWidth = 3;

    public const double BarHeight = 22;

    private const double LaneHeight = 26;
    private const double RowGap = 10;
    private const double AxisHeight = 26;
    private const double LabelLine = 18;
    private const double OverlapHeight = 12;
    private const double TodayLine = 16;
    internal const double LetterWidth = 6.7;
    private const double LeastYearDistance = 46;
    private const double LeastMonthDistance = 76;

    // A last day far away would press everything else together.
    private const int MostDaysAhead = 550;

    private readonly DateOnly _from;
    private readonly DateOnly _to;
    private readonly double _left;

    private Timeline(DateOnly from, DateOnly to, double width, double left)
    {
        (_from, _to, Width, _left) = (from, to, width, left);
    }

    public double Width { get; }

    public double Height { get; private set; }

    /// <summary>Top of the rows: the axis stands above.</summary>
    public double Top => AxisHeight;

    /// <summary>Bottom of the rows.</summary>
    public double Bottom { get; private set; }

    public double TodayX { get; private set; }

    public IReadOnlyList<TimelineYear> Years { get; private set; } = [];

    public IReadOnlyList<TimelineRow> Rows { get; private set; } = [];

    /// <summary>Days with more than one mentor, each stretch once however many pairs share it.</summary>
    public IReadOnlyList<TimelineBand> Overlaps { get; private set; } = [];

    /// <summary>Top of the row that repeats the overlaps, so that they are seen without colour.</summary>
    public double OverlapY { get; private set; }

    public double OverlapRowHeight => OverlapHeight;

    /// <summary>Lays the picture out; cancelled placements are not in it. <c>null</c> when there is nothing to draw.</summary>
    /// <param name="placements">One citizen's placements.</param>
    /// <param name="today">The day that is marked.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="labelWidth">Room for departments at the left; 0 puts each above its bars.</param>
    /// <param name="gapDays">Days without a placement that a run bridges.</param>
    public static Timeline? Of(
        IEnumerable<OverviewPlacement> placements,
        DateOnly today,
        double width,
        double labelWidth,
        int gapDays
    )
    {
        var shown = placements.Where(placement => !placement.IsCancelled).ToList();
        if (shown.Count == 0)
        {
            return null;
        }

        var first = shown.Min(placement => placement.First);
        var last = shown.Max(placement => placement.Period.LastOrForever);
        var farthest = today.AddDays(MostDaysAhead);
        first = first < today ? first : today;
        last =
            shown.Exists(placement => placement.Last is null) ? today.AddDays(90)
            : last < today ? today
            : last < farthest ? last
            : farthest;
        // An open placement must not hide how far another one reaches.
        var latestKnown = shown.Max(placement => placement.Last) ?? today;
        last = last < latestKnown && latestKnown <= farthest ? latestKnown : last;
        // What begins after the cut must still be seen.
        var latestFirst = shown.Max(placement => placement.First).AddDays(30);
        last = last < latestFirst ? latestFirst : last;
        var margin = Math.Max(10, (last.DayNumber - first.DayNumber) / 40);
        var timeline = new Timeline(first.AddDays(-margin), last.AddDays(margin), width, labelWidth);
        timeline.LayOut(shown, today, gapDays);
        return timeline;
    }

    /// <summary>Where a day begins, kept within the picture.</summary>
    public double At(DateOnly day)
    {
        var inside =
            day < _from ? _from
            : day > _to ? _to
            : day;
        return Math.Round(
            _left
                + (
                    (Width - _left) * (inside.DayNumber - _from.DayNumber) / (_to.DayNumber - _from.DayNumber)
                ),
            1
        );
    }

    private void LayOut(List<OverviewPlacement> shown, DateOnly today, int gapDays)
    {
        TodayX = At(today);
        Years = YearsShown();
        var y = AxisHeight + 4;
        var rows = new List<TimelineRow>();
        foreach (
            var department in shown
                .GroupBy(placement => (placement.DepartmentId, placement.Department))
                .OrderBy(group => group.Min(placement => placement.First))
                .ThenBy(group => group.Key.DepartmentId)
        )
        {
            var labelY = _left > 0 ? y + 15 : y + 13;
            var top = _left > 0 ? y : y + LabelLine;
            var bars = new List<TimelineBar>();
            var laneEnds = new List<DateOnly>();
            foreach (var run in MentorRun.Of(department.Select(placement => placement.Span), gapDays))
            {
                var lane = laneEnds.FindIndex(end => end < run.Period.First);
                if (lane < 0)
                {
                    lane = laneEnds.Count;
                    laneEnds.Add(default);
                }

                laneEnds[lane] = run.Period.LastOrForever;
                bars.Add(
                    Bar(
                        run,
                        [.. department.Where(placement => run.PlacementIds.Contains(placement.Id))],
                        top + (lane * LaneHeight),
                        today
                    )
                );
            }

            rows.Add(new TimelineRow(department.Key.Department, labelY, top, bars));
            y = top + (laneEnds.Count * LaneHeight) + RowGap;
        }

        Rows = rows;
        Overlaps = Bands([.. Overlap.Among(shown.Select(placement => placement.Span))]);
        OverlapY = _left > 0 ? y : y + LabelLine;
        Bottom = Overlaps.Count > 0 ? OverlapY + OverlapHeight + 4 : y - RowGap + 4;
        Height = Bottom + TodayLine;
    }

    private TimelineBar Bar(MentorRun run, List<OverviewPlacement> joined, double y, DateOnly today)
    {
        var x = At(run.Period.First);
        var end = run.Period.Last is { } last && last < _to ? At(last.AddDays(1)) : At(_to);
        var width = Math.Round(Math.Max(LeastWidth, end - x), 1);
        x = Math.Min(x, Width - width);
        var marks = joined
            .SelectMany(placement => placement.Grants.Select(grant => grant.First).Append(placement.First))
            .Where(start => run.Period.First < start && run.Period.Contains(start))
            .Distinct()
            .Order()
            .Select(At)
            .ToList();
        var who = joined[^1].Who;
        double? aheadX =
            run.Period.LastOrForever <= today ? null
            : today < run.Period.First ? x
            : Math.Min(At(today.AddDays(1)), x + width);
        return new TimelineBar(
            who,
            run.Period,
            x,
            y,
            width,
            aheadX,
            marks,
            Fitting(who, width - 10),
            run.Period.LastOrForever > _to
        );
    }

    /// <summary>The name, its first word, or nothing.</summary>
    private static string Fitting(string name, double room)
    {
        if (name.Length * LetterWidth <= room)
        {
            return name;
        }

        var firstWord = name.Split(' ', 2)[0];
        return firstWord.Length * LetterWidth <= room ? firstWord : "";
    }

    private List<TimelineBand> Bands(List<Overlap> pairs)
    {
        var merged = new List<DatePeriod>();
        foreach (var shared in pairs.Select(pair => pair.Shared).OrderBy(shared => shared.First))
        {
            if (merged.Count > 0 && shared.First.DayNumber <= (long)merged[^1].LastOrForever.DayNumber + 1)
            {
                var before = merged[^1];
                merged[^1] = new DatePeriod(
                    before.First,
                    before.LastOrForever > shared.LastOrForever ? before.Last : shared.Last
                );
            }
            else
            {
                merged.Add(shared);
            }
        }

        return
        [
            .. merged.Select(shared =>
            {
                var x = At(shared.First);
                var end = shared.Last is { } last && last < _to ? At(last.AddDays(1)) : At(_to);
                return new TimelineBand(x, Math.Round(Math.Max(LeastWidth, end - x), 1));
            }),
        ];
    }

    private List<TimelineYear> YearsShown()
    {
        var perYear = (Width - _left) * 365.25 / (_to.DayNumber - _from.DayNumber);
        var step = (int)Math.Ceiling(LeastYearDistance / perYear);
        var years = new List<TimelineYear>();
        for (var year = _from.Year + 1; year <= _to.Year; year++)
        {
            var x = At(new DateOnly(year, 1, 1));
            years.Add(new TimelineYear(x, year, year % step == 0 && x < Width - 30));
        }

        // The month that the picture begins in, where there is room before the next year.
        if (years.Count == 0 || years[0].X - _left >= LeastMonthDistance)
        {
            years.Insert(0, new TimelineYear(_left, _from.Year, HasLabel: true, _from));
        }

        return years;
    }
}
