using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// The cells of a sheet in which a formula came to an error: <c>#DIV/0!</c>. The reader takes them for empty ones, and an empty
/// field means something else in a file than one that nobody could work out.
/// </summary>
internal sealed class WorkbookErrors
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreWhitespace = true,
        IgnoreComments = true,
    };

    private readonly Dictionary<string, string> _byPlace = [];

    private WorkbookErrors() { }

    /// <summary>Finds them; what cannot be read throws.</summary>
    public static WorkbookErrors Find(ImportSource source, string sheet)
    {
        using var archive = new ZipArchive(source.Open(), ZipArchiveMode.Read);
        var errors = new WorkbookErrors();
        using var xml = XmlReader.Create(Part(archive, PartOf(archive, sheet)), s_settings);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" } && xml.GetAttribute("t") == "e")
            {
                var place =
                    xml.GetAttribute("r") ?? throw new InvalidDataException("An error without its place.");
                using var cell = xml.ReadSubtree();
                errors._byPlace[place] = Named(XElement.Load(cell), "v").FirstOrDefault()?.Value ?? "#";
            }
        }

        return errors;
    }

    /// <summary>The error in a cell; <c>null</c> = none. Rows and columns from 0.</summary>
    public string? At(int row, int column)
    {
        if (_byPlace.Count == 0)
        {
            return null;
        }

        var letters = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1)
        {
            letters = (char)('A' + (rest % 26)) + letters;
        }

        return _byPlace.GetValueOrDefault(letters + (row + 1).ToString(CultureInfo.InvariantCulture));
    }

    // Sheet → the number of its relation → the part of the archive.
    private static string PartOf(ZipArchive archive, string sheet)
    {
        var id = Named(Root(archive, "xl/workbook.xml"), "sheet")
            .First(element => (string?)element.Attribute("name") == sheet)
            .Attributes()
            .First(attribute => attribute.Name is { LocalName: "id", NamespaceName.Length: > 0 })
            .Value;
        var target = Named(Root(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
            .First(element => (string?)element.Attribute("Id") == id)
            .Attribute("Target")!
            .Value;
        return target.StartsWith('/') ? target[1..] : $"xl/{target}";
    }

    private static XElement Root(ZipArchive archive, string part)
    {
        using var xml = XmlReader.Create(Part(archive, part), s_settings);
        return XElement.Load(xml);
    }

    private static Stream Part(ZipArchive archive, string name) =>
        archive.GetEntry(name)?.Open()
        ?? throw new InvalidDataException("A part of the workbook is missing.");

    private static IEnumerable<XElement> Named(XElement element, string name) =>
        element.Descendants().Where(child => child.Name.LocalName == name);
}
