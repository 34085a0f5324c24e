using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Tests.Pages.Shared;

public sealed class HistoryFieldsTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private static readonly Type[] s_kept =
    [
        typeof(Citizen),
        typeof(CitizenNumber),
        typeof(Placement),
        typeof(Grant),
        typeof(PlacementMeasure),
        typeof(Outcome),
        typeof(Measure),
        typeof(Department),
        typeof(Unit),
        typeof(TargetGroup),
        typeof(LegalBasis),
        typeof(ProviderCategory),
        typeof(Provider),
        typeof(Mentor),
        typeof(SpotCheck),
        typeof(SpotCheckItem),
        typeof(UserMembership),
        typeof(IdentityUserRole<string>),
    ];

    private static readonly HashSet<string> s_never =
    [
        "Id",
        "Version",
        RegistryMappings.NameSearch,
        RegistryMappings.NameSort,
        RegistryMappings.LastDay,
        nameof(Placement.SourceFingerprint),
        nameof(Placement.EndedUtc),
    ];

    [Fact]
    public async Task Kinds_EveryFieldThatHistoryKeeps_IsShownOrLeftOutOnPurpose()
    {
        var fields = await app.DbAsync(db =>
            Task.FromResult(
                s_kept
                    .SelectMany(type => db.Model.FindEntityType(type)!.GetProperties())
                    .Select(property => property.Name)
                    .Distinct()
                    .Where(name => !s_never.Contains(name))
                    .ToList()
            )
        );

        Assert.True(fields.Count > 25);
        Assert.All(
            fields,
            field =>
                Assert.True(
                    HistoryFields.Kinds.ContainsKey(field) ^ HistoryFields.NotShown.Contains(field),
                    field
                )
        );
    }

    [Fact]
    public void Kinds_EveryFieldAndRow_HasItsWord()
    {
        var texts = app.Services.GetRequiredService<IStringLocalizer<HistoryText>>();

        // A missing text throws outside production.
        Assert.All(HistoryFields.Kinds.Keys, field => Assert.NotEmpty(texts[$"Field_{field}"].Value));
        Assert.All(
            s_kept.Except([typeof(IdentityUserRole<string>)]).Select(type => type.Name).Append("UserRole"),
            entity => Assert.NotEmpty(texts[$"Entity_{entity}"].Value)
        );
        Assert.All(
            Enum.GetValues<AuditAction>(),
            action => Assert.NotEmpty(texts[$"Action_{action}", ""].Value)
        );
    }
}
