using System.Globalization;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using ExcelDataReader;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Exports;

/// <summary>The tables of a committee's paper of 2022 come out of the demo as the paper has them (issue 7).</summary>
public abstract class StatisticsExportTests(RegistryWebApp app) : IAsyncLifetime
{
    private static readonly DateOnly s_day = new(2022, 5, 31);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadIntoEmptyAsync(default);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Run_Csv_IsTheTwoTables()
    {
        var (code, file, _) = await RunAsync(s_day, "csv");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            category;Fleks/LY;Selvforsørgende;Integration;Kontanthjælp;Uddannelseshjælp;Ressourceforløb;SDP;JAF;total
            Eksterne mentorer;1;0;0;0;1;4;0;0;6
            Z-kurs;0;0;0;5;0;2;0;0;7
            Intern mentorkorps;2;3;1;19;8;14;4;9;60
            IPS, Projekt Plus, S&I;7;2;1;0;0;0;0;3;13
            total;10;5;2;24;9;20;4;12;86

            category;up to 3 months;up to 6;up to 12;up to 18;up to 24;over 24;total
            Eksterne mentorer;1;1;1;0;0;3;6
            Z-kurs;0;1;2;1;1;2;7
            Intern mentorkorps;15;15;13;10;3;4;60
            IPS, Projekt Plus, S&I;4;8;1;0;0;0;13
            total;20;25;17;11;4;9;86

            """,
            Encoding.UTF8.GetString(file).TrimStart('\uFEFF').ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task Run_Public_HasNoSmallNumberInAnyFormat()
    {
        var (_, csv, _) = await RunAsync(s_day, "csv", isPublic: true);
        var (_, json, _) = await RunAsync(s_day, "json", isPublic: true);

        var fields = Encoding.UTF8.GetString(csv).Split([';', '\r', '\n']);
        Assert.DoesNotContain(fields, field => field is "1" or "2" or "3" or "4");
        Assert.Contains("*", fields);
        Assert.Contains("86", fields);
        var numbers = JsonDocument
            .Parse(json)
            .RootElement.GetProperty("duration")
            .GetProperty("rows")
            .EnumerateArray()
            .SelectMany(row => row.GetProperty("numbers").EnumerateArray())
            .ToList();
        Assert.Contains(numbers, number => number.ValueKind == JsonValueKind.Null);
        Assert.DoesNotContain(
            numbers,
            number => number.ValueKind == JsonValueKind.Number && number.GetInt32() is >= 1 and <= 4
        );
    }

    [Fact]
    public async Task Run_Xlsx_HasNumbersAndDaysAsSuchAndFrozenHeads()
    {
        var (_, file, _) = await RunAsync(s_day, "xlsx");

        using (var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false))
        {
            Assert.Empty(
                new OpenXmlValidator(FileFormatVersions.Office2019)
                    .Validate(book, Ct)
                    .Select(error => $"{error.Path?.XPath} {error.Description}")
            );
            Assert.Equal(
                4,
                book.WorkbookPart!.WorksheetParts.Count(part => part.Worksheet.InnerXml.Contains("frozen"))
            );
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        Assert.Equal("Om bilaget", reader.Name);
        var days = new List<object>();
        while (reader.Read())
        {
            days.Add(reader.GetValue(0));
        }

        Assert.Contains(s_day.ToDateTime(TimeOnly.MinValue), days);
        Assert.True(reader.NextResult());
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        }

        Assert.Equal("Fleks/LY", rows[0][1]);
        Assert.Equal(["I alt", 10.0, 5.0, 2.0, 24.0, 9.0, 20.0, 4.0, 12.0, 86.0], rows[^1]);
    }

    [Fact]
    public async Task Run_Docx_HasHeadingsAndTablesWithHeadRows()
    {
        var (_, file, _) = await RunAsync(s_day, "docx");

        using var document = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2019)
                .Validate(document, Ct)
                .Select(error => $"{error.Path?.XPath} {error.Description}")
        );
        var body = document.MainDocumentPart!.Document.Body!;
        Assert.Equal(
            [
                "Aktive forløb efter målgruppe",
                "Aktive forløb efter varighed",
                "Udvikling",
                "Priser",
                "Sådan er der talt",
            ],
            body.Elements<Paragraph>()
                .Where(p => p.ParagraphProperties?.ParagraphStyleId?.Val == "Heading1")
                .Select(p => p.InnerText)
        );
        Assert.All(body.Elements<Table>(), table => Assert.Single(table.Descendants<TableHeader>()));
        Assert.Contains("41 af 86 har varet mere end et halvt år.", body.InnerText, StringComparison.Ordinal);
        Assert.Contains("9 (10\u00a0%) har haft samme mentor", body.InnerText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1950-01-01")]
    [InlineData("0001-01-01")]
    public async Task Run_BeforeAnyData_SaysSoAndWritesNothing(string day)
    {
        var (code, file, said) = await RunAsync(DateOnly.Parse(day, CultureInfo.InvariantCulture), "csv");

        Assert.Equal(1, code);
        Assert.Empty(file);
        Assert.Contains("no placements before", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FurtherAheadThanAnythingIsGranted_SaysSoAndWritesNothing()
    {
        var (code, file, said) = await RunAsync(new DateOnly(2099, 1, 1), "csv");

        Assert.Equal(1, code);
        Assert.Empty(file);
        Assert.Contains("Statistics are made of days until", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, byte[] File, string Said)> RunAsync(
        DateOnly day,
        string format,
        bool isPublic = false
    )
    {
        var culture = CultureInfo.CurrentUICulture;
        await using var scope = app.Services.CreateAsyncScope();
        using var file = new MemoryStream();
        await using var errors = new StringWriter();
        try
        {
            var code = await ExportCommand.RunStatisticsAsync(
                scope.ServiceProvider,
                day,
                format,
                isPublic,
                file,
                errors,
                Ct
            );
            return (code, file.ToArray(), errors.ToString());
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }
}

public sealed class StatisticsExportTests_Sqlite(SqliteApp app)
    : StatisticsExportTests(app),
        IClassFixture<SqliteApp>;

public sealed class StatisticsExportTests_PostgreSql(PostgreSqlApp app)
    : StatisticsExportTests(app),
        IClassFixture<PostgreSqlApp>;
