using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Tests.Resources;

public sealed partial class ResourceTests
{
    private static readonly string Web = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/MentorRegistry.Web")
    );

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Web, "Resources"), "*.resx")
                .Select(path => Path.GetFileName(path).Split('.')[0])
                .Distinct()
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Resource_HasEveryTextInBothLanguagesWithTheSamePlaceholders(string name)
    {
        var danish = Read(name, "");
        var english = Read(name, ".en");

        Assert.Equal(danish.Keys.Order(), english.Keys.Order());
        Assert.All(danish, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        Assert.All(english, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        Assert.All(
            danish,
            text =>
                Assert.Equal(
                    (text.Key, Placeholders(text.Value)),
                    (text.Key, Placeholders(english[text.Key]))
                )
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Resource_Danish_HasDanishQuotationMarks(string name) =>
        Assert.All(
            Read(name, ""),
            text =>
            {
                Assert.DoesNotContain('”', text.Value);
                Assert.DoesNotContain('"', text.Value);
                Assert.Equal(text.Value.Count(c => c == '„'), text.Value.Count(c => c == '“'));
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Resource_HasItsMarkerClass(string name) =>
        Assert.NotNull(typeof(SharedText).Assembly.GetType($"MentorRegistry.Web.{name}"));

    [Fact]
    public void Source_AsksOnlyForTextsThatExist()
    {
        var shared = Injected()
            .Matches(File.ReadAllText(Path.Combine(Web, "Pages/_ViewImports.cshtml")))
            .ToArray();
        var missing = new List<string>();
        var asked = 0;
        foreach (var path in Sources())
        {
            var source = File.ReadAllText(path);
            var injected = Injected().Matches(source).AsEnumerable();
            foreach (
                var group in injected
                    .Concat(path.EndsWith(".cshtml", StringComparison.Ordinal) ? shared : [])
                    .Select(match => (Resource: match.Groups["type"].Value, Name: match.Groups["name"].Value))
                    .Distinct()
                    .GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
            )
            {
                // A name that stands for two resources in one file may ask either.
                var known = group
                    .SelectMany(pair => Read(pair.Resource, "").Keys)
                    .ToHashSet(StringComparer.Ordinal);
                var use = new Regex(
                    $"""(?<![\w.]){group.Key}\["(?<key>[^"]+)"[\],]""",
                    RegexOptions.IgnoreCase,
                    TimeSpan.FromSeconds(5)
                );
                foreach (var key in use.Matches(source).Select(match => match.Groups["key"].Value))
                {
                    asked++;
                    if (!known.Contains(key))
                    {
                        missing.Add(
                            $"{Path.GetRelativePath(Web, path)}: {group.First().Resource} has no {key}"
                        );
                    }
                }
            }
        }

        Assert.Empty(missing);
        Assert.True(asked > 40, $"Only {asked} uses were found; the pattern no longer fits the source.");
    }

    [Fact]
    public void Labels_AskOnlyForTextsThatExist()
    {
        var missing =
            from type in typeof(SharedText).Assembly.GetTypes()
            from property in type.GetProperties()
            let label = property.GetCustomAttribute<DisplayAttribute>()?.Name
            where label is not null
            let resource = ResourceOf(type)
            where !Read(resource.Name, "").ContainsKey(label)
            select $"{type.FullName}.{property.Name}: {resource.Name} has no {label}";

        Assert.Empty(missing);
    }

    [Fact]
    public void Problems_OfDaysHoursAndCprNumbers_HaveTheirSentences()
    {
        var texts = Read("ValidationText", "");

        Assert.All(
            Enum.GetValues<DateProblem>().Where(problem => problem != DateProblem.None),
            problem => Assert.Contains(InputTexts.Key(problem), texts.Keys)
        );
        Assert.All(
            Enum.GetValues<HoursProblem>().Where(problem => problem != HoursProblem.None),
            problem => Assert.Contains(InputTexts.Key(problem), texts.Keys)
        );
        Assert.All(
            Enum.GetValues<CprProblem>(),
            problem => Assert.Contains(InputTexts.Key(problem), texts.Keys)
        );
    }

    private static Type ResourceOf(Type? type)
    {
        for (; type is not null; type = type.DeclaringType)
        {
            if (type.GetCustomAttribute<TextsFromAttribute>() is { } texts)
            {
                return texts.Resource;
            }
        }

        return typeof(SharedText);
    }

    private static Dictionary<string, string> Read(string name, string language) =>
        XDocument
            .Load(Path.Combine(Web, "Resources", $"{name}{language}.resx"))
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order());

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Web, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".cshtml")
            .Where(path =>
                !Path.GetRelativePath(Web, path)
                    .Split('/', '\\')
                    .Any(part => part is "obj" or "bin" or "node_modules")
            );

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"IStringLocalizer<(?<type>\w+)>\??\s+(?<name>\w+)", RegexOptions.None, 5000)]
    private static partial Regex Injected();

    [GeneratedRegex(@"\{\d+[^}]*\}", RegexOptions.None, 5000)]
    private static partial Regex Placeholder();
}
