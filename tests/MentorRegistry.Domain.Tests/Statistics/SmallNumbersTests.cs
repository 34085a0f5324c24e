using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Domain.Tests.Statistics;

public sealed class SmallNumbersTests
{
    private static readonly int Bands = DurationBand.UpToMonths.Count + 1;

    /// <summary>Few placements in many cells, as a committee's tables have them, and now and then a large number.</summary>
    private static Gen<PlacementCount[]> Counts { get; } =
        from size in Gen.Choose(1, 25)
        from counts in Gen.ArrayOf(
            from category in Gen.Choose(1, 4)
            from targetGroup in Gen.Choose(1, 5)
            from band in Gen.Choose(0, Bands - 1)
            from placements in Gen.Frequency(
                (6, Gen.Choose(1, 3)),
                (2, Gen.Choose(4, 9)),
                (1, Gen.Choose(10, 60))
            )
            select new PlacementCount(category, targetGroup, band, placements),
            size
        )
        select counts;

    [Fact]
    public void Hide_AnyTables_ShowNoSmallNumber() =>
        ForAny.Holds(
            Counts,
            counts =>
                Assert.DoesNotContain(
                    Numbers(SmallNumbers.Hide(Tables(counts)), Tables(counts)),
                    number => number.Shown is { } shown && SmallNumbers.IsSmall(shown)
                )
        );

    [Fact]
    public void Hide_AnyTables_NoHiddenNumberFollowsFromTheTotals() =>
        ForAny.Holds(
            Counts,
            counts =>
            {
                var tables = Tables(counts);

                Assert.Empty(WorkedOut(Numbers(SmallNumbers.Hide(tables), tables), tables));
            }
        );

    [Fact]
    public void Hide_AnyTables_ASmallNumberCouldStillBeOneOfFour() =>
        ForAny.Holds(
            Counts,
            counts =>
            {
                var tables = Tables(counts);
                var numbers = Numbers(SmallNumbers.Hide(tables), tables);

                Assert.All(
                    Narrowed(numbers, tables),
                    range =>
                        Assert.True(
                            !SmallNumbers.IsSmall(range.Number) || range.Most - range.Least >= 3,
                            $"{range.Number} lies between {range.Least} and {range.Most}"
                        )
                );
            }
        );

    /// <summary>
    /// Somebody knows a part exactly and takes it away from what is shown: what is left shows no small number, none can be
    /// worked out, and each could still be one of four.
    /// </summary>
    [Fact]
    public void Hide_SomebodyKnowsAPart_WhatIsLeftTellsOfFewPeopleNeither() =>
        ForAny.Holds(
            from rest in Counts
            from part in Counts
            select (rest, part),
            made =>
            {
                PlacementCount[] all = [.. made.rest, .. made.part];
                var (tables, left) = (Tables(all), Tables(made.rest, all));
                var shown = SmallNumbers.Hide(tables, left);
                // What is shown of all, less the part: shown where that is.
                var numbers = Numbers(shown, tables)
                    .Zip(Numbers(SmallNumbers.ShowAll(left), left))
                    .Select(n => n.Second with { Shown = n.First.Shown is null ? null : n.Second.Number })
                    .ToList();

                Assert.DoesNotContain(numbers, n => n.Shown is { } number && SmallNumbers.IsSmall(number));
                Assert.Empty(WorkedOut(numbers, left));
                Assert.All(
                    Narrowed(numbers, left),
                    range => Assert.True(!SmallNumbers.IsSmall(range.Number) || range.Most - range.Least >= 3)
                );
                Assert.Empty(WorkedOut(Numbers(shown, tables), tables));
            }
        );

    [Fact]
    public void Hide_ARestHasOtherRows_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            SmallNumbers.Hide(Tables([new(1, 1, 0, 9), new(2, 1, 0, 9)]), Tables([new(1, 1, 0, 9)]))
        );

    /// <summary>The attack itself: where only the small numbers are hidden, it finds them.</summary>
    [Fact]
    public void WorkedOut_OnlyTheSmallOnesAreHidden_FindsThem()
    {
        var tables = Tables([new(1, 1, 0, 3), new(1, 2, 1, 20), new(2, 1, 2, 30), new(2, 2, 3, 40)]);
        var numbers = Numbers(SmallNumbers.ShowAll(tables), tables)
            .Select(number =>
                number with
                {
                    Shown = SmallNumbers.IsSmall(number.Number) ? null : number.Number,
                }
            )
            .ToList();

        Assert.Equal([3], WorkedOut(numbers, tables).Distinct());
        Assert.Contains(Narrowed(numbers, tables), range => range is { Number: 3, Least: 3, Most: 3 });
    }

    [Fact]
    public void Hide_NoSmallFigureShowsAll()
    {
        var tables = Tables([new(1, 1, 0, 5), new(2, 2, 5, 90)]);

        Assert.All(
            Numbers(SmallNumbers.Hide(tables), tables),
            number => Assert.Equal(number.Number, number.Shown)
        );
    }

    [Fact]
    public void Hide_OneSmallNumberAmongLargeOnes_LeavesTheTotals()
    {
        var tables = Tables([
            new(1, 1, 0, 3),
            new(1, 2, 1, 20),
            new(2, 1, 0, 30),
            new(2, 2, 1, 40),
            new(3, 1, 0, 50),
            new(3, 2, 1, 60),
        ]);
        var numbers = SmallNumbers.Hide(tables);

        Assert.Null(numbers.ByTargetGroup(0, 0));
        Assert.Null(numbers.ByDuration(0, 0));
        Assert.Equal(
            (203, 23, 83),
            (numbers.Total, numbers.ByTargetGroup(0, 2), numbers.ByTargetGroup(3, 0))
        );
        Assert.Equal(8, Numbers(numbers, tables).Count(number => number.Shown is null));
    }

    [Fact]
    public void LastedMoreThan_ABandIsHidden_IsNotSaid()
    {
        var tables = Tables([new(1, 1, 0, 30), new(1, 1, 1, 30), new(1, 1, 5, 2), new(1, 1, 4, 30)]);

        Assert.Equal((32, 2), (tables.LastedMoreThan(6), tables.LastedMoreThan(24)));
        Assert.Null(SmallNumbers.Hide(tables).LastedMoreThan(24));
        Assert.Equal(2, SmallNumbers.ShowAll(tables).LastedMoreThan(24));
    }

    [Theory]
    [InlineData(92, 92)]
    [InlineData(90, null)]
    [InlineData(85, 85)]
    [InlineData(3, null)]
    public void Citizens_FewHaveSeveralPlacements_AreNotSaid(int citizens, int? said)
    {
        var tables = Tables([new(1, 1, 0, 30), new(1, 2, 0, 30), new(2, 1, 0, 2), new(2, 2, 0, 30)]);

        Assert.Equal(92, tables.Total);
        Assert.Equal(said, SmallNumbers.Hide(tables).Citizens(citizens));
        Assert.Equal(citizens, SmallNumbers.ShowAll(tables).Citizens(citizens));
    }

    private static CommitteeTables Tables(PlacementCount[] counts, PlacementCount[]? beside = null) =>
        new(
            counts,
            Enumerable.Range(1, 9).Select(i => (long)i),
            Enumerable.Range(1, 9).Select(i => (long)i),
            beside
        );

    private sealed record Figure(bool IsFirst, int Row, int Column, int Number, int? Shown);

    // All numbers of both tables; those that both have, twice.
    private static List<Figure> Numbers(SmallNumbers shown, CommitteeTables tables) =>
        [
            .. from isFirst in (bool[])[true, false]
            let table = isFirst ? tables.ByTargetGroup : tables.ByDuration
            from row in Enumerable.Range(0, table.Rows + 1)
            from column in Enumerable.Range(0, table.Columns + 1)
            select new Figure(
                isFirst,
                row,
                column,
                table[row, column],
                isFirst ? shown.ByTargetGroup(row, column) : shown.ByDuration(row, column)
            ),
        ];

    // What an attacker writes down: the parts of each total, and that both tables have the same totals of rows.
    private static List<(int[] Parts, int Whole)> Equations(List<Figure> numbers, CommitteeTables tables)
    {
        var equations = new List<(int[], int)>();
        foreach (
            var (table, isFirst) in ((CountTable, bool)[])
                [(tables.ByTargetGroup, true), (tables.ByDuration, false)]
        )
        {
            for (var row = 0; row <= table.Rows; row++)
            {
                equations.Add(
                    (
                        [.. Enumerable.Range(0, table.Columns).Select(c => Index(isFirst, row, c))],
                        Index(isFirst, row, table.Columns)
                    )
                );
            }

            for (var column = 0; column <= table.Columns; column++)
            {
                equations.Add(
                    (
                        [.. Enumerable.Range(0, table.Rows).Select(r => Index(isFirst, r, column))],
                        Index(isFirst, table.Rows, column)
                    )
                );
            }
        }

        for (var row = 0; row <= tables.ByDuration.Rows; row++)
        {
            equations.Add(
                (
                    [Index(true, row, tables.ByTargetGroup.Columns)],
                    Index(false, row, tables.ByDuration.Columns)
                )
            );
        }

        return equations;

        int Index(bool isFirst, int row, int column) =>
            numbers.FindIndex(n => n.IsFirst == isFirst && n.Row == row && n.Column == column);
    }

    /// <summary>The numbers that the equations have one solution for: Gauss's elimination of what is hidden.</summary>
    private static List<int> WorkedOut(List<Figure> numbers, CommitteeTables tables)
    {
        var unknown = numbers
            .Select((n, i) => (n, i))
            .Where(n => n.n.Shown is null)
            .Select(n => n.i)
            .ToList();
        var rows = Equations(numbers, tables)
            .Select(equation =>
            {
                var row = new double[unknown.Count];
                foreach (var part in equation.Parts.Where(unknown.Contains))
                {
                    row[unknown.IndexOf(part)] += 1;
                }

                if (unknown.Contains(equation.Whole))
                {
                    row[unknown.IndexOf(equation.Whole)] -= 1;
                }

                return row;
            })
            .ToList();
        var done = 0;
        for (var column = 0; column < unknown.Count && done < rows.Count; column++)
        {
            var pivot = Enumerable.Range(done, rows.Count - done).MaxBy(r => Math.Abs(rows[r][column]));
            if (Math.Abs(rows[pivot][column]) < 1e-9)
            {
                continue;
            }

            (rows[done], rows[pivot]) = (rows[pivot], rows[done]);
            var by = rows[done][column];
            rows[done] = [.. rows[done].Select(x => x / by)];
            for (var r = 0; r < rows.Count; r++)
            {
                if (r != done && Math.Abs(rows[r][column]) > 1e-9)
                {
                    var times = rows[r][column];
                    rows[r] = [.. rows[r].Zip(rows[done], (x, y) => x - (times * y))];
                }
            }

            done++;
        }

        return
        [
            .. rows.Where(row => row.Count(x => Math.Abs(x) > 1e-9) == 1)
                .Select(row => numbers[unknown[Array.FindIndex(row, x => Math.Abs(x) > 1e-9)]].Number),
        ];
    }

    /// <summary>What is left for each hidden number when each equation narrows it, again and again, from nought up.</summary>
    private static List<(int Number, long Least, long Most)> Narrowed(
        List<Figure> numbers,
        CommitteeTables tables
    )
    {
        const long Anything = 1_000_000;
        var ranges = numbers.Select(n => (Least: (long)(n.Shown ?? 0), Most: n.Shown ?? Anything)).ToArray();
        var equations = Equations(numbers, tables);
        for (var round = 0; round < 40; round++)
        {
            foreach (var (parts, whole) in equations)
            {
                Narrow(whole, parts.Sum(p => ranges[p].Least), parts.Sum(p => ranges[p].Most));
                foreach (var part in parts)
                {
                    Narrow(
                        part,
                        ranges[whole].Least - parts.Where(p => p != part).Sum(p => ranges[p].Most),
                        ranges[whole].Most - parts.Where(p => p != part).Sum(p => ranges[p].Least)
                    );
                }
            }
        }

        return
        [
            .. numbers
                .Select((n, i) => (n, i))
                .Where(n => n.n.Shown is null)
                .Select(n => (n.n.Number, ranges[n.i].Least, ranges[n.i].Most)),
        ];

        void Narrow(int of, long least, long most) =>
            ranges[of] = (Math.Max(ranges[of].Least, least), Math.Min(ranges[of].Most, most));
    }
}
