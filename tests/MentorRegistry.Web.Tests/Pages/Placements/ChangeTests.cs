using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Placements;

public abstract class ChangeTests(RegistryWebApp app)
{
    [Fact]
    public async Task Post_DecisionDateToCome_MayStayButNotBeGiven()
    {
        var scene = await PlacementScene.CreateAsync(app);
        // As the import makes it: a file knows no day of decision.
        var placement = await scene.CreatePlacementAsync("2027-06-01..2027-12-31");
        await app.DbAsync(async db =>
        {
            await db.Citizens.SingleAsync(c => c.Id == placement.CitizenId);
            var stored = await db.Placements.Include(p => p.Grants).SingleAsync(p => p.Id == placement.Id);
            stored.ChangeLatestGrant(stored.Period, 60, stored.First);
            return await db.SaveChangesAsync();
        });
        var page = await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}");

        var given = await scene.SubmitAsync(
            page,
            new() { ["Input.DecisionDate"] = "02-06-2027", ["Input.Caseworker"] = "Bo" }
        );
        var kept = await scene.SubmitAsync(
            page,
            new() { ["Input.Hours"] = "2", ["Input.Caseworker"] = "Bo" }
        );

        Assert.Equal("#Input_DecisionDate", Assert.Single(PlacementScene.Errors(given)).Field);
        scene.AssertSaved(kept);
    }

    [Fact]
    public async Task Post_DetailsAndLatestGrant_AreChangedWithHistory()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync(
            "2026-06-01..2026-11-30",
            furtherGrants: ["2026-12-01..2027-05-31"]
        );
        var mentor = await app.Data.CreateMentorAsync();
        var form = await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}");

        var answer = await scene.SubmitAsync(
            form,
            new()
            {
                ["Input.ProviderId"] = $"{mentor.ProviderId}",
                ["Input.MentorId"] = $"{mentor.Id}",
                ["Input.Caseworker"] = "Ny sagsbehandler",
                ["Input.HelpsWith"] = "Komme op om morgenen",
                ["Input.Last"] = "30-04-2027",
                ["Input.Hours"] = "1,5",
            }
        );

        scene.AssertSaved(answer);
        var saved = Assert.Single(await scene.PlacementsAsync());
        Assert.Equal(TestData.Period("2026-06-01..2027-04-30"), saved.Period);
        Assert.Equal((mentor.Id, "Ny sagsbehandler"), (saved.MentorId, saved.Caseworker));
        Assert.Equal([180, 90], saved.Grants.OrderBy(g => g.First).Select(g => g.MinutesPerWeek));
        Assert.True(await app.DbAsync(db => db.AuditEntries.AnyAsync(e => e.RootVersion == saved.Version)));
    }

    [Fact]
    public async Task Post_ReferenceDataOutOfUseSince_IsKeptWhenItIsNotChanged()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");
        await app.DbAsync(async db =>
        {
            (await db.Mentors.SingleAsync(m => m.Id == scene.Mentor.Id)).ValidTo = new(2026, 1, 1);
            (await db.LegalBases.SingleAsync(b => b.Id == scene.LegalBasis.Id)).ValidTo = new(2026, 1, 1);
            return await db.SaveChangesAsync();
        });

        scene.AssertSaved(
            await scene.SubmitAsync(
                await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}"),
                new() { ["Input.Hours"] = "2", ["Input.Caseworker"] = "Bo" }
            )
        );
    }

    [Fact]
    public async Task Post_OverlapGrows_AsksForReason()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");

        var shorter = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}"),
            new() { ["Input.Last"] = "31-10-2026", ["Input.Caseworker"] = "Bo" }
        );
        scene.AssertSaved(shorter);
        var longer = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}"),
            new() { ["Input.Last"] = "31-12-2026" }
        );

        Assert.Equal("#Confirm_Reason", Assert.Single(PlacementScene.Errors(longer)).Field);
    }

    [Fact]
    public async Task Post_AnotherChangedItMeanwhile_ShowsWhatAndKeepsOwnInput()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");
        var colleague = await app.SignInAsync(Roles.DepartmentHead, scene.Department.Id);
        var path = $"/Placements/Change/{placement.Id}";
        var mine = await scene.Browser.GetAsync(path);
        await colleague.SubmitAsync(
            await colleague.GetAsync(path),
            "main form[data-live]",
            new() { ["Input.Hours"] = "7", ["Input.Caseworker"] = "Kollegaen" }
        );

        var lost = await scene.SubmitAsync(
            mine,
            new() { ["Input.Hours"] = "2", ["Input.Caseworker"] = "Jeg selv" }
        );

        var told = lost.TextOf("#changed-by-others");
        Assert.Contains("ændret fra 3 t/uge til 7 t/uge", told, StringComparison.Ordinal);
        Assert.Contains("Kollegaen", told, StringComparison.Ordinal);
        Assert.Equal("2", lost.Document.QuerySelector("#Input_Hours")!.GetAttribute("value"));
        Assert.Equal("Jeg selv", lost.Document.QuerySelector("#Input_Caseworker")!.GetAttribute("value"));
        Assert.Equal("Kollegaen", (await scene.PlacementsAsync())[0].Caseworker);

        scene.AssertSaved(await scene.SubmitAsync(lost));
        Assert.Equal("Jeg selv", (await scene.PlacementsAsync())[0].Caseworker);
    }

    [Fact]
    public async Task Post_TwoAtTheSameTime_OneIsSavedAndTheOtherIsTold()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");
        var colleague = await app.SignInAsync(Roles.Caseworker, scene.Department.Id);
        var path = $"/Placements/Change/{placement.Id}";
        var mine = await scene.Browser.GetAsync(path);
        var theirs = await colleague.GetAsync(path);

        var answers = await Task.WhenAll(
            scene.SubmitAsync(mine, new() { ["Input.Caseworker"] = "Anna" }),
            colleague.SubmitAsync(theirs, "main form[data-live]", new() { ["Input.Caseworker"] = "Britt" })
        );

        Assert.Single(answers, answer => answer.Path == $"/Citizens/{scene.Citizen.Reference}");
        Assert.Single(answers, answer => answer.Document.QuerySelector("#changed-by-others") is not null);
    }

    [Theory]
    [InlineData("Extend")]
    [InlineData("Change")]
    [InlineData("End")]
    [InlineData("Cancel")]
    public async Task AnyPage_OtherDepartmentsPlacement_Is404AndNothingIsWritten(string page)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var own = await scene.CreatePlacementAsync();
        var other = await app.Data.CreatePlacementAsync();
        var token = (await scene.Browser.GetAsync($"/Placements/Cancel/{own.Id}"))
            .Document.QuerySelector("main [name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        var fields = scene.Fields().ToDictionary(f => f.Key, f => f.Value ?? "");
        fields["__RequestVerificationToken"] = token;
        fields["Version"] = $"{other.Version}";
        fields["Input.Reason"] = "En grund, der er lang nok";
        fields["Input.LastDay"] = "20-11-2026";

        var answers = new List<PageAnswer>
        {
            await scene.Browser.GetAsync($"/Placements/{page}/{other.Id}"),
            await scene.Browser.GetAsync($"/Placements/{page}/987654321"),
        };
        foreach (var handler in (string[])["", "?handler=Check", "?handler=Live", "?handler=Reopen"])
        {
            answers.Add(await scene.Browser.PostRawAsync($"/Placements/{page}/{other.Id}{handler}", fields));
        }

        Assert.All(answers, answer => Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.Status));
        var after = await app.DbAsync(db => db.Placements.SingleAsync(p => p.Id == other.Id));
        Assert.Equal(other.Version, after.Version);
        Assert.False(await app.DbAsync(db => db.Lookups.AnyAsync(l => l.CitizenId == other.CitizenId)));
    }

    [Fact]
    public async Task Post_MovedToADepartmentThatIsNotOwn_IsToldOf()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync();
        var other = await app.Data.CreateDepartmentAsync();

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}"),
            new() { ["Input.DepartmentId"] = $"{other.Id}", ["Input.Caseworker"] = "Bo" },
            forged: true
        );

        Assert.Contains(PlacementScene.Errors(page), error => error.Field == "#Input_DepartmentId");
        Assert.Equal(scene.Department.Id, (await scene.PlacementsAsync())[0].DepartmentId);
    }
}

public sealed class ChangeTests_Sqlite(SqliteApp app) : ChangeTests(app), IClassFixture<SqliteApp>;

public sealed class ChangeTests_PostgreSql(PostgreSqlApp app)
    : ChangeTests(app),
        IClassFixture<PostgreSqlApp>;
