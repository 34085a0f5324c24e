using MentorRegistry.Domain;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>What belongs to a record and has a page of its own.</summary>
/// <param name="Records">In the order shown.</param>
/// <param name="EditPage">The page that adds and changes one.</param>
/// <param name="Route">What that page calls the record that a new one belongs to.</param>
/// <param name="Id">The record.</param>
/// <param name="Add">The text of the button that adds one.</param>
/// <param name="Empty">What stands where there is none.</param>
public sealed record BelowRecord(
    IReadOnlyList<IDated> Records,
    string EditPage,
    string Route,
    long Id,
    string Add,
    string Empty
);
