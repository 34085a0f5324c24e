using System.Text;

namespace MentorRegistry.Web.Digests;

/// <summary>The text part of a digest: says what the HTML part says, line by line.</summary>
public static class DigestText
{
    public static string Of(DigestContent content)
    {
        var text = new StringBuilder();
        text.AppendLine(content.Title).AppendLine(new string('=', content.Title.Length)).AppendLine();
        text.AppendLine(content.Lead);
        foreach (var line in content.Together)
        {
            Add(text, line);
        }

        foreach (var section in content.Sections)
        {
            text.AppendLine().AppendLine(section.Department);
            text.AppendLine(new string('-', section.Department.Length));
            if (section.Quiet is { } quiet)
            {
                text.AppendLine(quiet);
            }

            foreach (var number in section.Numbers)
            {
                Add(text, new DigestLine($"{number.Number} {number.Label}", number.Href));
            }

            foreach (var part in section.Parts)
            {
                text.AppendLine().AppendLine(part.Heading);
                foreach (var line in part.Lines)
                {
                    Add(text, line);
                }
            }

            if (section.Budget is { } budget)
            {
                text.AppendLine().AppendLine(budget.Heading);
                foreach (var line in (string[])[budget.Used, budget.Committed, .. budget.Lines])
                {
                    Add(text, new DigestLine(line));
                }

                Add(text, budget.Link);
            }
        }

        text.AppendLine();
        foreach (var line in content.Why)
        {
            text.AppendLine(line.Text);
            if (line.Href is { } href)
            {
                text.AppendLine(href);
            }
        }

        // As mails have them, whatever the machine.
        return text.ToString().ReplaceLineEndings("\r\n");
    }

    private static void Add(StringBuilder text, DigestLine line)
    {
        text.Append("* ").AppendLine(line.Text);
        if (line.Href is { } href)
        {
            text.Append("  ").AppendLine(href);
        }
    }
}
