using System.Globalization;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>
/// What a run did, as the scheduler keeps it: numbers alone, which are said in the reader's language where they are shown.
/// </summary>
public static class JobNumbers
{
    public static JobRunReport Report(params int[] numbers) =>
        JobRunReport.Succeeded(
            string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))
        );

    /// <summary>The numbers; <c>null</c> = something else was kept, as by an older version.</summary>
    public static int[]? Read(string? summary)
    {
        var words = summary?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var numbers = new List<int>();
        foreach (var word in words)
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Count > 0 ? [.. numbers] : null;
    }
}
