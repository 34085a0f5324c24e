using System.Text;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>A department's file: refused row by row, mended, looked at, loaded, and loaded again without effect.</summary>
public class ImportJourneyTests(RunningApp app) : BrowserTest(app)
{
    private const string Headers =
        "cpr;navn;afdeling;målgruppe;leverandør;mentor;lovgrundlag;startdato;slutdato;timer_pr_uge;kildesystem;kilde_id";

    [Theory]
    [InlineData(Screen.Desktop, "da-DK")]
    [InlineData(Screen.Phone, "en-GB")]
    public async Task Load_ErrorsMendedConfirmedAgain_ChangesOnce(Screen screen, string locale)
    {
        string[] numbers = [NewCitizen.Cpr(), NewCitizen.Cpr(), NewCitizen.Cpr()];
        var source = Guid.NewGuid().ToString("N")[..8];
        var page = await SignInAsAsync("administrator", screen, locale);

        await UploadAsync(
            page,
            Row(numbers[0], "Ida Prøvelund", source, 1),
            Row(numbers[1], "Bo Prøvedal", source, 2, mentor: "Mona Jorgensen"),
            Row(numbers[2], "Ulla Prøvefriis", source, 3, first: "31-02-2026", hours: "to")
        );

        // Row 1 is the headers. Every error is told of, with what stands in the file.
        var errors = page.Locator("main tbody tr");
        await Assertions.Expect(errors).ToHaveCountAsync(3);
        await Assertions.Expect(errors.Nth(0)).ToContainTextAsync("3");
        await Assertions.Expect(errors.Nth(0)).ToContainTextAsync("Mona Jorgensen");
        await Assertions.Expect(errors.Nth(1)).ToContainTextAsync("31-02-2026");
        await Assertions.Expect(errors.Nth(2)).ToContainTextAsync("to");
        await AssertGoodPageAsync(page, "Prøvedal");
        await PictureAsync("import-errors");
        await GoAsync(page, () => page.ClickAsync(".import-decision button"));

        string[] mended =
        [
            Row(numbers[0], "Ida Prøvelund", source, 1),
            Row(numbers[1], "Bo Prøvedal", source, 2),
            Row(numbers[1], "Bo Prøvedal", source, 3, mentor: "Ellen Møller"),
        ];
        await UploadAsync(page, mended);
        await AssertCountsAsync("3", "2", "0", "0");
        await AssertGoodPageAsync(page, "Prøvedal");
        await PictureAsync("import-preview");
        await GoAsync(page, () => page.ClickAsync(".import-decision .button-primary"));
        await AssertCountsAsync("3", "0", "0");
        await AssertGoodPageAsync(page, "Prøvedal");

        // The same file again has nothing to load, and no button to load it.
        await UploadAsync(page, mended);
        await AssertCountsAsync("0", "0", "3");
        await Assertions.Expect(page.Locator("main .button-primary")).ToHaveCountAsync(0);
        await AssertGoodPageAsync(page, "Prøvedal");

        async Task AssertCountsAsync(params string[] counts) =>
            await Assertions.Expect(page.Locator(".import-counts td")).ToHaveTextAsync(counts);

        async Task PictureAsync(string name)
        {
            if (screen == Screen.Desktop)
            {
                await ScreenshotAsync(page, name);
            }
        }
    }

    private static async Task UploadAsync(IPage page, params string[] rows)
    {
        await page.GotoAsync("/Imports/Placements");
        await page.SetInputFilesAsync(
            "[name=Upload]",
            new FilePayload
            {
                Name = "nexus.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(string.Join("\r\n", [Headers, .. rows, ""])),
            }
        );
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        Assert.Matches("/Imports/Placements/[0-9a-f-]{36}$", page.Url);
    }

    private static string Row(
        string cpr,
        string name,
        string source,
        int id,
        string mentor = "Mona Jørgensen",
        string first = "01-09-2026",
        string hours = "4,25"
    ) =>
        $"{cpr};{name};Handicap;§ 85;Internt mentorkorps;{mentor};SEL § 85;{first};31-08-2027;{hours};Nexus;{source}-{id}";
}
