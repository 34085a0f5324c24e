using MentorRegistry.Web.Statistics;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>A table, and where its numbers lead.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">What tests and style sheets call it.</param>
/// <param name="ListOf">The list behind a number, its row and its column (<c>null</c> for the totals); may be none.</param>
public sealed record CountTableView(
    ShownTable Table,
    string Name,
    Func<int?, ShownRow, long?, string?> ListOf
);
