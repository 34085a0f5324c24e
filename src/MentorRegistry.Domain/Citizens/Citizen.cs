using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Domain.Citizens;

/// <summary>A person who has, has had or is about to have a mentor.</summary>
public sealed class Citizen : IVersioned
{
    /// <summary>The record's own number; never shown bare, see <see cref="Reference"/>.</summary>
    public long Id { get; set; }

    /// <summary>The name as the departments write it. 1 to 200 characters.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// Name and address protection (CPR-loven § 28): what tells where the person is to be met takes an extra step to
    /// see, which is recorded, and never leaves the house on paper or in a file.
    /// </summary>
    public bool IsProtected { get; set; }

    /// <summary>When the record was made, UTC.</summary>
    public DateTime RegisteredUtc { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>All CPR numbers that the person has had here, the one in force among them.</summary>
    public List<CitizenNumber> Numbers { get; } = [];

    /// <summary>All placements, cancelled ones included.</summary>
    public List<Placement> Placements { get; } = [];

    /// <summary>What lets departments see each other's placements, also what is no longer in force.</summary>
    public List<SharingBasis> SharingBases { get; } = [];

    /// <summary>The public reference, see <see cref="CitizenReference"/>.</summary>
    public string Reference => CitizenReference.Of(Id);

    /// <summary>The number in force.</summary>
    public CprNumber? CurrentNumber =>
        Numbers.Find(number => number.Last is null) is { } current ? CprNumber.Parse(current.Digits) : null;

    /// <summary>
    /// Gives the person a new number from <paramref name="from"/>: the one in force is kept as history with the day
    /// before as its last, or with its own first day where <paramref name="from"/> is no later (a number given and
    /// replaced on one day). A person can be given a new CPR number, and may have a replacement number first. A number
    /// that the person had before is in force again and keeps its first day: the registry knew the person by it then.
    /// </summary>
    public void GiveNumber(CprNumber number, DateOnly from)
    {
        if (Numbers.Find(n => n.Last is null) is { } current)
        {
            if (current.Digits == number.Digits)
            {
                return;
            }

            current.Last = current.First < from ? from.AddDays(-1) : current.First;
        }

        if (Numbers.Find(n => n.Digits == number.Digits) is { } returned)
        {
            returned.Last = null;
        }
        else
        {
            Numbers.Add(new CitizenNumber { Digits = number.Digits, First = from });
        }
    }
}

/// <summary>A CPR number that a citizen has, or has had. One number belongs to one citizen, past ones too.</summary>
public sealed class CitizenNumber
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose it is.</summary>
    public long CitizenId { get; set; }

    /// <summary>Ten digits, see <see cref="CprNumber.Digits"/>.</summary>
    public required string Digits { get; set; }

    /// <summary>First day, inclusive, that the registry knew the person by it.</summary>
    public DateOnly First { get; set; }

    /// <summary>Last day, inclusive; <c>null</c> = in force.</summary>
    public DateOnly? Last { get; set; }
}
