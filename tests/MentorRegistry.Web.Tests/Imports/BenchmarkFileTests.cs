using System.Text;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Imports;

namespace MentorRegistry.Web.Tests.Imports;

/// <summary>The two ways in which Statistikbanken writes REGK31, and what it must not be taken for.</summary>
public sealed class BenchmarkFileTests
{
    private const string Header = "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD\r\n";

    [Fact]
    public void Read_FileOfTheApi_AddsEachSeriesUp()
    {
        var reading = Read(
            "\uFEFF"
                + Header
                + "265;56890;1;TOT;LOBM;2019;1234\r\n"
                + "265;56891;1;TOT;LOBM;2019;-34\r\n"
                + "265;56868;1;TOT;LOBM;2019;500\r\n"
                + "259;56890;1;TOT;LOBM;2019;100\r\n"
                + "259;56891;1;TOT;LOBM;2019;10\r\n"
                + "259;56868;1;TOT;LOBM;2019;50\r\n"
                + "253;56890;1;TOT;LOBM;2019;200\r\n"
                + "253;56891;1;TOT;LOBM;2019;20\r\n"
                + "253;56868;1;TOT;LOBM;2019;70\r\n",
            Choice("265", "259 253", mentor: "5.68.90, 56891", other: "56868")
        );

        Assert.Empty(reading.Errors);
        Assert.Equal(
            new Dictionary<(int, BenchmarkArea, BenchmarkKind), long>
            {
                [(2019, BenchmarkArea.Own, BenchmarkKind.Mentor)] = 1200,
                [(2019, BenchmarkArea.Own, BenchmarkKind.OtherMeasures)] = 500,
                [(2019, BenchmarkArea.Group, BenchmarkKind.Mentor)] = 330,
                [(2019, BenchmarkArea.Group, BenchmarkKind.OtherMeasures)] = 120,
            },
            reading.Figures
        );
        Assert.Empty(reading.NotSaid);
    }

    /// <summary>Quoted, no header, code and text in one field, Latin-1; the columns are known by what stands in them.</summary>
    [Theory]
    [InlineData("\"265 Roskilde\",\"5.68.90 Løn, drift\",\"1 Drift\",\"TOT Netto\",\"2019\",1234")]
    [InlineData("\"2019\",\"56890 Løn, drift\",\"TOT Netto\",\"1 Drift\",\"265 Roskilde\",1234")]
    [InlineData(
        "\"265 Roskilde\",\"5.68.90 Løn, drift\",\"1 Drift\",\"TOT Netto\",\"LOBM Løbende priser\",\"2019\",1234"
    )]
    public void Read_FileOfTheWebPage_IsTheSame(string line)
    {
        var other = line.Replace("2019", "2020", StringComparison.Ordinal)
            .Replace("1234", "-17", StringComparison.Ordinal);

        var reading = Read(line + "\n" + other + "\n", Choice("265", mentor: "56890"), Encoding.Latin1);

        Assert.Empty(reading.Errors);
        Assert.Equal(
            [1234L, -17L],
            reading.Figures.OrderBy(figure => figure.Key.Year).Select(figure => figure.Value)
        );
        Assert.Equal(line.Contains("LOBM", StringComparison.Ordinal) ? [] : ["Unit"], reading.NotSaid);
    }

    [Fact]
    public void Read_OtherAccountsSpendingsAndUnits_AreLeftOutAndNeverAdded()
    {
        var reading = Read(
            Header
                + "265;56890;1;TOT;LOBM;2019;100\n"
                + "265;56890;2;TOT;LOBM;2019;1000\n"
                + "265;56890;1;UE;LOBM;2019;10000\n"
                + "265;56890;1;TOT;INDL;2019;7\n",
            Choice("265", mentor: "56890")
        );

        Assert.Equal([100L], reading.Figures.Values);
        Assert.Equal(3, reading.LeftOut);
    }

    [Fact]
    public void Read_Withheld_IsMissingAndSoIsTheSumThatItBelongsTo()
    {
        var reading = Read(
            Header
                + "259;56890;1;TOT;LOBM;2019;..\n"
                + "253;56890;1;TOT;LOBM;2019;200\n"
                + "259;56890;1;TOT;LOBM;2020;1.100\n"
                + "253;56890;1;TOT;LOBM;2020;200\n",
            Choice("", "259;253", mentor: "56890")
        );

        Assert.Equal((2020, BenchmarkArea.Group, BenchmarkKind.Mentor), Assert.Single(reading.Figures).Key);
        Assert.Equal(1300, reading.Figures.Values.Single());
        Assert.Equal([(2019, BenchmarkArea.Group, BenchmarkKind.Mentor)], reading.Missing);
    }

    [Theory]
    [InlineData("", 0, "File_Empty")]
    [InlineData("KØN;ALDER;TID;INDHOLD\nMænd;20;2019;5\n", 1, "File_OtherTable")]
    [InlineData("a,b\n1,2\n", 0, "File_OtherTable")]
    [InlineData(Header + "265;56890;1;TOT;LOBM;2019;100\n265;56890;1;TOT;LOBM;2019;100\n", 3, "Row_Twice")]
    [InlineData(Header + "265;56890;1;TOT;LOBM;2019;mange\n", 2, "Row_Number")]
    [InlineData(Header + "265;56890;1;TOT;LOBM;2019;12.5\n", 2, "Row_Number")]
    [InlineData(Header + "265;56890;1;TOT;LOBM;2019;\n", 2, "Row_Number")]
    [InlineData(Header + "265;56890;1;TOT;LOBM;2019K1;100\n", 2, "Row_Year")]
    [InlineData(Header + "265;56890;1;TOT;LOBM;1899;100\n", 2, "Row_Year")]
    [InlineData(Header + "265;56890;1\n", 2, "Row_Fields")]
    [InlineData(Header + "265;56890;1;TOT;INDL;2019;100\n", 0, "File_AllLeftOut")]
    [InlineData(Header + "259;56890;1;TOT;LOBM;2019;100\n", 0, "Area_Unknown")]
    [InlineData(Header + "265;56868;1;TOT;LOBM;2019;100\n", 0, "Function_Unknown")]
    public void Read_FileThatCannotBe_SaysWhichRowAndWhy(string content, int row, string key)
    {
        var reading = Read(content, Choice("265", mentor: "56890"));

        var error = reading.Errors[0];
        Assert.Equal((row, key), (error.Row, error.Key));
        Assert.Empty(reading.Figures);
    }

    [Fact]
    public void Codes_DotsBlanksAndTexts_AreRead()
    {
        Assert.Equal(["56890", "56891"], BenchmarkCodes.Read(" 5.68.90 5.68.91, 56890", areFunctions: true));
        Assert.Equal(["265", "000", "Roskilde"], BenchmarkCodes.Read("265 0, Roskilde", areFunctions: false));
    }

    private static BenchmarkReading Read(string content, BenchmarkChoice choice, Encoding? encoding = null) =>
        BenchmarkFile.Read(
            ImportSource.OfBytes("regk31.csv", (encoding ?? new UTF8Encoding(false)).GetBytes(content)),
            choice
        );

    private static BenchmarkChoice Choice(
        string own,
        string group = "",
        string mentor = "",
        string other = ""
    ) =>
        new(
            new Dictionary<BenchmarkArea, IReadOnlyList<string>>
            {
                [BenchmarkArea.Own] = BenchmarkCodes.Read(own, areFunctions: false),
                [BenchmarkArea.Group] = BenchmarkCodes.Read(group, areFunctions: false),
            },
            new Dictionary<BenchmarkKind, IReadOnlyList<string>>
            {
                [BenchmarkKind.Mentor] = BenchmarkCodes.Read(mentor, areFunctions: true),
                [BenchmarkKind.OtherMeasures] = BenchmarkCodes.Read(other, areFunctions: true),
            },
            "1",
            "TOT"
        );
}
