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

/// <summary>A placement for a citizen whom the registry does not know yet, or may not be told that it knows.</summary>
public abstract class RegisterNewCitizenTests(RegistryWebApp app)
{
    private const string Reason = "De to mentorer hjælper med hver sit.";

    [Fact]
    public async Task Post_NewCitizen_RegistersCitizenNumberAndPlacementAtOnce()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var name = TestData.CreateName("Ny borger");
        var form = await OpenNewCitizenAsync(scene, cpr);
        Assert.Equal(cpr, form.Document.QuerySelector("#Person_Cpr")!.GetAttribute("value"));
        Assert.DoesNotContain(cpr, form.Address.ToString(), StringComparison.Ordinal);

        var answer = await scene.SubmitAsync(form, WithName(scene, name));

        var citizen = await app.DbAsync(db =>
            db.Citizens.Include(c => c.Numbers)
                .Include(c => c.Placements)
                .SingleAsync(c => c.Numbers.Any(n => n.Digits == cpr))
        );
        Assert.Equal($"/Citizens/{citizen.Reference}", answer.Path);
        Assert.Equal(name, citizen.Name);
        Assert.Equal(RegistryWebApp.Today, Assert.Single(citizen.Numbers).First);
        Assert.Single(citizen.Placements);
    }

    [Theory]
    [InlineData("", "", "#Person_Name #Person_Cpr", "skal udfyldes")]
    [InlineData("Bo", "6102881", "#Person_Cpr", "CPR-nummer skal have ti cifre")]
    [InlineData("Bo", "613188-1234", "#Person_Cpr", "CPR-nummer begynder med en dag, der ikke findes")]
    [InlineData("Bo", "O102881234", "#Person_Cpr", "CPR-nummer må kun have cifre")]
    public async Task Post_NewCitizenWrong_IsToldOfAndNothingIsWritten(
        string name,
        string cpr,
        string fields,
        string sentence
    )
    {
        var scene = await PlacementScene.CreateAsync(app);
        var form = await OpenNewCitizenAsync(scene, TestData.CreateCpr());
        var before = await app.DbAsync(db => db.Citizens.CountAsync());
        var values = WithName(scene, name);
        values["Person.Cpr"] = cpr;

        var page = await scene.SubmitAsync(form, values);

        var errors = PlacementScene.Errors(page);
        Assert.Equal(fields, string.Join(' ', errors.Select(error => error.Field)));
        Assert.All(errors, error => Assert.Contains(sentence, error.Text, StringComparison.Ordinal));
        Assert.Equal(before, await app.DbAsync(db => db.Citizens.CountAsync()));
    }

    [Fact]
    public async Task Post_NewCitizenWhomAColleagueRegisteredMeanwhile_ShowsTheCitizenAndAsksAgain()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var form = await OpenNewCitizenAsync(scene, cpr);
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);
        var other = scene.Department;
        await app.Data.CreatePlacementAsync(citizen, other, "2026-06-01..");

        var page = await scene.SubmitAsync(form, WithName(scene, "Samme person"));

        Assert.Contains("Borgeren er i registret allerede", page.Text, StringComparison.Ordinal);
        Assert.Contains(other.Name, page.TextOf(".placement-mentors"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("[name='Person.Cpr']"));
        Assert.Equal(1, await CountAsync(citizen));

        var saved = await scene.SubmitAsync(page, new() { ["Confirm.Reason"] = Reason });
        Assert.Equal($"/Citizens/{citizen.Reference}", saved.Path);
        Assert.Equal(2, await CountAsync(citizen));
    }

    /// <summary>Nothing is looked up before saving, and so nothing is told of: not that there is none either.</summary>
    [Theory]
    [InlineData("Live")]
    [InlineData("Check")]
    public async Task Check_NewCitizen_SaysWhatIsNotCheckedYetWhoeverHasTheNumber(string handler)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var form = await OpenNewCitizenAsync(scene, TestData.CreateCpr());
        var elsewhere = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(elsewhere, days: "2026-06-01..");
        var lookups = await app.DbAsync(db => db.Lookups.CountAsync());
        var told = new List<string>();
        foreach (var cpr in new[] { TestData.CreateCpr(), elsewhere.CurrentNumber!.Digits })
        {
            var typed = WithName(scene, "Hvem som helst").ToDictionary(f => f.Key, f => f.Value ?? "");
            typed["__RequestVerificationToken"] = form.AntiforgeryToken;
            typed["Person.Cpr"] = cpr;
            var answer = await scene.Browser.PostRawAsync($"/Placements/Register?handler={handler}", typed);
            told.Add(handler == "Live" ? answer.Html : answer.TextOf("[data-live-part=warnings]"));
            // Nowhere on the page: not in the words above the fields, and not beside the form.
            Assert.DoesNotContain("ny i registret", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("ikke i registret", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(told[0], told[1]);
        Assert.Contains("ses først, når du gemmer", told[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Intet overlap", told[0], StringComparison.Ordinal);
        Assert.Equal(lookups, await app.DbAsync(db => db.Lookups.CountAsync()));
    }

    /// <summary>Saving by hand with any number must not be a way round the question why.</summary>
    [Fact]
    public async Task Post_NewCitizenWithTheNumberOfAnothersCitizen_TellsThatThereIsOneAndOpensNothing()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var form = await OpenNewCitizenAsync(scene, cpr);
        var citizen = await app.Data.CreateCitizenAsync("Hemmelig Person", cpr);
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..");

        var page = await scene.SubmitAsync(form, WithName(scene, "Hvem som helst"));

        Assert.Equal(
            [
                (
                    "#Person_Cpr",
                    "Der er allerede en borger med dette CPR-nummer. Slå nummeret op fra Start først."
                ),
            ],
            PlacementScene.Errors(page)
        );
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Reference, page.Html, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(citizen));
        foreach (
            var path in new[]
            {
                $"/Citizens/{citizen.Reference}/Sharing",
                $"/Placements/Register?citizen={citizen.Reference}",
            }
        )
        {
            Assert.Equal($"/Citizens/{citizen.Reference}/Purpose", (await scene.Browser.GetAsync(path)).Path);
        }

        var lookup = await app.DbAsync(db => db.Lookups.SingleAsync(l => l.CitizenId == citizen.Id));
        Assert.Equal((LookupKind.Search, (string?)null), (lookup.Kind, lookup.Criterion));

        await app.GivePurposeAsync(scene.Browser, citizen);
        var known = await scene.SubmitAsync(page, WithName(scene, "Hvem som helst"));
        Assert.Contains("Borgeren er i registret allerede", known.Text, StringComparison.Ordinal);
    }

    /// <summary>A form that was open without a purpose keeps nothing open.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public async Task Get_FormOpenedLately_StaysOpenWhereTheCitizenWasOwn(bool? wasOwn, bool open)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var browser = await app.SignInAsync(user);
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.AddAsync(
            new LookupEntry
            {
                AtUtc = app.Services.GetRequiredService<Clock>().UtcNow,
                UserId = user.Id,
                UserName = user.UserName!,
                CitizenId = citizen.Id,
                Kind = LookupKind.Form,
                IsOwn = wasOwn,
            }
        );

        var page = await browser.GetAsync($"/Placements/Register?citizen={citizen.Reference}");

        Assert.Equal(open ? "/Placements/Register" : $"/Citizens/{citizen.Reference}/Purpose", page.Path);
    }

    /// <summary>
    /// Two citizens who differ in nothing but the other department's placements: whatever is typed, the live check, the
    /// button beside Save, saving itself and the overview answer the same.
    /// </summary>
    [Fact]
    public async Task AnyAnswer_UnseenPlacementsThatDiffer_IsTheSame()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var (open, hidden) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        await app.DbAsync(async db =>
        {
            (await db.Departments.SingleAsync(d => d.Id == hidden.Id)).HidesName = true;
            return await db.SaveChangesAsync();
        });
        var one = await app.Data.CreateCitizenAsync("Ens Borger");
        var other = await app.Data.CreateCitizenAsync(
            "Ens Borger",
            one.CurrentNumber!.Digits[..6] + TestData.CreateCpr()[6..]
        );
        await app.Data.CreatePlacementAsync(one, open, "2026-11-20..2026-11-20", scene.Mentor);
        await app.Data.CreatePlacementAsync(one, hidden, "2026-01-01..");
        await app.Data.CreatePlacementAsync(other, hidden, "2022-06-01..2028-06-30", scene.Mentor);
        await app.Data.CreatePlacementAsync(other, open, "2024-03-01..");
        await app.Data.CreatePlacementAsync(other, open, "2020-03-01..2026-11-19", scene.Mentor);
        await app.GivePurposeAsync(scene.Browser, one, other);
        var mentor = await app.Data.CreateMentorAsync();
        (string First, string Last)[] days =
        [
            ("01-01-2020", "31-12-2020"),
            ("20-11-2026", "20-11-2026"),
            ("21-11-2026", "31-01-2027"),
            ("01-07-2028", ""),
            ("", ""),
        ];

        foreach (var (first, last) in days)
        foreach (var who in new[] { scene.Mentor, mentor })
        foreach (var handler in new[] { "Live", "Check", "" })
        foreach (var department in new[] { scene.Department, open })
        {
            var typed = new Dictionary<string, string?>(scene.Fields(first, last))
            {
                ["Input.ProviderId"] = $"{who.ProviderId}",
                ["Input.MentorId"] = $"{who.Id}",
                ["Input.DepartmentId"] = $"{department.Id}",
            };
            var answers = await Task.WhenAll(AnswerAsync(one, typed), AnswerAsync(other, typed));

            Assert.Equal(answers[0], answers[1]);
            if (first.Length > 0)
            {
                Assert.Contains($"Der er et forløb i {open.Name}", answers[0], StringComparison.Ordinal);
                Assert.Contains("Der er et forløb i en anden afdeling", answers[0], StringComparison.Ordinal);
            }

            async Task<string> AnswerAsync(Citizen citizen, Dictionary<string, string?> fields)
            {
                var page = await scene.Browser.GetAsync($"/Placements/Register?citizen={citizen.Reference}");
                var posted = fields.ToDictionary(field => field.Key, field => field.Value ?? "");
                posted["__RequestVerificationToken"] = page.AntiforgeryToken;
                posted["Input.DecisionDate"] = "20-11-2026";
                var answer = await scene.Browser.PostRawAsync(
                    $"/Placements/Register?citizen={citizen.Reference}&handler={handler}",
                    posted
                );
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal("/Placements/Register", answer.Path);
                return Alike(answer, citizen);
            }
        }

        Assert.Equal(
            Alike(await scene.Browser.GetAsync($"/Citizens/{one.Reference}"), one),
            Alike(await scene.Browser.GetAsync($"/Citizens/{other.Reference}"), other)
        );

        static string Alike(PageAnswer answer, Citizen citizen)
        {
            // The token, and the seconds that are left of the session.
            foreach (
                var other in answer
                    .Document.QuerySelectorAll("[name=__RequestVerificationToken], [data-ends-in-seconds]")
                    .ToList()
            )
            {
                other.Remove();
            }

            return System
                .Net.WebUtility.HtmlDecode(answer.Document.DocumentElement.OuterHtml)
                .Replace(citizen.Reference, "B-?", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_NewCitizenTwiceAtTheSameTime_MakesOneCitizenAndAsksTheSecond()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var mine = await OpenNewCitizenAsync(scene, cpr);
        var theirs = await OpenNewCitizenAsync(scene, cpr);

        var answers = await Task.WhenAll(
            scene.SubmitAsync(mine, WithName(scene, "Bo")),
            scene.SubmitAsync(theirs, new(WithName(scene, "Bo")) { ["Input.Last"] = "30-04-2027" })
        );

        Assert.Single(answers, answer => answer.Path.StartsWith("/Citizens/", StringComparison.Ordinal));
        var asked = Assert.Single(answers, answer => answer.Path == "/Placements/Register");
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        var citizen = await app.DbAsync(db =>
            db.Citizens.SingleAsync(c => c.Numbers.Any(n => n.Digits == cpr))
        );
        Assert.Equal(1, await CountAsync(citizen));
    }

    [Fact]
    public async Task NewCitizen_NumberThatIsKnown_OpensTheFormOfThatCitizen()
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await OpenNewCitizenAsync(scene, scene.Citizen.CurrentNumber!.Digits);

        Assert.Equal(scene.RegisterPath, page.Address.PathAndQuery);
    }

    private static Dictionary<string, string?> WithName(PlacementScene scene, string name) =>
        new(scene.Fields()) { ["Person.Name"] = name };

    /// <summary>What Start posts when nobody has the number.</summary>
    private static async Task<PageAnswer> OpenNewCitizenAsync(PlacementScene scene, string cpr)
    {
        var start = await scene.Browser.GetAsync("/");
        return await scene.Browser.PostRawAsync(
            "/Placements/Register?handler=NewCitizen",
            new()
            {
                ["__RequestVerificationToken"] = start
                    .Document.QuerySelector("[name=__RequestVerificationToken]")!
                    .GetAttribute("value")!,
                ["cpr"] = cpr,
            }
        );
    }

    private Task<int> CountAsync(Citizen citizen) =>
        app.DbAsync(db => db.Placements.CountAsync(placement => placement.CitizenId == citizen.Id));

    private static string? Value(PageAnswer page, string field) =>
        page.Document.GetElementById($"Input_{field}")!.GetAttribute("value");
}

public sealed class RegisterNewCitizenTests_Sqlite(SqliteApp app)
    : RegisterNewCitizenTests(app),
        IClassFixture<SqliteApp>;

public sealed class RegisterNewCitizenTests_PostgreSql(PostgreSqlApp app)
    : RegisterNewCitizenTests(app),
        IClassFixture<PostgreSqlApp>;
