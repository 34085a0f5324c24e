using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Shared;

/// <summary>Says the history in the reader's words.</summary>
public sealed class HistoryWords(
    HistoryView view,
    IStringLocalizer<HistoryText> text,
    IStringLocalizer<FormatText> format,
    IStringLocalizer<SharedText> shared
)
{
    /// <summary>What happened: "Bevilling tilføjet".</summary>
    public string What(HistoryRow row)
    {
        if (row is { Entity: nameof(Placement), Action: AuditAction.Changed })
        {
            foreach (var value in row.Values)
            {
                switch (value.Field)
                {
                    case nameof(Placement.IsCancelled) when value.After is { ValueKind: JsonValueKind.True }:
                        return text["Placement_Cancelled"];
                    case nameof(Placement.EndedOn) when value.After is not null:
                        return text["Placement_Ended"];
                    case nameof(Placement.EndedOn):
                        return text["Placement_Reopened"];
                }
            }
        }

        if (row.Entity == nameof(HoursMonth))
        {
            return text[
                row.Values.Any(value =>
                    value is { Field: nameof(HoursMonth.IsClosed), After.ValueKind: JsonValueKind.False }
                )
                    ? "HoursMonth_Reopened"
                    : "HoursMonth_Closed"
            ];
        }

        if (row is { Entity: nameof(SpotCheckItem), Action: AuditAction.Added or AuditAction.Changed })
        {
            return row.Action == AuditAction.Added
                ? text["SpotCheckItem_Drawn"]
                : text["SpotCheckItem_Judged"];
        }

        return text[$"Action_{row.Action}", text[$"Entity_{row.Entity}"]];
    }

    /// <summary>What it is about, where the page shows several things at once.</summary>
    public string? Subject(HistoryRow row)
    {
        var subject =
            view.Subjects.GetValueOrDefault(row.Root)
            ?? view.Subjects.GetValueOrDefault((row.Entity, row.EntityId));
        // Whoever sees the invoice sees its citizens.
        return row is { Entity: nameof(InvoiceLine), CitizenId: { } citizen }
            ? string.Join(", ", new[] { subject, CitizenReference.Of(citizen) }.OfType<string>())
            : subject;
    }

    /// <summary>When, on a Danish wall's clock.</summary>
    public string When(HistoryRow row)
    {
        var local = Clock.ToCopenhagen(row.AtUtc);
        return text["At", Format.Date(DateOnly.FromDateTime(local)), Format.Time(local)];
    }

    /// <summary>Who did it: somebody, somebody of whom no more may be told, or the registry by itself.</summary>
    public string By(HistoryRow row) =>
        row.Who switch
        {
            null => text["By_Elsewhere"],
            CurrentUser.Nobody => text["By_Registry"],
            _ => text["By", row.Who],
        };

    /// <summary>Each changed value as a line: "Leverandør: ændret fra A til B".</summary>
    public IEnumerable<string> Changes(HistoryRow row) =>
        row.Values.Select(value => Change(row.Action, value)).OfType<string>();

    private string? Change(AuditAction action, HistoryValue value)
    {
        string label = text[$"Field_{value.Field}"];
        if (HistoryFields.Kinds[value.Field] == HistoryFieldKind.Deed)
        {
            return label;
        }

        var before = Written(value.Field, value.Before);
        var after = Written(value.Field, value.After);
        LocalizedString? line = action switch
        {
            AuditAction.Added => after is null || IsNo(value.After) ? null : text["To", label, after],
            AuditAction.Deleted => before is null || IsNo(value.Before) ? null : text["To", label, before],
            // A name that is not known is left out, rather than a number that says nothing.
            _ when before is null && value.Before is not null => after is null
                ? text["Changed", label]
                : text["ChangedTo", label, after],
            _ when after is null && value.After is not null => text["Changed", label],
            _ => text["FromTo", label, before ?? text["Nothing"], after ?? text["Nothing"]],
        };
        return line?.Value;
    }

    private static bool IsNo(JsonElement? value) => value is { ValueKind: JsonValueKind.False };

    private string? Written(string field, JsonElement? value)
    {
        if (value is not { } known)
        {
            return null;
        }

        var plain = known.ToString();
        return HistoryFields.Kinds[field] switch
        {
            HistoryFieldKind.Date => DateOnly.TryParse(plain, CultureInfo.InvariantCulture, out var day)
                ? Format.Date(day)
                : plain,
            HistoryFieldKind.Hours => Format.TotalHours(known.GetInt32()),
            HistoryFieldKind.Money => Format.Kroner(known.GetInt64()),
            HistoryFieldKind.Minutes => Format.HoursPerWeek(known.GetInt32(), format),
            HistoryFieldKind.YesNo => text[known.ValueKind == JsonValueKind.True ? "Yes" : "No"],
            HistoryFieldKind.Choice => text[$"{field}_{plain}"],
            HistoryFieldKind.Cpr => CprNumber.TryParse(plain, out var number, out _) ? number.Masked : null,
            // The roles are the program's own words, which have translations.
            HistoryFieldKind.Reference when field == "RoleId" => view.Names.TryGetValue(
                (field, plain),
                out var role
            )
                ? shared[$"Role_{role}"].Value
                : null,
            HistoryFieldKind.Reference => view.Names.GetValueOrDefault((field, plain)),
            _ => plain.Length == 0 ? null : plain,
        };
    }
}
