using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>Why somebody was looked up stays as it was said, wherever lookups are shown.</summary>
public abstract class RenamedPurposeTests(RegistryWebApp app)
{
    public static TheoryData<string> Places =>
        ["Log", "LogFile", "Insight", "InsightFile", "CitizenFile", "Judge"];

    [Theory, MemberData(nameof(Places))]
    public async Task Lookup_PurposeRenamedSince_SaysWhatItWasCalledThen(string place)
    {
        var (purpose, citizen, lookup) = await CreateAsync();
        var then = purpose.Name;
        await app.Data.RenameAsync(purpose);

        var shown = await ShownAsync(place, citizen, lookup);

        Assert.Contains(then, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(purpose.Name, shown, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Lookup_OfBeforeTheNameWasKept_SaysWhatItIsCalledNow(string place)
    {
        var (purpose, citizen, lookup) = await CreateAsync();
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""UPDATE "Lookups" SET "PurposeName" = NULL WHERE "Id" = {lookup.Id}"""
            )
        );
        await app.Data.RenameAsync(purpose);

        Assert.Contains(purpose.Name, await ShownAsync(place, citizen, lookup), StringComparison.Ordinal);
    }

    private async Task<(Domain.Sharing.LookupPurpose, Citizen, LookupEntry)> CreateAsync()
    {
        var purpose = await app.Data.CreatePurposeAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        return (
            purpose,
            citizen,
            await app.Data.CreateLookupAsync(citizen: citizen, kind: LookupKind.Overview, purpose: purpose)
        );
    }

    /// <summary>What is said of the lookup there, without the list of purposes to choose from.</summary>
    private async Task<string> ShownAsync(string place, Citizen citizen, LookupEntry lookup)
    {
        var browser = await app.SignInAsync(Roles.Auditor);
        switch (place)
        {
            case "Log":
            case "LogFile":
                var log = await browser.SubmitAsync(
                    await browser.GetAsync("/Oversight/Log"),
                    "main form.filters",
                    new() { ["Search.Citizen"] = citizen.Reference, ["Search.From"] = "" }
                );
                return place == "Log"
                    ? string.Join('\n', log.TextsOf("tbody tr"))
                    : (await browser.SubmitAsync(log, "#found", button: "button[formaction*=Export]")).Html;
            case "Insight":
            case "InsightFile":
                var list = await browser.SubmitAsync(
                    await browser.GetAsync("/Oversight/Insight"),
                    "main form.filters",
                    new() { ["Search.Citizen"] = citizen.Reference, ["Search.From"] = "01.11.2026" }
                );
                return place == "Insight"
                    ? string.Join('\n', list.TextsOf("tbody tr"))
                    : (await browser.SubmitAsync(list, ".insight form", button: "button[type=submit]")).Html;
            case "CitizenFile":
                return (await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}")).Text;
            default:
                var check = await app.Data.AddAsync(
                    new SpotCheck
                    {
                        DrawnUtc = lookup.AtUtc,
                        DrawnBy = "Prøve",
                        SinceUtc = lookup.AtUtc,
                        Items = { new SpotCheckItem { LookupId = lookup.Id } },
                    }
                );
                return (await browser.GetAsync($"/Oversight/SpotChecks/Judge/{check.Items[0].Id}")).Text;
        }
    }
}

public sealed class RenamedPurposeTests_Sqlite(SqliteApp app)
    : RenamedPurposeTests(app),
        IClassFixture<SqliteApp>;

public sealed class RenamedPurposeTests_PostgreSql(PostgreSqlApp app)
    : RenamedPurposeTests(app),
        IClassFixture<PostgreSqlApp>;
