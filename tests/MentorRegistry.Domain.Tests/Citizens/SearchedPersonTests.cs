using MentorRegistry.Domain.Citizens;

namespace MentorRegistry.Domain.Tests.Citizens;

public sealed class SearchedPersonTests
{
    private static readonly SearchedPerson s_ida = new(
        ["Ida Marie Østergaard-Lund", "Ida Åkær"],
        ["6101901234", "0707555678"]
    );

    private static readonly SearchedPerson[] s_others =
    [
        new(["Mariette Holm"], ["6202911111"]),
        new(["Bo Vestergaard"], ["6101902222"]),
    ];

    [Theory]
    [InlineData("Ida Ø", Label = "two words, the second one letter")]
    [InlineData("  ida   østerg ", Label = "case and blanks")]
    [InlineData("Østergaard, Ida", Label = "last name first")]
    [InlineData("Østergaard-Lund")]
    [InlineData("Lund")]
    [InlineData("Åkær", Label = "a name before")]
    [InlineData("A\u030Akær", Label = "a composed letter taken apart")]
    [InlineData("Ida 610190", Label = "name and date as the number has it")]
    [InlineData("Ida 010190", Label = "name and the real date")]
    [InlineData("Ida 01-01-1990")]
    [InlineData("Ida 01.01.90")]
    [InlineData("010190-12 Ida", false)]
    [InlineData("610190-12")]
    [InlineData("070755", Label = "a number before")]
    [InlineData("07/07-1955")]
    [InlineData("Ida", false, Label = "three letters are anybody's")]
    [InlineData("Marie", false, Label = "another's name holds it")]
    [InlineData("Marie Ø", Label = "no other's name holds both")]
    [InlineData("610190", false, Label = "another has the same day")]
    [InlineData("610190 o", false, Label = "not the citizen's")]
    [InlineData("01011990", false, Label = "another has the same day")]
    [InlineData("Ida 070756", false, Label = "another day")]
    [InlineData("Ida 0707", false, Label = "no whole date")]
    [InlineData("Ida 07-07-2155", false, Label = "no such century")]
    [InlineData("Ida Østergaard med mere", false)]
    [InlineData("stergaard", false, Label = "not the beginning")]
    [InlineData("Ida Hansen", false)]
    [InlineData("", false)]
    [InlineData(" , ", false)]
    [InlineData("----", false)]
    public void IsOnlyOneMeant_Criterion_IsOrIsNot(string criterion, bool isOnlyOne = true) =>
        Assert.Equal(isOnlyOne, s_ida.IsOnlyOneMeant(criterion, s_others));

    [Theory]
    [InlineData("Marie", true)]
    [InlineData("Ida", false)]
    public void CanBeMeant_WhoeverElseIsThere_Is(string criterion, bool can) =>
        Assert.Equal(can, s_ida.CanBeMeant(criterion));
}
