using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Statistics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Tests.Exports;

/// <summary>
/// An office program opens both files and reads back what was written, and the validator of the format says that they are
/// whole.
/// </summary>
public sealed class PaperFileTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private const string Office = "soffice";

    private static PaperFile Paper =>
        new(
            "Mentorindsatsen",
            IsPublic: true,
            new DateOnly(2026, 11, 20),
            "leder",
            new StatisticsContent(
                new DateOnly(2022, 5, 31),
                "Hele kommunen",
                IsMasked: true,
                ["41 af 86 har varet mere end et halvt år."],
                new ShownTable(
                    "Aktive forløb efter målgruppe",
                    ["SDP", "I alt"],
                    [1],
                    [new ShownRow("=Z-kurs", 1, [null, 1_234]), new ShownRow("I alt", null, [77, 1_311])]
                ),
                null,
                new ShownSeries(["I alt"], [new ShownMonth(new DateOnly(2022, 4, 30), [85])]),
                new ShownPrices([new ShownRate("Ekstern mentor A", "Eksterne", 600_50)], []),
                ["Et forløb er aktivt på en dag."]
            )
        );

    [Fact, Trait("needs", Office)]
    public async Task Docx_OpenedByAnOfficeProgram_SaysWhatWasWritten()
    {
        var text = await ConvertAsync("docx", "txt:Text (encoded):UTF8", PaperDocument.Write);

        Assert.Contains("41 af 86 har varet mere end et halvt år.", text, StringComparison.Ordinal);
        Assert.Contains("=Z-kurs", text, StringComparison.Ordinal);
        Assert.Contains("1.311", text, StringComparison.Ordinal);
        Assert.Contains("Sådan er der talt", text, StringComparison.Ordinal);
    }

    [Fact, Trait("needs", Office)]
    public async Task Xlsx_OpenedByAnOfficeProgram_HasNumbersDaysAndTexts()
    {
        // Each sheet as a file of its own (-1), cells as they are shown.
        var text = await ConvertAsync(
            "xlsx",
            "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1",
            PaperWorkbook.Write
        );

        // A day as the office program writes one by itself: it is a day and no text.
        Assert.Contains("05/31/2022", text, StringComparison.Ordinal);
        Assert.Contains("=Z-kurs;*;1", text, StringComparison.Ordinal);
        Assert.Contains("04/30/2022;85", text, StringComparison.Ordinal);
        Assert.Contains("Ekstern mentor A;600", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docx")]
    [InlineData("xlsx")]
    public void Write_Paper_IsWholeByTheFormatsOwnRules(string ending)
    {
        CultureInfo.CurrentUICulture = Languages.Danish;
        var texts = app.Services.GetRequiredService<IStringLocalizer<StatisticsText>>();
        using var file = new MemoryStream(
            ending == "docx" ? PaperDocument.Write(Paper, texts) : PaperWorkbook.Write(Paper, texts)
        );
        using OpenXmlPackage package =
            ending == "docx"
                ? WordprocessingDocument.Open(file, isEditable: false)
                : SpreadsheetDocument.Open(file, isEditable: false);

        Assert.Equal(
            (Paper.Title, "da-DK"),
            (package.PackageProperties.Title, package.PackageProperties.Language)
        );
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Microsoft365)
                .Validate(package, TestContext.Current.CancellationToken)
                .Select(error => $"{error.Path?.XPath}: {error.Description}")
        );
    }

    private async Task<string> ConvertAsync(
        string ending,
        string to,
        Func<PaperFile, IStringLocalizer<StatisticsText>, byte[]> write
    )
    {
        CultureInfo.CurrentUICulture = Languages.Danish;
        var folder = Directory.CreateTempSubdirectory("mentor-office-").FullName;
        try
        {
            var texts = app.Services.GetRequiredService<IStringLocalizer<StatisticsText>>();
            var file = Path.Combine(folder, $"paper.{ending}");
            await File.WriteAllBytesAsync(file, write(Paper, texts), TestContext.Current.CancellationToken);
            using var office = Process.Start(
                new ProcessStartInfo(
                    Office,
                    [
                        $"-env:UserInstallation=file://{folder}/profile",
                        "--headless",
                        "--convert-to",
                        to,
                        "--outdir",
                        Path.Combine(folder, "out"),
                        file,
                    ]
                )
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            await office.WaitForExitAsync(TestContext.Current.CancellationToken);
            return string.Join(
                '\n',
                Directory
                    .GetFiles(Path.Combine(folder, "out"))
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllText)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
