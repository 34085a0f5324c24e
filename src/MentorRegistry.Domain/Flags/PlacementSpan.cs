namespace MentorRegistry.Domain.Flags;

/// <summary>
/// What "the same mentor" means: the named mentor, or the provider where no mentor is named. A mentor and the
/// provider that the mentor works for are two keys.
/// </summary>
public readonly record struct MentorKey
{
    private MentorKey(long providerId, long? mentorId)
    {
        ProviderId = mentorId is null ? providerId : 0;
        MentorId = mentorId;
    }

    /// <summary>The provider, where no mentor is named; 0 otherwise.</summary>
    public long ProviderId { get; }

    /// <summary>The named mentor, if there is one.</summary>
    public long? MentorId { get; }

    /// <summary>The key of a placement with this provider and, perhaps, this mentor.</summary>
    public static MentorKey Of(long providerId, long? mentorId) => new(providerId, mentorId);
}

/// <summary>What the overlap and run rules need to know of one placement of one citizen.</summary>
/// <param name="PlacementId">
/// Which placement; 0 for one that is not registered yet. Where several such are judged together each needs a number of
/// its own, for example a negative one: placements of one number are one placement.
/// </param>
/// <param name="Period">Its days, inclusive.</param>
/// <param name="Mentor">Who the mentor is, for runs.</param>
/// <param name="DepartmentId">Who granted it: overlaps across departments are told apart from those within one.</param>
/// <param name="IsCancelled">Cancelled placements never count.</param>
/// <param name="LegalBasisId">What it is granted by, for what is said of pairs; 0 where only runs are asked for.</param>
public sealed record PlacementSpan(
    long PlacementId,
    DatePeriod Period,
    MentorKey Mentor,
    long DepartmentId,
    bool IsCancelled = false,
    long LegalBasisId = 0
);
