using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

public abstract class SharingTests(RegistryWebApp app)
{
    [Fact]
    public async Task Post_ConsentOfTwoDepartments_OpensEachOthersPlacementsAndStandsInHistory()
    {
        var scene = await CreateAsync();
        var ground = await app.Data.CreateSharingGroundAsync();

        var overview = await SaveAsync(
            scene,
            new()
            {
                ["Input.GroundId"] = $"{ground.Id}",
                ["Input.DepartmentIds"] = $"{scene.Other.Id}",
                ["Input.First"] = "20-11-2026",
                ["Input.Last"] = "19-11-2027",
                ["Input.Source"] = "  Sag 4711 ",
            },
            own: true
        );

        Assert.Equal($"/Citizens/{scene.Citizen.Reference}", overview.Path);
        Assert.Null(overview.Document.QuerySelector(".mentor-card-elsewhere"));
        Assert.Contains(scene.Theirs, overview.Text, StringComparison.Ordinal);
        Assert.Contains("Adgang og samtykke (1)", overview.Text, StringComparison.Ordinal);
        Assert.Contains("Grundlag for deling", overview.TextOf(".history"), StringComparison.Ordinal);
        var basis = Assert.Single(await BasesAsync(scene));
        Assert.Equal(
            (ground.Id, new DateOnly(2026, 11, 20), new DateOnly(2027, 11, 19), "Sag 4711"),
            (basis.GroundId, basis.First, basis.Last!.Value, basis.Source)
        );
        Assert.Equal(new[] { scene.Own.Id, scene.Other.Id }.Order(), basis.DepartmentIds.Order());
    }

    [Theory]
    [InlineData("Input.GroundId", "", "Grundlag skal udfyldes.")]
    [InlineData("Input.GroundId", "0", "Vælg et af grundlagene på listen.")]
    [InlineData("Input.First", "", "Gælder fra skal udfyldes.")]
    [InlineData("Input.First", "31-02-2026", "Gælder fra")]
    [InlineData("Input.First", "01-01-1990", "Gælder fra må højst ligge et år tilbage.")]
    [InlineData("Input.First", "21-11-2026", "Et samtykke kan ikke gælde, før det er givet.")]
    [InlineData("Input.Source", "", "Hvor dokumentationen findes skal udfyldes.")]
    [InlineData("Input.Source", "  ", "Hvor dokumentationen findes skal udfyldes.")]
    [InlineData("Input.Source", "\u200B", "Hvor dokumentationen findes skal udfyldes.")]
    [InlineData("Input.Source", "\u2800\u3164\u00AD\uFE0F", "Hvor dokumentationen findes skal udfyldes.")]
    [InlineData(
        "Input.Source",
        "ok\u2060\u2060",
        "Hvor dokumentationen findes skal have mindst 3 bogstaver eller tal."
    )]
    [InlineData("Input.Source", "...", "Hvor dokumentationen findes skal have mindst 3 bogstaver eller tal.")]
    [InlineData("Input.Last", "19-11-2026", "Sidste dag må ikke ligge før første dag.")]
    [InlineData("Input.DepartmentIds", "0", "Vælg mindst to afdelinger.")]
    [InlineData("Input.DepartmentIds", null, "Vælg mindst to afdelinger.")]
    public async Task Post_OneFieldWrong_IsToldThereAndNothingIsSaved(
        string field,
        string? typed,
        string sentence
    )
    {
        var scene = await CreateAsync();
        var ground = await app.Data.CreateSharingGroundAsync();
        var fields = new Dictionary<string, string?>
        {
            ["Input.GroundId"] = $"{ground.Id}",
            ["Input.DepartmentIds"] = $"{scene.Other.Id}",
            ["Input.Source"] = "Sag 4711",
        };
        fields[field] = typed;

        var page = await SaveAsync(scene, fields, own: true);

        Assert.Contains(sentence, page.TextOf("[data-module=error-summary]"), StringComparison.Ordinal);
        Assert.Empty(await BasesAsync(scene));
    }

    [Fact]
    public async Task Post_WithoutTheOwnDepartment_IsRefused()
    {
        var scene = await CreateAsync();
        var third = await app.Data.CreateDepartmentAsync();
        var ground = await app.Data.CreateSharingGroundAsync();
        var form = await scene.Browser.GetAsync(Address(scene));
        var token = form
            .Document.QuerySelector("main form [name=__RequestVerificationToken]")!
            .GetAttribute("value")!;

        var answer = await scene.Browser.Client.PostAsync(
            new Uri(Address(scene), UriKind.Relative),
            new FormUrlEncodedContent([
                new("__RequestVerificationToken", token),
                new("Input.GroundId", $"{ground.Id}"),
                new("Input.DepartmentIds", $"{scene.Other.Id}"),
                new("Input.DepartmentIds", $"{third.Id}"),
                new("Input.First", "20-11-2026"),
            ]),
            TestContext.Current.CancellationToken
        );

        Assert.Contains(
            "Din egen afdeling skal være en af dem.",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Empty(await BasesAsync(scene));
    }

    [Fact]
    public async Task Withdraw_ClosesAtOnceAndIsKept()
    {
        var scene = await CreateAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Own, scene.Other);
        var before = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");
        Assert.Contains(scene.Theirs, before.Text, StringComparison.Ordinal);

        var list = await scene.Browser.SubmitAsync(
            await scene.Browser.GetAsync(Address(scene)),
            "form[action*=Withdraw]"
        );

        Assert.Contains("Trukket tilbage 20.11.2026", list.TextOf("main table"), StringComparison.Ordinal);
        var after = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");
        Assert.DoesNotContain(scene.Theirs, after.Text, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 11, 20), Assert.Single(await BasesAsync(scene)).WithdrawnOn);
    }

    /// <summary>What others share is nothing that anybody else may know of, or end.</summary>
    [Fact]
    public async Task AnyRequest_BasisOfTwoOtherDepartments_IsNotThere()
    {
        var scene = await CreateAsync();
        var third = await app.Data.CreateDepartmentAsync();
        var theirs = await app.Data.CreateSharingAsync(scene.Citizen, scene.Other, third);
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Own, scene.Other);

        var page = await scene.Browser.GetAsync(Address(scene));

        Assert.Single(page.Document.QuerySelectorAll("main table tbody tr"));
        Assert.DoesNotContain(third.Name, page.TextOf("main table"), StringComparison.Ordinal);
        var answer = await scene.Browser.SubmitAsync(
            page,
            "form[action*=Withdraw]",
            new() { ["basisId"] = $"{theirs.Id}" }
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.All(await BasesAsync(scene), basis => Assert.Null(basis.WithdrawnOn));
    }

    [Fact]
    public async Task Withdraw_BasisOfAnotherCitizen_IsNotFound()
    {
        var scene = await CreateAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Own, scene.Other);
        var another = await app.Data.CreateCitizenAsync();
        var basis = await app.Data.CreateSharingAsync(another, scene.Own, scene.Other);

        var answer = await scene.Browser.SubmitAsync(
            await scene.Browser.GetAsync(Address(scene)),
            "form[action*=Withdraw]",
            new() { ["basisId"] = $"{basis.Id}" }
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Null(
            await app.DbAsync(db =>
                db.SharingBases.Where(b => b.Id == basis.Id).Select(b => b.WithdrawnOn).SingleAsync()
            )
        );
    }

    private static string Address(Scene scene) => $"/Citizens/{scene.Citizen.Reference}/Sharing";

    /// <summary>Sends the form; own departments are ticked already and go along with the one that is given.</summary>
    private static async Task<PageAnswer> SaveAsync(Scene scene, Dictionary<string, string?> fields, bool own)
    {
        var form = await scene.Browser.GetAsync(Address(scene));
        var other = fields["Input.DepartmentIds"];
        fields.Remove("Input.DepartmentIds");
        foreach (var box in form.Document.QuerySelectorAll("[name='Input.DepartmentIds']"))
        {
            var ticked = box.GetAttribute("value") == other || (own && box.HasAttribute("checked"));
            ((AngleSharp.Html.Dom.IHtmlInputElement)box).IsChecked = ticked;
        }

        return await scene.Browser.SubmitAsync(form, "main form:has([name='Input.GroundId'])", fields);
    }

    private Task<List<SharingBasis>> BasesAsync(Scene scene) =>
        app.DbAsync(db =>
            db.SharingBases.Include(basis => basis.Departments)
                .Where(basis => basis.CitizenId == scene.Citizen.Id)
                .ToListAsync()
        );

    private async Task<Scene> CreateAsync()
    {
        var (own, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var citizen = await app.Data.CreateCitizenAsync();
        var mentor = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(citizen, own);
        await app.Data.CreatePlacementAsync(citizen, other, mentor: mentor);
        return new Scene(await app.SignInAsync(Roles.Caseworker, own.Id), citizen, own, other, mentor.Name);
    }

    private sealed record Scene(
        Browser Browser,
        Citizen Citizen,
        Department Own,
        Department Other,
        string Theirs
    );
}

public sealed class SharingTests_Sqlite(SqliteApp app) : SharingTests(app), IClassFixture<SqliteApp>;

public sealed class SharingTests_PostgreSql(PostgreSqlApp app)
    : SharingTests(app),
        IClassFixture<PostgreSqlApp>;
