using MentorRegistry.Web.Statistics;

namespace MentorRegistry.Web.Exports;

/// <summary>A paper on its way into a file.</summary>
/// <param name="Title">What it is called on the agenda.</param>
/// <param name="IsPublic">Whether it is for the public.</param>
/// <param name="MadeOn">The day it was made.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="Content">What stands in it.</param>
public sealed record PaperFile(
    string Title,
    bool IsPublic,
    DateOnly MadeOn,
    string MadeBy,
    StatisticsContent Content
);
