namespace MentorRegistry.Domain.Statistics;

/// <summary>
/// Which numbers of a day's two tables the public does not see. Numbers from 1 to <see cref="Largest"/> can tell of a
/// person, so they are hidden, totals too; and with them as many others as it takes that none can be worked out from what
/// is left, in one table or from both together.
/// </summary>
/// <remarks>
/// The two tables are one network in which numbers flow: from the grand total into the target groups, from them through the
/// cells of the first table into the categories, through the categories' totals, which both tables have, into the cells of
/// the second and by the bands' totals back into the grand total. What flows into a place flows out of it; that is all that
/// the totals say. A small number could as well be some more if there is a way round in the network, through hidden numbers
/// only, on which each number that would become less is at least as large; or as many less, the other way round. For each
/// small number the ways are found that together make three, more and less, and hide least; and what is on them is hidden.
/// So each could be one of at least four: no more is known than that it is 1 to 4. There always is a way: all numbers of
/// one round, grand total and all, made more.
/// </remarks>
public sealed class SmallNumbers
{
    /// <summary>The largest number that is hidden because it is small.</summary>
    public const int Largest = 4;

    private const int Others = Largest - 1;

    private readonly CommitteeTables _tables;
    private readonly List<Arc> _arcs = [];
    private readonly HashSet<int> _hidden = [];
    private readonly Dictionary<(bool IsFirst, int Row, int Column), int> _arcOf = [];

    private readonly bool _isPublic;

    private SmallNumbers(CommitteeTables tables, bool isPublic) => (_tables, _isPublic) = (tables, isPublic);

    /// <summary>Hides nothing: for those who may see all.</summary>
    public static SmallNumbers ShowAll(CommitteeTables tables) => new(tables, isPublic: false);

    /// <summary>Hides what the public does not see.</summary>
    /// <param name="tables">What is shown.</param>
    /// <param name="rests">
    /// What is left of it for somebody who knows a part exactly: of the whole municipality, what others than a department's
    /// own people make of it. Nothing small of these can be worked out either, by taking away what is known. Each has the
    /// rows and columns of <paramref name="tables"/>.
    /// </param>
    /// <exception cref="ArgumentException">A rest has other rows or columns.</exception>
    public static SmallNumbers Hide(CommitteeTables tables, params IReadOnlyList<CommitteeTables> rests)
    {
        var numbers = HideAlone(tables);
        foreach (var rest in rests)
        {
            if (
                !rest.Categories.SequenceEqual(tables.Categories)
                || !rest.TargetGroups.SequenceEqual(tables.TargetGroups)
            )
            {
                throw new ArgumentException("A rest has other rows or columns.", nameof(rests));
            }

            // The same places are hidden for all: what is hidden besides makes less known, of each of them.
            numbers._hidden.UnionWith(HideAlone(rest)._hidden);
        }

        return numbers;
    }

    private static SmallNumbers HideAlone(CommitteeTables tables)
    {
        var numbers = new SmallNumbers(tables, isPublic: true);
        numbers.Connect();
        var small = numbers
            ._arcs.Select((arc, i) => (arc.Number, Index: i))
            .Where(arc => IsSmall(arc.Number))
            .ToList();
        numbers._hidden.UnionWith(small.Select(arc => arc.Index));
        // The larger first: the ways of the smaller ones go through them for nothing.
        foreach (var arc in small.OrderByDescending(arc => arc.Number))
        {
            numbers._hidden.UnionWith(numbers.CheapestWays(arc.Index));
        }

        return numbers;
    }

    /// <summary>Whether a number is hidden for itself.</summary>
    public static bool IsSmall(int number) => number is >= 1 and <= Largest;

    /// <summary>The number of the table by target group, totals after the last; <c>null</c> where it is hidden.</summary>
    public int? ByTargetGroup(int row, int column) => Of(true, row, column);

    /// <summary>The number of the table by duration, totals after the last; <c>null</c> where it is hidden.</summary>
    public int? ByDuration(int row, int column) => Of(false, row, column);

    /// <summary>All placements; <c>null</c> where that is hidden.</summary>
    public int? Total => ByDuration(_tables.ByDuration.Rows, _tables.ByDuration.Columns);

    /// <summary>
    /// How many have lasted more than so many months; <c>null</c> where it does not follow from numbers that are shown, so
    /// that to say it would tell of one that is hidden.
    /// </summary>
    public int? LastedMoreThan(int months)
    {
        var over = CommitteeTables.BandsOver(months).ToList();
        var rest = Enumerable.Range(0, _tables.ByDuration.Columns).Except(over);
        return over.TrueForAll(IsShown) || (Total is not null && rest.All(IsShown))
            ? _tables.LastedMoreThan(months)
            : null;

        bool IsShown(int band) => ByDuration(_tables.ByDuration.Rows, band) is not null;
    }

    /// <summary>
    /// How many people the placements are for; <c>null</c> where the public would learn of few people: there are few, or
    /// few have more than one placement.
    /// </summary>
    public int? Citizens(int citizens) =>
        _isPublic && (Total is null || IsSmall(citizens) || IsSmall(_tables.Total - citizens))
            ? null
            : citizens;

    private int? Of(bool isFirst, int row, int column)
    {
        var table = isFirst ? _tables.ByTargetGroup : _tables.ByDuration;
        return _isPublic && _hidden.Contains(_arcOf[Key(table, isFirst, row, column)])
            ? null
            : table[row, column];
    }

    // The totals of rows, and the grand total, are one number in both tables.
    private static (bool IsFirst, int Row, int Column) Key(
        CountTable table,
        bool isFirst,
        int row,
        int column
    ) => column == table.Columns ? (true, row, -1) : (isFirst, row, column);

    private void Connect()
    {
        var (first, second) = (_tables.ByTargetGroup, _tables.ByDuration);
        const int Source = 0;
        const int Sink = 1;
        const int Groups = 2;
        var into = Groups + first.Columns;
        var outOf = into + first.Rows;
        var bands = outOf + first.Rows;
        Add(first, true, first.Rows, first.Columns, Sink, Source);
        for (var row = 0; row < first.Rows; row++)
        {
            Add(first, true, row, first.Columns, into + row, outOf + row);
        }

        for (var column = 0; column < first.Columns; column++)
        {
            Add(first, true, first.Rows, column, Source, Groups + column);
            for (var row = 0; row < first.Rows; row++)
            {
                Add(first, true, row, column, Groups + column, into + row);
            }
        }

        for (var column = 0; column < second.Columns; column++)
        {
            Add(second, false, second.Rows, column, bands + column, Sink);
            for (var row = 0; row < second.Rows; row++)
            {
                Add(second, false, row, column, outOf + row, bands + column);
            }
        }
    }

    private void Add(CountTable table, bool isFirst, int row, int column, int from, int to)
    {
        var number = table[row, column];
        // Totals are what a reader looks for first, and a nought is often known from elsewhere.
        long cost = (row == table.Rows, column == table.Columns) switch
        {
            (true, true) => 100_000_000,
            (true, _) or (_, true) => 100_000,
            _ when number == 0 => 1_000,
            _ => 100,
        };
        _arcOf.Add(Key(table, isFirst, row, column), _arcs.Count);
        _arcs.Add(new Arc(from, to, number, cost + number));
    }

    // So many more by one way, and the rest of the three less by another.
    private HashSet<int> CheapestWays(int of)
    {
        HashSet<int>? best = null;
        var bestCost = long.MaxValue;
        for (var more = Others; more >= Math.Max(0, Others - _arcs[of].Number); more--)
        {
            if (
                Way(of, _arcs[of].To, _arcs[of].From, more, []) is { } up
                && Way(of, _arcs[of].From, _arcs[of].To, Others - more, up) is { } down
            )
            {
                up.UnionWith(down);
                var cost = up.Except(_hidden).Sum(i => _arcs[i].Cost);
                (best, bestCost) = cost < bestCost ? (up, cost) : (best, bestCost);
            }
        }

        return best ?? throw new InvalidOperationException("There is always a way by which all become more.");
    }

    // The cheapest from one place to another without the arc itself: Bellman and Ford's, for the network is small.
    private HashSet<int>? Way(int without, int start, int end, int amount, HashSet<int> free)
    {
        if (amount == 0)
        {
            return [];
        }

        var places = _arcs.Max(arc => Math.Max(arc.From, arc.To)) + 1;
        var cost = new long[places];
        var by = new int[places];
        Array.Fill(cost, long.MaxValue);
        cost[start] = 0;
        for (var isBetter = true; isBetter; )
        {
            isBetter = false;
            for (var i = 0; i < _arcs.Count; i++)
            {
                if (i == without)
                {
                    continue;
                }

                var arc = _arcs[i];
                var step = _hidden.Contains(i) || free.Contains(i) ? 0 : arc.Cost;
                isBetter |= Reach(arc.From, arc.To, i, step);
                isBetter |= arc.Number >= amount && Reach(arc.To, arc.From, i, step);
            }
        }

        if (cost[end] == long.MaxValue)
        {
            return null;
        }

        var way = new HashSet<int>();
        for (var place = end; place != start; )
        {
            var arc = _arcs[by[place]];
            way.Add(by[place]);
            place = arc.To == place ? arc.From : arc.To;
        }

        return way;

        bool Reach(int from, int to, int arc, long step)
        {
            if (cost[from] == long.MaxValue || cost[from] + step >= cost[to])
            {
                return false;
            }

            (cost[to], by[to]) = (cost[from] + step, arc);
            return true;
        }
    }

    private sealed record Arc(int From, int To, int Number, long Cost);
}
