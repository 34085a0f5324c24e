using System.Net;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Tests.Pages.Oversight;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages;

/// <summary>Whatever somebody typed is shown as text, on every page that shows it (OWASP ASVS 5.0, 1.2.1).</summary>
public sealed class EncodingTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    // Leaves an attribute, whichever quotes it has, and makes an element.
    private const string Mark = """x'"><s data-raw>""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    [Fact]
    public async Task AnyPage_EveryTextIsMarkup_ShowsItAsText()
    {
        var own = await Data.CreateDepartmentAsync(Marked());
        var other = await Data.CreateDepartmentAsync(Marked());
        var unit = await Data.CreateUnitAsync(own, Marked());
        var provider = await Data.CreateProviderAsync(Marked());
        var mentor = await Data.CreateMentorAsync(Marked(), provider);
        var targetGroup = await Data.CreateTargetGroupAsync(Marked());
        var legalBasis = await Data.CreateLegalBasisAsync(Marked());
        var purpose = await Data.CreatePurposeAsync(Marked());
        var ground = await Data.CreateSharingGroundAsync(Marked());
        var (measure, outcome) = (new Measure { Name = Marked() }, new Outcome { Name = Marked() });
        await app.DbAsync(db =>
        {
            db.AddRange(measure, outcome);
            return db.SaveChangesAsync(Ct);
        });
        var citizen = await Data.CreateCitizenAsync(Marked());
        var placement = await Data.CreatePlacementAsync(
            citizen,
            own,
            mentor: mentor,
            targetGroup: targetGroup,
            legalBasis: legalBasis
        );
        await Data.CreatePlacementAsync(citizen, other, mentor: mentor);
        var foreign = await Data.CreateCitizenAsync(Marked());
        await Data.CreatePlacementAsync(foreign, other);
        var basis = await Data.CreateSharingAsync(citizen, own, other);
        var head = await Data.CreateUserAsync([Roles.Caseworker, Roles.DepartmentHead], own.Id);
        var administrator = await Data.CreateUserAsync([Roles.Administrator]);
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        await app.DbAsync(async db =>
        {
            await db.Users.ForEachAsync(user => user.DisplayName = Marked(), Ct);
            await db.ProviderCategories.ForEachAsync(category => category.Name = Marked(), Ct);
            var loaded = await db
                .Citizens.Include(c => c.Placements)
                .Include(c => c.SharingBases)
                .SingleAsync(c => c.Id == citizen.Id, Ct);
            var changed = loaded.Placements.Single(p => p.Id == placement.Id);
            (changed.UnitId, changed.HelpsWith, changed.Caseworker) = (unit.Id, Marked(), Marked());
            var shared = loaded.SharingBases.Single(b => b.Id == basis.Id);
            (shared.GroundId, shared.Source) = (ground.Id, Marked());
            (await db.LegalBases.SingleAsync(b => b.Id == legalBasis.Id, Ct)).PlainWords = Marked();
            changed.Goal = Marked();
            changed.Measure([measure.Id]);
            var (notes, isNew) = await db.BenchmarkNotes.SingleOrDefaultAsync(Ct) is { } had
                ? (had, false)
                : (new BenchmarkNotes(), true);
            (notes.Group, notes.Rule, notes.Source, notes.PriceLevel) = (
                Marked(),
                Marked(),
                Marked(),
                Marked()
            );
            if (isNew)
            {
                db.Add(notes);
            }

            db.Reason = Marked();
            return await db.SaveChangesAsync(Ct);
        });
        // Ended, so that there is an effect to tell of.
        var ended = await Data.CreatePlacementAsync(
            days: "2026-01-01..2026-06-30",
            department: own,
            mentor: mentor
        );
        await app.DbAsync(async db =>
        {
            var loaded = await db
                .Citizens.Include(c => c.Placements)
                .SingleAsync(c => c.Id == ended.CitizenId, Ct);
            loaded.Placements.Single().OutcomeId = outcome.Id;
            return await db.SaveChangesAsync(Ct);
        });
        var now = app.Services.GetRequiredService<Clock>().UtcNow;
        await Data.CreateLookupAsync(now, head, citizen, LookupKind.Purpose, purpose);
        await Data.CreateLookupAsync(now, head, kind: LookupKind.Search, criterion: Marked());

        await ShowAsync(
            head,
            "/",
            "/Department",
            $"/Citizens/{citizen.Reference}",
            $"/Citizens/{citizen.Reference}/Sheet",
            $"/Citizens/{citizen.Reference}/Edit",
            $"/Citizens/{citizen.Reference}/Sharing",
            $"/Citizens/{foreign.Reference}/Purpose",
            $"/Placements/Register?citizen={citizen.Reference}",
            $"/Placements/Extend/{placement.Id}",
            $"/Placements/Change/{placement.Id}",
            $"/Placements/End/{placement.Id}",
            $"/Placements/Cancel/{placement.Id}",
            $"/Placements/End/{ended.Id}",
            $"/Placements/Change/{ended.Id}",
            "/Statistics",
            "/Statistics?department=all",
            "/Statistics/Benchmark",
            $"/Statistics/Effect?department={own.Id}",
            "/Statistics/NewPaper"
        );
        var maker = await app.SignInAsync(head);
        await maker.SubmitAsync(
            await maker.GetAsync("/Statistics/NewPaper"),
            "main form",
            new()
            {
                ["Input.Title"] = Marked(),
                ["Input.Department"] = $"{own.Id}",
                ["Input.Audience"] = "internal",
            }
        );
        var paperId = await app.DbAsync(db => db.Papers.MaxAsync(p => p.Id, Ct));
        await ShowAsync(head, "/Statistics/Papers", $"/Statistics/Papers/{paperId}");
        await ShowAsync(
            administrator,
            "/Administration/Departments",
            $"/Administration/Departments/Edit/{own.Id}",
            $"/Administration/Units/Edit/{unit.Id}",
            "/Administration/TargetGroups",
            $"/Administration/TargetGroups/Edit/{targetGroup.Id}",
            "/Administration/LegalBases",
            $"/Administration/LegalBases/Edit/{legalBasis.Id}",
            "/Administration/Categories",
            $"/Administration/Categories/Edit/{provider.CategoryId}",
            "/Providers",
            $"/Providers/Rates/{provider.Id}",
            $"/Providers/EditRate?provider={provider.Id}",
            $"/Administration/Providers/Edit/{provider.Id}",
            "/Administration/Mentors",
            $"/Administration/Mentors/Edit/{mentor.Id}",
            "/Administration/SharingGrounds",
            $"/Administration/SharingGrounds/Edit/{ground.Id}",
            "/Administration/LookupPurposes",
            $"/Administration/LookupPurposes/Edit/{purpose.Id}",
            "/Administration/Measures",
            $"/Administration/Measures/Edit/{measure.Id}",
            "/Administration/Outcomes",
            $"/Administration/Outcomes/Edit/{outcome.Id}",
            "/Statistics",
            "/Statistics/Effect",
            "/Statistics/Benchmark",
            "/Statistics/BenchmarkNotes",
            "/Statistics/BenchmarkImport",
            "/Administration/Users",
            $"/Administration/Users/Edit/{head.Id}"
        );

        var browser = await app.SignInAsync(auditor);
        var log = await browser.GetAsync("/Oversight/Log");
        AssertText(
            await browser.SubmitAsync(
                log,
                "main form",
                new() { ["Search.From"] = "", ["Search.Citizen"] = "" }
            )
        );
        AssertText(
            await browser.SubmitAsync(
                await browser.GetAsync("/Oversight/Insight"),
                "main form",
                new() { ["Search.From"] = "", ["Search.Citizen"] = citizen.Reference }
            )
        );
        AssertText(await browser.SubmitAsync(await browser.GetAsync("/Oversight/SpotChecks"), "main form"));
        foreach (var item in await app.DbAsync(db => db.SpotCheckItems.Take(3).ToListAsync(Ct)))
        {
            AssertText(await browser.GetAsync($"/Oversight/SpotChecks/Judge/{item.Id}"));
        }

        AssertText(await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}"));
    }

    [Theory]
    [InlineData("/", "Query")]
    [InlineData("/Department", "Search")]
    public async Task Post_MarkupSearchedFor_ComesBackAsText(string path, string field)
    {
        var browser = await app.SignInAsync(Roles.Caseworker, (await Data.CreateDepartmentAsync()).Id);

        AssertText(
            await browser.SubmitAsync(
                await browser.GetAsync(path),
                $"main form:has([name={field}])",
                new() { [field] = Marked() }
            )
        );
    }

    private static string Marked() => TestData.CreateName(Mark);

    private async Task ShowAsync(RegistryUser user, params string[] addresses)
    {
        var browser = await app.SignInAsync(user);
        foreach (var address in addresses)
        {
            AssertText(await browser.GetAsync(address));
        }
    }

    // Shown, as it was typed, and no element of the page.
    private static void AssertText(PageAnswer page)
    {
        Assert.Equal($"{page.Path} {HttpStatusCode.OK}", $"{page.Path} {page.Status}");
        var shown =
            page.Document.Body!.TextContent.Contains(Mark, StringComparison.Ordinal)
            || page.Document.All.SelectMany(element => element.Attributes)
                .Any(attribute => attribute.Value.Contains(Mark, StringComparison.Ordinal));
        Assert.True(shown, $"{page.Path} shows nothing of what was typed.");
        Assert.True(
            page.Document.QuerySelector("[data-raw]") is null,
            $"{page.Path} has {page.Document.QuerySelector("[data-raw]")?.ParentElement?.OuterHtml}"
        );
    }
}
