using System.Text;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>What came of placements, and spending beside others: read by a head, loaded by an administrator.</summary>
public class ComparisonJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK", "Tallene viser ikke årsager")]
    [InlineData(Screen.Phone, "en-GB", "The figures show no causes")]
    public async Task Effect_OwnDepartment_IsToldInWordsTablesAndPlots(
        Screen screen,
        string locale,
        string noCause
    )
    {
        var page = await SignInAsAsync("leder", screen, locale);

        await page.GotoAsync("/Statistics/Effect");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(noCause);
        await Assertions.Expect(page.Locator("[data-plot=intervals] canvas")).ToHaveCountAsync(3);
        await AssertGoodPageAsync(page);
        if (screen == Screen.Desktop)
        {
            await ScreenshotAsync(page, "effect", fullPage: true);
        }
    }

    [Fact]
    public async Task Benchmark_FileOfTheWebPage_IsShownBeforeItIsLoaded()
    {
        var page = await SignInAsAsync("administrator");
        await page.GotoAsync("/Statistics/Benchmark");
        await AssertGoodPageAsync(page);
        await GoAsync(page, () => page.ClickAsync("main a[href$='/Statistics/BenchmarkImport']"));
        await page.SetInputFilesAsync(
            "input[type=file]",
            new FilePayload
            {
                Name = "regk31.csv",
                MimeType = "text/csv",
                Buffer = Encoding.Latin1.GetBytes(
                    "\"265 Roskilde\",\"5.68.90 Løn, drift\",\"1 Drift\",\"TOT Netto\",\"LOBM\",\"2014\",5870\n"
                        + "\"265 Roskilde\",\"5.68.90 Løn, drift\",\"2 Statsrefusion\",\"TOT Netto\",\"LOBM\",\"2014\",-900\n"
                ),
            }
        );
        await page.FillAsync("[name='Input.OwnCodes']", "265");
        await page.FillAsync("[name='Input.CountryCodes']", "");
        await page.FillAsync("[name='Input.MentorCodes']", "56890");

        await GoAsync(page, () => page.ClickAsync("main form[enctype] button[type=submit]"));

        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("main tbody")).ToContainTextAsync("5.870");
        await AssertGoodPageAsync(page);
        await GoAsync(page, () => page.ClickAsync("main form[action*=Load] button"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Indlæst: 1 tal.");
        await Assertions
            .Expect(page.Locator("[aria-labelledby=part-Amount] tbody tr").First)
            .ToContainTextAsync("2014");
    }
}
