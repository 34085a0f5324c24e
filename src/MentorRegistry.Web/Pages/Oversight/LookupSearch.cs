using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>What the lookup log is searched by. It names people, so it is only ever posted.</summary>
[TextsFrom(typeof(OversightText))]
public sealed class LookupSearch
{
    [Display(Name = "Search_Citizen"), StringLength(40)]
    public string? Citizen { get; set; }

    [Display(Name = "Search_Staff")]
    public string? StaffId { get; set; }

    [Display(Name = "Search_From")]
    public DateOnly? From { get; set; }

    [Display(Name = "Search_To")]
    public DateOnly? To { get; set; }

    [Display(Name = "Search_Purpose")]
    public long? PurposeId { get; set; }

    [Display(Name = "Search_Kind")]
    public LookupKind? Kind { get; set; }

    /// <summary>
    /// The last row of the log when the search began. Each reading adds a row: without this, page 2 would begin with
    /// what stood last on page 1.
    /// </summary>
    public long? UpTo { get; set; }

    /// <summary>The rows, newest first.</summary>
    public IQueryable<LookupEntry> Query(RegistryDb db, long? citizenId)
    {
        var rows = db.Lookups.AsNoTracking();
        if (citizenId is not null)
        {
            rows = rows.Where(lookup => lookup.CitizenId == citizenId);
        }

        if (!string.IsNullOrEmpty(StaffId))
        {
            rows = rows.Where(lookup => lookup.UserId == StaffId);
        }

        if (From is { } from)
        {
            var begins = Clock.BeginningOf(from);
            rows = rows.Where(lookup => lookup.AtUtc >= begins);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var ends = Clock.BeginningOf(to.AddDays(1));
            rows = rows.Where(lookup => lookup.AtUtc < ends);
        }

        if (PurposeId is not null)
        {
            rows = rows.Where(lookup => lookup.PurposeId == PurposeId);
        }

        if (Kind is not null)
        {
            rows = rows.Where(lookup => lookup.Kind == Kind);
        }

        if (UpTo is not null)
        {
            rows = rows.Where(lookup => lookup.Id <= UpTo);
        }

        return rows.OrderByDescending(lookup => lookup.AtUtc).ThenByDescending(lookup => lookup.Id);
    }

    /// <summary>
    /// What the log keeps of the search, as values alone: the log is read in both languages. The citizen is in a column.
    /// </summary>
    public string Criterion(string? staff, string? purpose, int page)
    {
        string?[] parts =
        [
            From is null && To is null ? null : $"{Iso(From)}..{Iso(To)}",
            staff,
            purpose,
            Kind?.ToString(),
            page > 1 ? string.Create(CultureInfo.InvariantCulture, $"p. {page}") : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static string? Iso(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
