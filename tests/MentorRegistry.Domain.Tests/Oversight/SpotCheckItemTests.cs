using MentorRegistry.Domain.Oversight;

namespace MentorRegistry.Domain.Tests.Oversight;

public sealed class SpotCheckItemTests
{
    private static readonly DateTime At = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void TryJudge_FollowUpWithoutRemark_IsRefusedAndChangesNothing()
    {
        var item = new SpotCheckItem();

        Assert.False(item.TryJudge(needsFollowUp: true, " ", "Annegrethe Bæk", At));
        Assert.Null(item.NeedsFollowUp);
        Assert.Null(item.JudgedBy);
    }

    [Fact]
    public void TryJudge_InOrderWithoutRemark_IsKept()
    {
        var item = new SpotCheckItem();

        Assert.True(item.TryJudge(needsFollowUp: false, "  ", "Annegrethe Bæk", At));
        Assert.Equal(
            (false, null, "Annegrethe Bæk", At),
            (item.NeedsFollowUp, item.Remark, item.JudgedBy, item.JudgedUtc)
        );
    }
}
