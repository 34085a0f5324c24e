using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>Lookups as they stand in the log.</summary>
internal static class OversightScene
{
    public static Task<LookupEntry> CreateLookupAsync(
        this TestData data,
        RegistryUser? by = null,
        Citizen? citizen = null,
        string at = "2026-11-10T10:15:00Z",
        LookupKind kind = LookupKind.Overview,
        LookupPurpose? purpose = null,
        string? criterion = null,
        bool? isOwn = null
    ) =>
        data.CreateLookupAsync(
            DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime,
            by,
            citizen,
            kind,
            purpose,
            criterion,
            isOwn
        );

    public static Task<LookupEntry> CreateLookupAsync(
        this TestData data,
        DateTime at,
        RegistryUser? by = null,
        Citizen? citizen = null,
        LookupKind kind = LookupKind.Overview,
        LookupPurpose? purpose = null,
        string? criterion = null,
        bool? isOwn = null
    ) =>
        data.AddAsync(
            new LookupEntry
            {
                AtUtc = at,
                UserId = by?.Id ?? "nobody",
                UserName = by?.UserName ?? "nobody",
                CitizenId = citizen?.Id,
                Kind = kind,
                PurposeId = purpose?.Id,
                PurposeName = purpose?.Name,
                Criterion = criterion,
                IsOwn = isOwn,
            }
        );
}
