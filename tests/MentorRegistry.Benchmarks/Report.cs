using System.Globalization;
using System.Text.Json;

namespace MentorRegistry.Benchmarks;

/// <summary>One line of the result.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Floor">What it is held against, in the same unit, from the same run.</param>
/// <param name="Ratio">The ratio that is judged.</param>
/// <param name="Wanted">The wanted ratio in words; <c>null</c> = only told.</param>
/// <param name="IsMet">Whether the ratio is as wanted.</param>
/// <param name="NoisePercent">How far the rounds' ratios (or figures) lie apart: half the span in % of the median.</param>
public sealed record Figure(
    string What,
    double Value,
    string Unit,
    double? Floor = null,
    double? Ratio = null,
    string? Wanted = null,
    bool? IsMet = null,
    double? NoisePercent = null
);

/// <summary>Collects the figures, prints them as a table and keeps them in artifacts/benchmarks.json.</summary>
public sealed class Report(int citizens)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    private readonly List<Figure> _figures = [];

    public bool IsMet => _figures.All(figure => figure.IsMet is not false);

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Console.WriteLine(Line(figure));
    }

    public async Task WriteAsync()
    {
        Console.WriteLine();
        Console.WriteLine(
            $"{"figure", -62} {"value", 10} {"unit", -8} {"floor", 10} {"ratio", 7} {"wanted", -8} {"verdict", -7} noise"
        );
        foreach (var figure in _figures)
        {
            Console.WriteLine(Line(figure));
        }

        var file = Path.Combine(RepositoryFolder(), "artifacts", "benchmarks.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(
                new
                {
                    atUtc = TimeProvider.System.GetUtcNow().UtcDateTime,
                    processors = Environment.ProcessorCount,
                    citizens,
                    isMet = IsMet,
                    figures = _figures,
                },
                Json
            )
        );
        Console.WriteLine();
        Console.WriteLine($"{(IsMet ? "All wanted ratios are met." : "A wanted ratio is missed.")} {file}");
    }

    private static string Line(Figure f) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{f.What, -62} {f.Value, 10:0.##} {f.Unit, -8} {f.Floor, 10:0.##} {f.Ratio, 7:0.00} {f.Wanted, -8} {Verdict(f), -7} {(f.NoisePercent is { } noise ? $"±{noise:0} %" : "")}"
        );

    private static string Verdict(Figure figure) =>
        figure.IsMet switch
        {
            true => "met",
            false => "MISSED",
            null => "",
        };

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MentorRegistry.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
