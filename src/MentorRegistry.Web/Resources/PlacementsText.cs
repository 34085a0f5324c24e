namespace MentorRegistry.Web;

/// <summary>Marks the texts of the pages that register and change placements.</summary>
public sealed class PlacementsText;
