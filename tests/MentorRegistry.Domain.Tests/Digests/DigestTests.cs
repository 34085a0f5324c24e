using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Domain.Tests.Digests;

/// <summary>A digest on its way: who may try when, what comes of it, and that it stays one mail.</summary>
public sealed class DigestTests
{
    private static readonly DateTime Now = new(2026, 11, 2, 6, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    [Fact]
    public void Waits_AllOfThem_AreTwoDays() =>
        Assert.Equal(TimeSpan.FromDays(2), Digest.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));

    [Fact]
    public void Begin_Pending_IsThisProcessesUntilTheLeaseRunsOut()
    {
        var digest = Create();

        var attempt = digest.Begin(Now, Lease);

        Assert.NotNull(attempt);
        Assert.Equal(DigestState.Sending, digest.State);
        Assert.Equal(DigestOutcome.Unknown, attempt.Outcome);
        Assert.False(digest.IsDue(Now + Lease - TimeSpan.FromMilliseconds(1)));
        Assert.True(digest.IsDue(Now + Lease));
        Assert.Throws<InvalidOperationException>(() => digest.Begin(Now, Lease));
    }

    [Fact]
    public void End_FailsEachTimeAsSoonAsItIsDue_IsGivenUpAfterTwoDaysAndNotBefore()
    {
        var digest = Create();
        var now = Now;
        var attempts = 0;
        while (digest.State != DigestState.GivenUp)
        {
            Assert.True(digest.IsDue(now));
            digest.End(digest.Begin(now, Lease)!, now, DigestOutcome.Retry, "451 later");
            attempts++;
            if (digest.State == DigestState.Retry)
            {
                Assert.False(digest.IsDue(digest.NextUtc!.Value - TimeSpan.FromMilliseconds(1)));
                now = digest.NextUtc!.Value;
            }
        }

        Assert.Equal(Digest.MostAttempts, attempts);
        Assert.Equal(TimeSpan.FromDays(2), now - Now);
        Assert.False(digest.IsDue(now.AddYears(1)));
    }

    [Fact]
    public void Begin_TheProcessEndsEachTime_IsGivenUpAfterAllAttempts()
    {
        var digest = Create();
        var now = Now;
        for (var i = 0; i < Digest.MostAttempts; i++)
        {
            Assert.NotNull(digest.Begin(now, Lease));
            now += Lease;
        }

        Assert.Null(digest.Begin(now, Lease));
        Assert.Equal(DigestState.GivenUp, digest.State);
    }

    [Fact]
    public void Begin_AfterWeeksDown_StillHasItsAttempts()
    {
        var digest = Create();
        digest.End(digest.Begin(Now, Lease)!, Now, DigestOutcome.Retry, null);

        Assert.NotNull(digest.Begin(Now.AddDays(21), Lease));
    }

    [Fact]
    public void End_ThatDoesNotPass_IsGivenUpAtOnce()
    {
        var digest = Create();
        var attempt = digest.Begin(Now, Lease)!;

        digest.End(attempt, Now, DigestOutcome.GivenUp, "550 no such user");

        Assert.Equal(DigestState.GivenUp, digest.State);
        Assert.Equal((DigestOutcome.GivenUp, "550 no such user"), (attempt.Outcome, attempt.Answer));
    }

    [Fact]
    public void End_LongAnswer_IsCutOff()
    {
        var digest = Create();
        var attempt = digest.Begin(Now, Lease)!;

        digest.End(attempt, Now, DigestOutcome.Retry, new string('x', 2000));

        Assert.Equal(DigestAttempt.LongestAnswer, attempt.Answer!.Length);
    }

    [Theory]
    [InlineData(DigestOutcome.Sent)]
    [InlineData(DigestOutcome.GivenUp)]
    [InlineData(DigestOutcome.Retry)]
    public void SendAgain_Ended_IsOwedWithAllItsAttempts(DigestOutcome outcome)
    {
        var digest = Create();
        digest.End(digest.Begin(Now, Lease)!, Now, outcome, null);

        Assert.True(digest.SendAgain(Now));

        Assert.True(digest.IsDue(Now));
        Assert.Equal(0, digest.Attempts);
    }

    [Fact]
    public void SendAgain_WhileItIsBeingSent_IsRefused()
    {
        var digest = Create();
        digest.Begin(Now, Lease);

        Assert.False(digest.SendAgain(Now));
        Assert.True(digest.SendAgain(Now + Lease));
    }

    [Fact]
    public void Freeze_HasContent_IsRefused()
    {
        var digest = Create();
        digest.Begin(Now, Lease);
        digest.Freeze(Now, Lease, "head", "Subject", "<p>", "Text", "{}", "da");

        Assert.Throws<InvalidOperationException>(() =>
            digest.Freeze(Now, Lease, "head", "Other", "<p>", "Text", "{}", "da")
        );
        Assert.Equal("Subject", digest.Subject);
    }

    [Fact]
    public void MessageId_SameMonthAndHead_IsTheSameAndSaysNothingOfTheHead()
    {
        var id = Digest.MessageIdOf(new DateOnly(2026, 10, 1), "karin", "kommune.dk");

        Assert.Equal(id, Digest.MessageIdOf(new DateOnly(2026, 10, 31), "karin", "kommune.dk"));
        Assert.NotEqual(id, Digest.MessageIdOf(new DateOnly(2026, 11, 1), "karin", "kommune.dk"));
        Assert.NotEqual(id, Digest.MessageIdOf(new DateOnly(2026, 10, 1), "kari", "kommune.dk"));
        Assert.DoesNotContain("karin", id, StringComparison.Ordinal);
        Assert.EndsWith("@kommune.dk", id, StringComparison.Ordinal);
    }

    // Whatever happens in whatever order: nobody tries while another holds the lease, and it is tried at most so often.
    [Fact]
    public void Any_Course_NeverHasTwoAtOnceNorTooManyAttempts()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var digest = Create();
            var now = Now;
            var (begun, heldUntil) = (0, DateTime.MinValue);
            while (digest.State is not (DigestState.Sent or DigestState.GivenUp))
            {
                now += TimeSpan.FromMinutes(random.Next(1, 600));
                if (!digest.IsDue(now))
                {
                    continue;
                }

                Assert.True(heldUntil <= now);
                if (digest.Begin(now, Lease) is not { } attempt)
                {
                    break;
                }

                begun++;
                heldUntil = now + Lease;
                // One in three is killed before it ends.
                if (random.Next(3) > 0)
                {
                    heldUntil = now;
                    digest.End(attempt, now, (DigestOutcome)random.Next(1, 4), null);
                }
            }

            Assert.InRange(begun, 1, Digest.MostAttempts);
        }
    }

    private static Digest Create() => new() { HeadId = "karin", Month = new DateOnly(2026, 10, 1) };
}
