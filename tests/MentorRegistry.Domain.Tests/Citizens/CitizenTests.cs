using MentorRegistry.Domain.Citizens;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Citizens;

public class CitizenTests
{
    private const string One = "6402881234";
    private const string Two = "6402885678";
    private const string Three = "6402889012";

    [Theory]
    [InlineData("", "", Label = "none")]
    [InlineData($"{One} 2022-01-01", $"{One} 2022-01-01..", Label = "the first")]
    [InlineData(
        $"{One} 2022-01-01 | {Two} 2023-06-01",
        $"{One} 2022-01-01..2023-05-31 | {Two} 2023-06-01..",
        Label = "a new one"
    )]
    [InlineData(
        $"{One} 2022-01-01 | {One} 2023-06-01",
        $"{One} 2022-01-01..",
        Label = "the same again changes nothing"
    )]
    [InlineData(
        $"{One} 2022-01-01 | {Two} 2022-01-01",
        $"{One} 2022-01-01..2022-01-01 | {Two} 2022-01-01..",
        Label = "another the same day: the first had that day"
    )]
    [InlineData(
        $"{One} 2022-01-01 | {Two} 2021-06-01",
        $"{One} 2022-01-01..2022-01-01 | {Two} 2021-06-01..",
        Label = "dated back before the one in force"
    )]
    [InlineData(
        $"{One} 0001-01-01 | {Two} 0001-01-01",
        $"{One} 0001-01-01..0001-01-01 | {Two} 0001-01-01..",
        Label = "the calendar's first day"
    )]
    [InlineData(
        $"{One} 2022-01-01 | {Two} 2023-06-01 | {One} 2024-01-01",
        $"{One} 2022-01-01.. | {Two} 2023-06-01..2023-12-31",
        Label = "given back"
    )]
    [InlineData(
        $"{One} 2022-01-01 | {Two} 2023-06-01 | {One} 2023-06-01",
        $"{One} 2022-01-01.. | {Two} 2023-06-01..2023-06-01",
        Label = "given back the same day"
    )]
    [InlineData(
        $"{One} 2022-01-01 | {Two} 2023-06-01 | {One} 2022-06-01 | {Three} 2022-07-01",
        $"{One} 2022-01-01..2022-06-30 | {Two} 2023-06-01..2023-06-01 | {Three} 2022-07-01..",
        Label = "given back dated back"
    )]
    public void GiveNumber_FromADay_KeepsTheHistory(string given, string history)
    {
        var citizen = CreateCitizen();
        var steps = given
            .Split(" | ", StringSplitOptions.RemoveEmptyEntries)
            .Select(step => step.Split(' '))
            .ToList();

        foreach (var step in steps)
        {
            citizen.GiveNumber(CprNumber.Parse(step[0]), Day(step[1]));
        }

        Assert.Equal(
            history,
            string.Join(" | ", citizen.Numbers.Select(n => $"{n.Digits} {new DatePeriod(n.First, n.Last)}"))
        );
        Assert.Equal(steps.LastOrDefault()?[0], citizen.CurrentNumber?.Digits);
    }

    [Fact]
    public void Reference_Id_HasACheckDigit() => Assert.Equal("B-005724", CreateCitizen(id: 572).Reference);
}
