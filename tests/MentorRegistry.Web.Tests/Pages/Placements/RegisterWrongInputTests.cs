using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Placements;

/// <summary>What is typed wrong, forged or far too long when a placement is registered: each told where it stands, nothing written.</summary>
public abstract class RegisterWrongInputTests(RegistryWebApp app)
{
    [Theory]
    [InlineData("20-11-2026", true)]
    [InlineData("21-11-2026", false)]
    [InlineData("01-01-2099", false)]
    public async Task Post_DecisionDate_IsADayThatHasBeen(string decided, bool accepted)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.DecisionDate"] = decided;

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        if (accepted)
        {
            scene.AssertSaved(page);
        }
        else
        {
            Assert.Equal(
                [("#Input_DecisionDate", "Afgørelsesdatoen kan ikke ligge efter i dag.")],
                PlacementScene.Errors(page)
            );
        }
    }

    [Fact]
    public async Task Post_IdThatIsNoNumber_AsksForAChoiceOnTheList()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.TargetGroupId"] = "abc";

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        Assert.Equal(
            [("#Input_TargetGroupId", "Målgruppe skal være en af mulighederne på listen.")],
            PlacementScene.Errors(page)
        );
    }

    [Fact]
    public async Task Post_EverythingMissing_TellsAllAtOnceInTheOrderOfTheForm()
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            new()
            {
                ["Input.DepartmentId"] = "",
                ["Input.Caseworker"] = "",
                ["Input.First"] = "",
                ["Input.DecisionDate"] = "",
            }
        );

        Assert.Equal(
            [
                ("#Input_DepartmentId", "Afdeling skal udfyldes."),
                ("#Input_TargetGroupId", "Målgruppe skal udfyldes."),
                ("#Input_LegalBasisId", "Lovgrundlag skal udfyldes."),
                ("#Input_ProviderId", "Leverandør skal udfyldes."),
                ("#Input_Caseworker", "Sagsbehandler skal udfyldes."),
                ("#Input_First", "Første dag skal udfyldes."),
                ("#Input_Hours", "Timer pr. uge skal udfyldes."),
                ("#Input_DecisionDate", "Afgørelsesdato skal udfyldes."),
            ],
            PlacementScene.Errors(page)
        );
        Assert.All(
            PlacementScene.Errors(page),
            error =>
                Assert.Equal("true", page.Document.QuerySelector(error.Field)!.GetAttribute("aria-invalid"))
        );
    }

    [Theory]
    [InlineData("First", "31-02-2027")]
    [InlineData("First", "01-01-0001")]
    [InlineData("First", "31-12-9999")]
    [InlineData("First", "0")]
    [InlineData("Last", "30-11-2026")]
    [InlineData("Last", "31-12-9999")]
    [InlineData("Last", "i morgen")]
    [InlineData("DecisionDate", "1/1")]
    [InlineData("Hours", "0")]
    [InlineData("Hours", "0,1")]
    [InlineData("Hours", "-1")]
    [InlineData("Hours", "200")]
    [InlineData("Hours", "1.234,5")]
    [InlineData("Hours", "NaN")]
    [InlineData("DepartmentId", "x")]
    [InlineData("DepartmentId", "99999999999999999999")]
    [InlineData("MentorId", "-1")]
    [InlineData("TargetGroupId", "0")]
    public async Task Post_OneFieldWrong_IsToldThereAndKept(string field, string typed)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields[$"Input.{field}"] = typed;

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            fields,
            forged: true
        );

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal($"#Input_{field}", Assert.Single(PlacementScene.Errors(page)).Field);
        if (page.Document.GetElementById($"Input_{field}")!.LocalName == "input")
        {
            Assert.Equal(typed, Value(page, field));
        }

        Assert.Empty(await scene.PlacementsAsync());
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("1e5")]
    [InlineData("to")]
    public async Task Post_HoursThatAreNoNumber_AreAnsweredByTheOneSentence(string typed)
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            new(scene.Fields()) { ["Input.Hours"] = typed }
        );

        Assert.Equal(
            [("#Input_Hours", "Timer pr. uge skal være et tal, for eksempel 4,25.")],
            PlacementScene.Errors(page)
        );
    }

    [Fact]
    public async Task Post_VeryLongTexts_AreToldOfAndNothingIsWritten()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.HelpsWith"] = new string('æ', 501);
        fields["Input.Caseworker"] = new string('x', 100_000);

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        Assert.Equal(
            ["#Input_HelpsWith", "#Input_Caseworker"],
            PlacementScene.Errors(page).Select(error => error.Field)
        );
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_TenMegabytes_IsRefusedWithAPage()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.HelpsWith"] = new string('x', 10_000_000);

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        Assert.InRange((int)page.Status, 400, 499);
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_OtherDepartmentForged_IsToldOfAndNothingIsWritten()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.DepartmentId"] = $"{(await app.Data.CreateDepartmentAsync()).Id}";

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            fields,
            forged: true
        );

        Assert.Contains(
            ("#Input_DepartmentId", "Vælg en af mulighederne på listen."),
            PlacementScene.Errors(page)
        );
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_ChoicesThatDoNotBelongTogetherOrAreNotInUse_AreEachToldOf()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var elsewhere = await app.Data.CreateDepartmentAsync();
        var both = await app.SignInAsync(Roles.Caseworker, scene.Department.Id, elsewhere.Id);
        await app.GivePurposeAsync(both, scene.Citizen);
        var stranger = await app.Data.CreateMentorAsync();
        var group = await app.Data.CreateTargetGroupAsync(department: elsewhere);
        var unit = await app.Data.CreateUnitAsync(elsewhere);
        var ended = await app.Data.AddAsync(
            new LegalBasis { Name = TestData.CreateName("Gammel lov"), ValidTo = new(2026, 11, 30) }
        );
        var fields = scene.Fields();
        fields["Input.DepartmentId"] = $"{scene.Department.Id}";
        fields["Input.UnitId"] = $"{unit.Id}";
        fields["Input.MentorId"] = $"{stranger.Id}";
        fields["Input.TargetGroupId"] = $"{group.Id}";
        fields["Input.LegalBasisId"] = $"{ended.Id}";

        var page = await both.SubmitAsync(
            await both.GetAsync(scene.RegisterPath),
            "main form:has([name^='Input.'])",
            fields
        );

        var errors = PlacementScene.Errors(page);
        Assert.Equal(
            ["#Input_UnitId", "#Input_TargetGroupId", "#Input_LegalBasisId", "#Input_MentorId"],
            errors.Select(error => error.Field)
        );
        Assert.Equal(
            $"{ended.Name} kan kun vælges til bevillinger, der begynder senest 30. november 2026.",
            errors[2].Text
        );
        Assert.Equal($"{stranger.Id}", Selected(page, "MentorId"));
        Assert.Empty(await scene.PlacementsAsync());
    }

    private Task<int> CountAsync(Citizen citizen) =>
        app.DbAsync(db => db.Placements.CountAsync(placement => placement.CitizenId == citizen.Id));

    private static string? Value(PageAnswer page, string field) =>
        page.Document.GetElementById($"Input_{field}")!.GetAttribute("value");

    private static string? Selected(PageAnswer page, string field) =>
        page.Document.QuerySelector($"#Input_{field} option[selected]")?.GetAttribute("value");
}

public sealed class RegisterWrongInputTests_Sqlite(SqliteApp app)
    : RegisterWrongInputTests(app),
        IClassFixture<SqliteApp>;

public sealed class RegisterWrongInputTests_PostgreSql(PostgreSqlApp app)
    : RegisterWrongInputTests(app),
        IClassFixture<PostgreSqlApp>;
