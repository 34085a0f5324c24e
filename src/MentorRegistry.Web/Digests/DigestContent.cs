namespace MentorRegistry.Web.Digests;

/// <summary>What a digest says, in the recipient's language: both parts of the mail are written from it.</summary>
/// <param name="Language">"da" or "en".</param>
/// <param name="Subject">Says the main thing.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lead">What it tells of.</param>
/// <param name="Together">What several departments have to decide together, each flag once; none of one department.</param>
/// <param name="Sections">One for each department.</param>
/// <param name="Why">Why the recipient has it, and how to be rid of it.</param>
public sealed record DigestContent(
    string Language,
    string Subject,
    string Title,
    string Lead,
    IReadOnlyList<DigestLine> Together,
    IReadOnlyList<DigestSection> Sections,
    IReadOnlyList<DigestLine> Why
);

/// <summary>What a digest says of one department.</summary>
/// <param name="Department">Its name.</param>
/// <param name="Quiet">Says that nothing has happened, and why the mail comes all the same; <c>null</c> = something has.</param>
/// <param name="Numbers">The three that matter most.</param>
/// <param name="Parts">What the rest is about, each with its heading; parts without a line are left out.</param>
/// <param name="Budget">The year's money; <c>null</c> where it is not shown.</param>
public sealed record DigestSection(
    string Department,
    string? Quiet,
    IReadOnlyList<DigestNumber> Numbers,
    IReadOnlyList<DigestPart> Parts,
    DigestBudget? Budget
);

/// <summary>A number, what it counts, and the list with exactly so many rows.</summary>
public sealed record DigestNumber(string Number, string Label, string Href);

/// <summary>Lines under a heading.</summary>
/// <param name="NeedsAction">Whether somebody has to do something.</param>
public sealed record DigestPart(string Heading, IReadOnlyList<DigestLine> Lines, bool NeedsAction = false);

/// <summary>A sentence, and where it leads; <c>null</c> = nowhere.</summary>
public sealed record DigestLine(string Text, string? Href = null);

/// <summary>A year's money as a bar, with its figures.</summary>
/// <param name="Heading">Which year.</param>
/// <param name="Used">What is used: a part of the bar.</param>
/// <param name="Committed">What is granted and still to come: the next part of the bar.</param>
/// <param name="Lines">The other figures.</param>
/// <param name="UsedPercent">How much of the bar is used, 0 to 100.</param>
/// <param name="CommittedPercent">How much of it is granted and still to come; together no more than 100.</param>
/// <param name="Exceeds">Whether the budget does not hold.</param>
/// <param name="Link">Leads to the budget, where each of the figures stands.</param>
public sealed record DigestBudget(
    string Heading,
    string Used,
    string Committed,
    IReadOnlyList<string> Lines,
    int UsedPercent,
    int CommittedPercent,
    bool Exceeds,
    DigestLine Link
);
