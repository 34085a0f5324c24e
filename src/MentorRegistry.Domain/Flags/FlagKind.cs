namespace MentorRegistry.Domain.Flags;

/// <summary>What kind of condition a flag (opmærksomhedspunkt) tells of (issue 3).</summary>
public enum FlagKind
{
    /// <summary>Two placements of two departments share days, today or later.</summary>
    OverlapAcross,

    /// <summary>Two placements of one department share days, today or later.</summary>
    OverlapWithin,

    /// <summary>The same mentor for more than the months allowed, across grants, placements and departments.</summary>
    LongWithMentor,

    /// <summary>Mentors without a break for more than the months allowed, two or more of them.</summary>
    LongWithAnyMentor,

    /// <summary>The same mentor will have been there for more than the months allowed within the days of notice.</summary>
    ReachesLong,

    /// <summary>A grant is longer than its legal basis allows in one grant.</summary>
    GrantTooLong,

    /// <summary>A placement's last granted day is near, and nothing continues it.</summary>
    GrantEnding,

    /// <summary>A placement's last granted day has passed, and nobody has ended or continued it.</summary>
    PastLastDay,

    /// <summary>A placement goes on with a mentor or provider that is no longer in use.</summary>
    NoLongerActive,
}
