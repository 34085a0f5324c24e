using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Statistics;

/// <summary>Figures typed and loaded, shown beside others, exported. Each test has years of its own.</summary>
public abstract class BenchmarkTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Year_Typed_StandsOnThePageWithIndexShareAndKroner()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await TypeAsync(admin, 2030, ("OwnMentor", "2000"), ("OwnOther", "6000"), ("OwnPersons", "50000"));
        var added = await TypeAsync(admin, 2032, ("OwnMentor", "3000"), ("OwnOther", "3000"));

        Assert.Contains("Tallene for 2032 er gemt.", added.Text, StringComparison.Ordinal);
        var page = await (
            await app.SignInAsync(Roles.Caseworker, (await app.Data.CreateDepartmentAsync()).Id)
        ).GetAsync("/Statistics/Benchmark");

        Assert.Equal(["2.000 6.000", "– –", "3.000 3.000"], OwnOf(page, "Amount", 2));
        Assert.Equal(["100 100", "– –", "150 50"], OwnOf(page, "Index", 2));
        Assert.Equal(["25,0", "–", "50,0"], OwnOf(page, "Share", 1));
        Assert.Equal(["40 120", "– –", "– –"], OwnOf(page, "PerPerson", 2));
        // Nothing to type or load for who may not.
        Assert.Empty(
            page.Document.QuerySelectorAll("main a[href*=BenchmarkYear], main a[href*=BenchmarkImport]")
        );
        Assert.Contains(
            "\"values\":[100,null,150]",
            page.Document.QuerySelector("[data-plot=benchmark]")!.GetAttribute("data-lines"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Year_ChangedAndEmptied_HasItsHistory()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await TypeAsync(admin, 2031, ("OwnMentor", "2000"), ("GroupOther", "7000"));
        var form = await admin.GetAsync("/Statistics/BenchmarkYear/2031");
        var late = await admin.GetAsync("/Statistics/BenchmarkYear/2031");

        await admin.SubmitAsync(
            form,
            "main form",
            new() { ["Input.OwnMentor"] = "2500", ["Input.GroupOther"] = "" }
        );
        var lost = await admin.SubmitAsync(late, "main form", new() { ["Input.OwnMentor"] = "1" });

        Assert.Contains("En anden har ændret året", lost.Text, StringComparison.Ordinal);
        Assert.Contains("fra 2000 til 2500", lost.TextOf(".history"), StringComparison.Ordinal);
        Assert.Equal([(2031, BenchmarkArea.Own, BenchmarkKind.Mentor, 2500L)], await FiguresAsync());
        var twice = await TypeAsync(admin, 2031, ("OwnMentor", "1"));
        Assert.Contains("2031 er der allerede.", twice.Text, StringComparison.Ordinal);
        // Who has read what the other one wrote may save over it.
        await admin.SubmitAsync(lost, "main form");
        Assert.Equal(1, (await FiguresAsync())[0].Item4);
    }

    [Theory]
    [InlineData("1999", "2")]
    [InlineData("", "2")]
    [InlineData("2033", "mange")]
    [InlineData("2033", "1,5")]
    public async Task Year_CannotBe_ChangesNothing(string year, string amount)
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await admin.SubmitAsync(
            await admin.GetAsync("/Statistics/BenchmarkYear"),
            "main form",
            new() { ["Input.NewYear"] = year, ["Input.OwnMentor"] = amount }
        );

        Assert.NotEmpty(page.Document.QuerySelectorAll("[data-module=error-summary] li"));
        Assert.DoesNotContain("på listen", page.Text, StringComparison.Ordinal);
        Assert.Empty(await FiguresAsync());
    }

    [Fact]
    public async Task Notes_Typed_StandBesideTheFiguresAndHaveHistory()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await TypeAsync(admin, 2034, ("OwnMentor", "2000"));
        var rule = TestData.CreateName("gennemsnit uden os selv");
        var late = await admin.GetAsync("/Statistics/BenchmarkNotes");

        var page = await admin.SubmitAsync(
            await admin.GetAsync("/Statistics/BenchmarkNotes"),
            "main form",
            new()
            {
                ["Input.Group"] = "Greve, Køge og Lejre",
                ["Input.Rule"] = rule,
                ["Input.Source"] = "REGK31",
                ["Input.TakenOn"] = "01-11-2026",
                ["Input.PriceLevel"] = "løbende priser",
            }
        );
        var lost = await admin.SubmitAsync(late, "main form", new() { ["Input.Rule"] = "en anden" });

        Assert.Equal(
            ["Greve, Køge og Lejre", rule, "REGK31", "1. november 2026", "løbende priser"],
            page.TextsOf("dl.record dd")
        );
        Assert.Contains(rule, lost.TextOf(".alert-warning"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ShownThenLoaded_IsOnceHoweverOften()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        const string File =
            "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD\r\n"
            + "265;56890;1;TOT;LOBM;2035;1234\r\n000;56890;1;TOT;LOBM;2035;..\r\n265;56890;2;TOT;LOBM;2035;9\r\n";

        var shown = await UploadAsync(admin, File);

        Assert.Empty(await FiguresAsync());
        Assert.Contains("2035", shown.TextOf("tbody"), StringComparison.Ordinal);
        Assert.Contains("prisenhed, som er udeladt: 1.", shown.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Ikke oplyst og derfor ikke indlæst: 2035 Hele landet",
            shown.Text,
            StringComparison.Ordinal
        );
        var loaded = await admin.SubmitAsync(shown, "main form[action*=Load]");
        Assert.Contains("Indlæst: 1 tal.", loaded.Text, StringComparison.Ordinal);
        var again = await admin.SubmitAsync(await UploadAsync(admin, File), "main form[action*=Load]");
        Assert.Contains("Tallene var indlæst i forvejen.", again.Text, StringComparison.Ordinal);
        Assert.Equal([(2035, BenchmarkArea.Own, BenchmarkKind.Mentor, 1234L)], await FiguresAsync());
        Assert.Equal(
            1,
            await app.DbAsync(db =>
                db.AuditEntries.CountAsync(
                    e => e.Root == nameof(BenchmarkFigure) && e.After!.Contains("2035"),
                    Ct
                )
            )
        );
    }

    [Fact]
    public async Task Import_Inhabitants_AskForNoFunctionAndAreLoadedOnce()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        const string File = "år;område;indbyggere\n2035;265;89.000\n2035;000;5900000\n";

        var shown = await UploadAsync(admin, File, functions: "");

        Assert.Empty(await PersonsAsync());
        Assert.Contains("Kommunen, indbyggere", shown.TextOf("tbody"), StringComparison.Ordinal);
        Assert.DoesNotContain("Dranst:", shown.TextOf("section"), StringComparison.Ordinal);
        var loaded = await admin.SubmitAsync(shown, "main form[action*=Load]");
        Assert.Contains("Indlæst: 2 tal.", loaded.Text, StringComparison.Ordinal);
        var again = await admin.SubmitAsync(
            await UploadAsync(admin, File, functions: ""),
            "main form[action*=Load]"
        );
        Assert.Contains("Tallene var indlæst i forvejen.", again.Text, StringComparison.Ordinal);
        Assert.Equal(
            [(2035, BenchmarkArea.Own, 89_000), (2035, BenchmarkArea.Country, 5_900_000)],
            await PersonsAsync()
        );
        Assert.Empty(await FiguresAsync());
    }

    [Fact]
    public async Task Import_InhabitantsTwice_SaysTheRowAndNothingOfFunctions()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await UploadAsync(
            admin,
            "år;område;indbyggere\n2035;265;89000\n2035;000;5900000\n2035;265;7\n",
            functions: ""
        );

        Assert.Equal(
            ["Række 4: Område 265 og år 2035 står allerede i række 2."],
            page.TextsOf(".alert-error li")
        );
        Assert.Empty(await PersonsAsync());
    }

    [Fact]
    public async Task Load_SomebodyHasTypedAnotherFigureMeanwhile_IsShownAnewAndLoadsNothing()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var shown = await UploadAsync(
            admin,
            "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD\n265;56890;1;TOT;LOBM;2039;1234\n000;56890;1;TOT;LOBM;2039;..\n"
        );
        await TypeAsync(admin, 2039, ("OwnMentor", "77.777"));

        var anew = await admin.SubmitAsync(shown, "main form[action*=Load]");

        Assert.Contains("Intet er indlæst", anew.Text, StringComparison.Ordinal);
        Assert.Contains("77.777", anew.TextOf("tbody"), StringComparison.Ordinal);
        Assert.Equal([(2039, BenchmarkArea.Own, BenchmarkKind.Mentor, 77_777L)], await FiguresAsync());
        var loaded = await admin.SubmitAsync(anew, "main form[action*=Load]");
        Assert.Contains("Indlæst: 1 tal.", loaded.Text, StringComparison.Ordinal);
        Assert.Contains("under Kilde og regler", loaded.Text, StringComparison.Ordinal);
        Assert.Equal([(2039, BenchmarkArea.Own, BenchmarkKind.Mentor, 1234L)], await FiguresAsync());
    }

    [Fact]
    public async Task Import_OwnCodeInTheGroup_IsRefused()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await UploadAsync(
            admin,
            "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD\n265;56890;1;TOT;LOBM;2035;1234\n",
            group: "316, 265"
        );

        Assert.Contains("uden kommunen selv", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main form[action*=Load]"));
    }

    private Task<List<(int, BenchmarkArea, int)>> PersonsAsync() =>
        app.DbAsync(async db =>
            (await db.BenchmarkPopulations.OrderBy(p => p.Id).ToListAsync(Ct)).ConvertAll(p =>
                (p.Year, p.Area, p.Persons)
            )
        );

    [Fact]
    public async Task Import_AnErrorAnywhere_SaysTheRowAndChangesNothing()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await UploadAsync(
            admin,
            "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD\n"
                + "265;56890;1;TOT;LOBM;2036;1\n000;56890;1;TOT;LOBM;2036;2\n265;56890;1;TOT;LOBM;2036;1\n"
                + "265;56890;1;TOT;LOBM;2037;<b>tre</b>\n"
        );

        Assert.Equal(
            [
                "Række 4: Område 265, funktion 56890 og år 2036 står allerede i række 2.",
                "Række 5: „<b>tre</b>“ er ikke et helt tal.",
            ],
            page.TextsOf(".alert-error li")
        );
        Assert.Null(page.Document.QuerySelector("main form[action*=Load]"));
        Assert.Empty(await FiguresAsync());
    }

    [Theory]
    [InlineData("2038 Own Mentor 1 -\n2038 Own Mentor 2 -")]
    [InlineData("2038 Own Mentor 1 -\n1066 Own Mentor 2 -")]
    [InlineData("2038 7 Mentor 1 -")]
    [InlineData("2038 Own Persons 0 -")]
    [InlineData("2038 Own 7 1 -")]
    [InlineData("2038 Own Persons 5 -\n2038 Own Persons 6 -")]
    [InlineData("noget andet")]
    [InlineData("")]
    public async Task Load_FormThatNoPageOfOursMade_ChangesNothing(string figures)
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var form = await admin.GetAsync("/Statistics/BenchmarkImport");

        var page = await admin.PostRawAsync(
            "/Statistics/BenchmarkImport?handler=Load",
            new() { ["Figures"] = figures, ["__RequestVerificationToken"] = form.AntiforgeryToken }
        );

        Assert.Contains("Tallene kunne ikke læses.", page.Text, StringComparison.Ordinal);
        Assert.Empty(await FiguresAsync());
        Assert.Empty(await PersonsAsync());
    }

    [Fact]
    public async Task Export_CsvAndJson_SayTheSame()
    {
        await ClearAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await TypeAsync(admin, 2039, ("OwnMentor", "2000"), ("OwnOther", "6000"), ("OwnPersons", "50000"));

        var csv = await ExportAsync("csv");
        var json = JsonDocument.Parse(await ExportAsync("json")).RootElement;

        Assert.Contains(
            "year;area;kind;thousand_kr;index;share_percent;persons;kr_per_person",
            csv,
            StringComparison.Ordinal
        );
        Assert.Contains("2039;own;mentor;2000;100,00;25,00;50000;40,00", csv, StringComparison.Ordinal);
        Assert.Contains("2039;group;mentor;;;;;", csv, StringComparison.Ordinal);
        var own = json.EnumerateArray().First(row => row.GetProperty("kind").GetString() == "other_measures");
        Assert.Equal(75, own.GetProperty("share_percent").GetDecimal());
        Assert.Equal(120, own.GetProperty("kr_per_person").GetDecimal());
    }

    private async Task<string> ExportAsync(string format)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var output = new MemoryStream();
        Assert.Equal(
            0,
            await ExportCommand.RunBenchmarkAsync(scope.ServiceProvider, null, format, output, Ct)
        );
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static async Task<PageAnswer> TypeAsync(
        Browser admin,
        int year,
        params (string Field, string Value)[] values
    )
    {
        var fields = values.ToDictionary(pair => $"Input.{pair.Field}", pair => (string?)pair.Value);
        fields["Input.NewYear"] = $"{year}";
        return await admin.SubmitAsync(
            await admin.GetAsync("/Statistics/BenchmarkYear"),
            "main form",
            fields
        );
    }

    private static async Task<PageAnswer> UploadAsync(
        Browser admin,
        string content,
        string functions = "5.68.90",
        string group = ""
    )
    {
        var form = await admin.GetAsync("/Statistics/BenchmarkImport");
        using var body = new MultipartFormDataContent
        {
            { new StringContent(form.AntiforgeryToken), "__RequestVerificationToken" },
            { new StringContent("265"), "Input.OwnCodes" },
            { new StringContent(group), "Input.GroupCodes" },
            { new StringContent("000"), "Input.CountryCodes" },
            { new StringContent(functions), "Input.MentorCodes" },
            { new StringContent(""), "Input.OtherCodes" },
            { new StringContent("1"), "Input.Account" },
            { new StringContent("TOT"), "Input.Spending" },
        };
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        body.Add(file, "Input.Upload", "regk31.csv");
        return await Browser.AnswerAsync(
            await admin.Client.PostAsync("/Statistics/BenchmarkImport", body, Ct)
        );
    }

    private Task<int> ClearAsync() =>
        app.DbAsync(async db =>
        {
            db.RemoveRange(await db.BenchmarkFigures.ToListAsync(Ct));
            db.RemoveRange(await db.BenchmarkPopulations.ToListAsync(Ct));
            return await db.SaveChangesAsync(Ct);
        });

    private Task<List<(int, BenchmarkArea, BenchmarkKind, long)>> FiguresAsync() =>
        app.DbAsync(async db =>
            (await db.BenchmarkFigures.OrderBy(f => f.Id).ToListAsync(Ct)).ConvertAll(f =>
                (f.Year, f.Area, f.Kind, f.ThousandKroner)
            )
        );

    private static List<string> OwnOf(PageAnswer page, string part, int columns) =>
        [
            .. page
                .Document.QuerySelectorAll($"section[aria-labelledby=part-{part}] tbody tr")
                .Select(row =>
                    string.Join(
                        ' ',
                        row.Children.Skip(1).Take(columns).Select(cell => cell.TextContent.Trim())
                    )
                ),
        ];
}

public sealed class BenchmarkTests_Sqlite(SqliteApp app) : BenchmarkTests(app), IClassFixture<SqliteApp>;

public sealed class BenchmarkTests_PostgreSql(PostgreSqlApp app)
    : BenchmarkTests(app),
        IClassFixture<PostgreSqlApp>;
