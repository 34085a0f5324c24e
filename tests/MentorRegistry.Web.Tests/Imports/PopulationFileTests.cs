using System.Text;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Imports;

namespace MentorRegistry.Web.Tests.Imports;

/// <summary>Inhabitants from a sheet and from FOLK1A, and what must not be taken for them.</summary>
public sealed class PopulationFileTests
{
    [Theory]
    [InlineData("år;område;indbyggere\n2021;265;89.000\n2021;253;50000\n2021;259;61 000\n")]
    [InlineData("Area,Year,Population\n265 Roskilde,2021,89000\n253 Greve,2021,50000\n259 Køge,2021,61000\n")]
    [InlineData("OMRÅDE;TID;INDHOLD\r\n265;2021K1;89000\r\n253;2021K1;50000\r\n259;2021K1;61000\r\n")]
    [InlineData(
        "OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD\n265;TOT;IALT;TOT;2021K1;89000\n253;TOT;IALT;TOT;2021K1;50000\n"
            + "259;I alt;I alt;I alt;2021K1;61000\n"
    )]
    public void Read_Inhabitants_AddsEachAreaUp(string content)
    {
        var reading = Read(content);

        Assert.Empty(reading.Errors);
        Assert.Equal(
            new Dictionary<(int, BenchmarkArea), int>
            {
                [(2021, BenchmarkArea.Own)] = 89_000,
                [(2021, BenchmarkArea.Group)] = 111_000,
            },
            reading.Persons
        );
        Assert.Empty(reading.Figures);
        Assert.Equal(0, reading.LeftOut);
    }

    [Fact]
    public void Read_OtherQuartersAndPartsOfThePeople_AreLeftOutAndNeverAdded()
    {
        var reading = Read(
            "OMRÅDE;KØN;TID;INDHOLD\n265;TOT;2021K1;89000\n265;TOT;2021K2;1\n265;M;2021K1;2\n265;TOT;2022K4;3\n"
                + "253;TOT;2021K1;5\n259;TOT;2021K1;..\n"
        );

        Assert.Empty(reading.Errors);
        Assert.Equal([((2021, BenchmarkArea.Own), 89_000)], reading.Persons.Select(p => (p.Key, p.Value)));
        Assert.Equal(3, reading.LeftOut);
        Assert.Equal([(2021, BenchmarkArea.Group)], reading.MissingPersons);
    }

    [Theory]
    [InlineData("265;2021;mange", 2, "Row_Persons")]
    [InlineData("265;2021;0", 2, "Row_Persons")]
    [InlineData("265;2021;-5", 2, "Row_Persons")]
    [InlineData("265;2021;99999999999", 2, "Row_Persons")]
    [InlineData("265;2021K5;5", 2, "Row_Year")]
    [InlineData("265;1066;5", 2, "Row_Year")]
    [InlineData("265;2021", 2, "Row_Fields")]
    [InlineData("265;2021;5\n265;2021K1;6", 3, "Row_PersonsTwice")]
    [InlineData("999;2021;5", 0, "Area_Unknown")]
    public void Read_WhatIsWrong_SaysTheRowAndWhy(string rows, int row, string key)
    {
        var reading = Read($"område;år;indbyggere\n{rows}\n");

        Assert.Equal((row, key), (reading.Errors[0].Row, reading.Errors[0].Key));
        Assert.True(reading.IsPopulation);
        Assert.Empty(reading.Persons);
    }

    [Theory]
    [InlineData("OMRÅDE;HERKOMST;TID;INDHOLD\n265;TOT;2021;5\n")]
    [InlineData("KØN;TID;INDHOLD\nTOT;2021;5\n")]
    public void Read_AnotherTable_IsNotTakenForInhabitants(string content) =>
        Assert.Equal("File_OtherTable", Assert.Single(Read(content).Errors).Key);

    private static BenchmarkReading Read(string content) =>
        BenchmarkFile.Read(
            ImportSource.OfBytes("folk1a.csv", Encoding.UTF8.GetBytes(content)),
            new BenchmarkChoice(
                new Dictionary<BenchmarkArea, IReadOnlyList<string>>
                {
                    [BenchmarkArea.Own] = ["265"],
                    [BenchmarkArea.Group] = ["253", "259"],
                },
                new Dictionary<BenchmarkKind, IReadOnlyList<string>>(),
                "1",
                "TOT"
            )
        );
}
