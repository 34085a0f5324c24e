using System.Globalization;
using MentorRegistry.Domain.Oversight;

namespace MentorRegistry.Domain.Tests.Oversight;

public sealed class LookupPatternTests
{
    [Theory]
    [InlineData("Birgit Østergaard", "birgit  østergaard", true)]
    [InlineData("Birgit Østergaard", "Birgit Østergård", true)]
    [InlineData("Birgit Østergaard", "Birgit M. Østergaard", false)]
    [InlineData("Birgit Østergaard", "Birgit Ostergaard", false)]
    public void IsSameName_CaseAndSpacing_DoNotMatter(string one, string other, bool same) =>
        Assert.Equal(same, LookupPattern.IsSameName(one, other));

    [Theory]
    [InlineData("Bo Iversen", "Inger Iversen", true)]
    [InlineData("Bo Højgård", "Torben HØJGAARD", true)]
    [InlineData("Iversen Bo", "Inger Iversen", false)]
    [InlineData("Bo Iversen-Friis", "Inger Iversen", false)]
    [InlineData("Bo", "Bo", false)]
    [InlineData("", "", false)]
    public void HasSameSurname_LastWordsDecide(string citizen, string staff, bool same) =>
        Assert.Equal(same, LookupPattern.HasSameSurname(citizen, staff));

    [Theory]
    [InlineData(20, "6,5,20", true)]
    [InlineData(19, "1,1,19", false)]
    [InlineData(60, "20,20,60", false)]
    [InlineData(61, "20,20,61", true)]
    [InlineData(40, "40", false)]
    [InlineData(30, "4,15,30,2", true)]
    [InlineData(20, "", false)]
    public void IsBusyDay_MoreThanThreeTimesTheMedianAndAtLeastTwenty(int lookups, string days, bool busy) =>
        Assert.Equal(
            busy,
            LookupPattern.IsBusyDay(
                lookups,
                [
                    .. days.Split(',', StringSplitOptions.RemoveEmptyEntries)
                        .Select(day => int.Parse(day, CultureInfo.InvariantCulture)),
                ]
            )
        );

    [Theory]
    [InlineData("2026-11-20T07:00", false)]
    [InlineData("2026-11-20T06:59", true)]
    [InlineData("2026-11-20T17:59", false)]
    [InlineData("2026-11-20T18:00", true)]
    [InlineData("2026-11-21T12:00", true)]
    [InlineData("2026-11-22T12:00", true)]
    [InlineData("2027-03-25T12:00", true)]
    [InlineData("2027-04-23T12:00", false)]
    public void IsOutsideHours_BeforeAfterAtWeekendsAndOnHolidays(string local, bool outside) =>
        Assert.Equal(
            outside,
            LookupPattern.IsOutsideHours(DateTime.Parse(local, CultureInfo.InvariantCulture), 7, 18)
        );

    [Theory]
    [InlineData("Mikkel Abildgård", "2026-11-20T09:00", true)]
    [InlineData("Mikkel Abildgård", "2026-11-20T09:01", false)]
    [InlineData("Mikkel Abildgård", "2026-11-14T00:00", true)]
    [InlineData("Mikkel Abildgård", "2026-11-13T23:59", false)]
    [InlineData("Mette Abildgård", "2026-11-20T09:00", false)]
    public void RestsOnOwnBasis_RecordedByTheSamePersonWithinAWeekBefore(
        string recordedBy,
        string recorded,
        bool own
    ) =>
        Assert.Equal(
            own,
            LookupPattern.RestsOnOwnBasis(
                [(recordedBy, DateTime.Parse(recorded, CultureInfo.InvariantCulture))],
                "Mikkel Abildgård",
                new DateTime(2026, 11, 20, 9, 0, 0)
            )
        );
}
