namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// Follows a chain from row to row and finds out what happened where it breaks: with which other predecessor would the
/// row have its hash?
/// </summary>
/// <param name="links">Makes the hashes.</param>
/// <param name="last">The number of the last row by the head; the largest number when the head cannot be believed.</param>
internal sealed class LogWalk(LogLinks links, long last)
{
    /// <summary>Faults that are told one by one. Who rewrote more than this has rewritten the log.</summary>
    public const int MostFaults = 200;

    private readonly List<LogFault> _ranges = [];
    private readonly List<Broken> _broken = [];
    private readonly byte[] _link = new byte[LogLinks.Size];
    private List<Candidate> _after = [new(LogLinks.Beginning(), null)];
    private List<Broken> _run = [];
    private byte[] _beforeRun = LogLinks.Beginning();
    private long _expected = 1;
    private long _shift;

    public long Rows { get; private set; }

    public bool HasMore { get; private set; }

    /// <summary>Takes the next row, as <see cref="LogRows.Take" /> tells it.</summary>
    public void Next(long number, byte[] hash, ReadOnlySpan<byte> content, bool isOwn)
    {
        Rows++;
        if (number < 1 || (last < long.MaxValue && number > last + _shift))
        {
            Add(new LogFault(LogFaultKind.Inserted, number, number));
            return;
        }

        // What belongs elsewhere is no match, but it names a row that changed places.
        var match = content.Length > 0 && isOwn ? Match(hash, content) : null;
        if (number > _expected && match is null)
        {
            // What stood before this row is gone, so its own link cannot be checked: it is taken as it stands.
            Add(new LogFault(LogFaultKind.Missing, _expected, number - 1));
            Good(number, hash);
            return;
        }

        if (match is null)
        {
            Break(number, hash, content);
            return;
        }

        match.Meaning?.Invoke();
        var run = _run;
        var wasInserted = run.Count > 0 && run[^1].Kind == LogFaultKind.Inserted;
        if (number > _expected)
        {
            Remember(new Broken(number, hash, [], []));
        }

        Good(number, hash);
        if (wasInserted && run.Count <= 2 && run[0].Content.Length > 0)
        {
            // A row that changed places with its neighbour, or the one behind that, looks like one too many until the
            // row after is seen.
            var link = new byte[LogLinks.Size];
            links.Link(run.Count == 1 ? hash : run[1].Hash, run[0].Content, link);
            _after.Add(new Candidate(link, () => Swap(run, number)));
        }
    }

    /// <summary>Ends the walk and tells what was found.</summary>
    public IReadOnlyList<LogFault> Finish(LogHead? head)
    {
        var end = _expected - 1 - _shift;
        if (head is not null && last < long.MaxValue)
        {
            var match = _after.Find(candidate => candidate.Before.AsSpan().SequenceEqual(head.LastHash));
            match?.Meaning?.Invoke();
            end = _expected - 1 - _shift;
            FindSwaps();
            if (end < last && match is not null && _broken.Find(IsAltered) is { } first)
            {
                // The end is there, but too early: rows were taken out and the numbers behind them closed up.
                _broken.Remove(first);
                Add(new LogFault(LogFaultKind.Missing, first.Number, first.Number + last - end - 1));
            }
            else if (end < last)
            {
                Add(new LogFault(LogFaultKind.CutOff, end + 1, last));
            }
            else if (match is null && _broken.Count == 0 && _ranges.Count == 0)
            {
                Add(new LogFault(LogFaultKind.Altered, last, last));
            }
        }
        else
        {
            FindSwaps();
        }

        return Joined();
    }

    private static bool IsAltered(Broken row) => row.Kind == LogFaultKind.Altered;

    private Candidate? Match(byte[] hash, ReadOnlySpan<byte> content)
    {
        foreach (var candidate in _after)
        {
            links.Link(candidate.Before, content, _link);
            if (_link.AsSpan().SequenceEqual(hash))
            {
                return candidate;
            }
        }

        return null;
    }

    private void Good(long number, byte[] hash)
    {
        _expected = number + 1;
        if (_run.Count > 0)
        {
            _run = [];
        }

        // The usual way a million times over: no new list.
        if (_after.Count == 1 && _after[0].Meaning is null)
        {
            _after[0] = new Candidate(Whole(hash), null);
        }
        else
        {
            _after = [new Candidate(Whole(hash), null)];
        }
    }

    private void Break(long number, byte[] hash, ReadOnlySpan<byte> content)
    {
        if (_run.Count == 0)
        {
            _beforeRun = _after[0].Before;
        }

        var broken = new Broken(number, Whole(hash), _after[0].Before, content.ToArray());
        Remember(broken);
        _run.Add(broken);
        if (_run.Count > MostFaults)
        {
            _run = [broken];
        }

        _expected = number + 1;
        var run = _run;
        _after =
        [
            // Its values were altered …
            new Candidate(broken.Hash, null),
            // … or it was not written by the program …
            new Candidate(_beforeRun, () => Insert(run)),
        ];
        if (content.Length > 0)
        {
            // … or its hash was altered.
            var link = new byte[LogLinks.Size];
            links.Link(broken.Before, content, link);
            _after.Add(new Candidate(link, null));
        }
    }

    private void Insert(List<Broken> run)
    {
        run.ForEach(row => row.Kind = LogFaultKind.Inserted);
        _shift += run.Count;
    }

    private void Swap(List<Broken> run, long other)
    {
        _shift -= run.Count;
        run[0].Kind = LogFaultKind.Swapped;
        run[0].Other = other;
        run.Skip(1).ToList().ForEach(row => _broken.Remove(row));
    }

    // Two rows that are far apart: each breaks the chain where it stands now, and has the hash of its own place with
    // it; then the row after breaks too, and is none the worse.
    private void FindSwaps()
    {
        foreach (var one in _broken.Where(IsAltered).ToList())
        {
            foreach (
                var other in _broken
                    .Where(row => IsAltered(row) && row.Number > one.Number && row.Content.Length > 0)
                    .ToList()
            )
            {
                if (!IsAltered(one))
                {
                    break;
                }

                // Whole rows, or their values only. Of neighbours the one stands behind the other.
                var isWhole =
                    IsLink(one.Before, other.Content, other.Hash)
                    && IsLink(
                        other.Number == one.Number + 1 ? other.Hash : other.Before,
                        one.Content,
                        one.Hash
                    );
                if (
                    !isWhole
                    && !(
                        IsLink(one.Before, other.Content, one.Hash)
                        && IsLink(other.Before, one.Content, other.Hash)
                    )
                )
                {
                    continue;
                }

                one.Kind = LogFaultKind.Swapped;
                one.Other = other.Number;
                _broken.Remove(other);
                if (isWhole)
                {
                    Clear(one.Number + 1, other.Hash);
                    Clear(other.Number + 1, one.Hash);
                }
            }
        }
    }

    private bool IsLink(byte[] before, byte[] content, byte[] hash)
    {
        links.Link(before, content, _link);
        return content.Length > 0 && _link.AsSpan().SequenceEqual(hash);
    }

    private void Clear(long number, byte[] before)
    {
        if (
            _broken.Find(row => row.Number == number && IsAltered(row)) is { } row
            && IsLink(before, row.Content, row.Hash)
        )
        {
            _broken.Remove(row);
        }
    }

    private void Remember(Broken row)
    {
        if (_broken.Count < MostFaults)
        {
            _broken.Add(row);
        }
        else
        {
            HasMore = true;
        }
    }

    private void Add(LogFault fault)
    {
        if (_ranges.Count > 0 && _ranges[^1].Kind == fault.Kind && _ranges[^1].Last + 1 == fault.First)
        {
            _ranges[^1] = _ranges[^1] with { Last = fault.Last };
        }
        else if (_ranges.Count < MostFaults)
        {
            _ranges.Add(fault);
        }
        else
        {
            HasMore = true;
        }
    }

    private List<LogFault> Joined()
    {
        var faults = new List<LogFault>(_ranges);
        foreach (var row in _broken)
        {
            if (
                row.Kind != LogFaultKind.Swapped
                && faults.FindIndex(fault => fault.Kind == row.Kind && fault.Last + 1 == row.Number)
                    is var i
                        and >= 0
            )
            {
                faults[i] = faults[i] with { Last = row.Number };
            }
            else
            {
                faults.Add(new LogFault(row.Kind, row.Number, row.Other ?? row.Number));
            }
        }

        return [.. faults.OrderBy(fault => fault.First)];
    }

    private static byte[] Whole(byte[] hash) => hash.Length == LogLinks.Size ? hash : new byte[LogLinks.Size];

    /// <summary>A hash that the next row may have been linked to, and what it means if it was.</summary>
    private sealed record Candidate(byte[] Before, Action? Meaning);

    private sealed class Broken(long number, byte[] hash, byte[] before, byte[] content)
    {
        public long Number { get; } = number;

        public byte[] Hash { get; } = hash;

        public byte[] Before { get; } = before;

        public byte[] Content { get; } = content;

        public LogFaultKind Kind { get; set; } = LogFaultKind.Altered;

        public long? Other { get; set; }
    }
}
