using MentorRegistry.Domain.Oversight;

namespace MentorRegistry.Domain.Tests.Oversight;

public sealed class SpotCheckItemTests
{
    private static readonly DateTime At = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(true, " ")]
    [InlineData(false, " ")]
    [InlineData(false, "\u2060\uFEFF\u00AD")]
    [InlineData(false, "ok")]
    public void TryJudge_WithoutRemark_IsRefusedAndChangesNothing(bool needsFollowUp, string remark)
    {
        var item = new SpotCheckItem();

        Assert.False(item.TryJudge(needsFollowUp, remark, "Annegrethe Bæk", At));
        Assert.Null(item.NeedsFollowUp);
        Assert.Null(item.JudgedBy);
    }

    [Fact]
    public void TryJudge_WithRemark_IsKept()
    {
        var item = new SpotCheckItem();

        Assert.True(item.TryJudge(needsFollowUp: false, " Sag i egen afdeling ", "Annegrethe Bæk", At));
        Assert.Equal(
            (false, "Sag i egen afdeling", "Annegrethe Bæk", At),
            (item.NeedsFollowUp, item.Remark, item.JudgedBy, item.JudgedUtc)
        );
    }
}
