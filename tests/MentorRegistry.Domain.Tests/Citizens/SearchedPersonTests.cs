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
    [InlineData("Ida 0707", Label = "the beginning of a number beside a name")]
    [InlineData("Ida 61019", Label = "the beginning of a number, not the whole day")]
    [InlineData("Ida 070", false, Label = "three digits are anybody's")]
    [InlineData("0707", false, Label = "the beginning of a number alone")]
    [InlineData("Ida 07-07-2155", false, Label = "no such century")]
    [InlineData("Ida Østergaard med mere", false)]
    [InlineData("ergaard-Lund", Label = "from the middle of a word")]
    [InlineData("stergaard", false, Label = "from the middle, and another's name holds it")]
    [InlineData("Ida rgaard")]
    [InlineData("Ida rg", false, Label = "two letters from the middle are in most names")]
    [InlineData("Ida Oestergaard", Label = "ø as oe")]
    [InlineData("aakaer", Label = "å as aa, æ as ae")]
    [InlineData("Ida Ostergaard", false, Label = "ø is no o")]
    [InlineData("\"Ida Østergaard\"", Label = "in quotation marks")]
    [InlineData("(Ida) Ø")]
    [InlineData("Ida/Østergaard")]
    [InlineData("Ida;Østergaard")]
    [InlineData("Ida: Lund.")]
    [InlineData("Lund – Ida")]
    [InlineData("fru Ida Lund")]
    [InlineData("Hr. Østergaard-Lund")]
    [InlineData("Ida født 610190")]
    [InlineData("Ida f. 01.01.1990")]
    [InlineData("Ida, cpr-nr.: 610190")]
    [InlineData("Ida F", false, Label = "an F alone is the beginning of a name")]
    [InlineData("fru", false, Label = "nothing but a title")]
    [InlineData("født 010190", false, Label = "another has the same day")]
    [InlineData("Ida Hansen", false)]
    [InlineData("Dr. Ida Østergaard-Lund", Label = "a word that is not of the name")]
    [InlineData("Ida Østergaard-Lund (mor), 36 år")]
    [InlineData("Ida Østergaard-Lunds mor")]
    [InlineData("IdaÅkær")]
    [InlineData("Ida og Aakaer")]
    [InlineData("Ｉda Åkær hjemme", Label = "a letter of full width")]
    [InlineData("Ida 5678", Label = "the last four digits beside a name")]
    [InlineData("5678", false, Label = "the last four alone")]
    [InlineData("Ida 4567", false, Label = "four from the middle")]
    [InlineData("Ida og Marie på kursus", false, Label = "no whole name")]
    [InlineData("", false)]
    [InlineData(" , ", false)]
    [InlineData("----", false)]
    public void IsOnlyOneMeant_Criterion_IsOrIsNot(string criterion, bool isOnlyOne = true) =>
        Assert.Equal(isOnlyOne, s_ida.IsOnlyOneMeant(criterion, s_others));

    [Theory]
    [InlineData("Michael")]
    [InlineData("micha")]
    [InlineData("Michæl")]
    [InlineData("Raae", Label = "letters that are two and one")]
    public void IsOnlyOneMeant_TwoLettersThatAreNoneOfTheThree_Is(string criterion) =>
        Assert.True(new SearchedPerson(["Michael Raae"], []).IsOnlyOneMeant(criterion, s_others));

    [Theory]
    [InlineData("Marie", true)]
    [InlineData("Ida", false)]
    public void CanBeMeant_WhoeverElseIsThere_Is(string criterion, bool can) =>
        Assert.Equal(can, s_ida.CanBeMeant(criterion));
}
