using System.Globalization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>One drawing of the timeline.</summary>
/// <param name="Timeline">Where everything stands.</param>
/// <param name="Kind">"wide" or "narrow": the class, and what keeps ids on the page apart.</param>
public sealed record TimelinePicture(Timeline Timeline, string Kind)
{
    /// <summary>A number as a drawing has it, with a point whatever the page's language.</summary>
    public static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
