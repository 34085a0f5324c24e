using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Commands;

/// <summary>`import placements FILE`: the import page's work without its limit of size.</summary>
public static class ImportCommand
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "A CSV file: semicolon, comma or tab; UTF-8 or Windows-1252; columns in any order. "
                + "See docs/import.md.",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Says what would happen; writes nothing.",
        };
        var json = new Option<bool>("--json") { Description = "Answers with JSON." };
        var placements = new Command(
            "placements",
            "Loads placements: all of the file, or nothing when a row is wrong. Exit code 0 when it was loaded "
                + "(or could be, with --dry-run), 1 otherwise."
        )
        {
            file,
            dryRun,
            json,
        };
        placements.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    (services, token) =>
                        RunAsync(
                            services,
                            parsed.GetRequiredValue(file),
                            parsed.GetValue(dryRun),
                            parsed.GetValue(json),
                            Console.Out,
                            Console.Error,
                            token
                        ),
                    ct
                )
        );
        return new Command("import", "Loads data from a file.") { placements };
    }

    /// <summary>The command itself; the exit code.</summary>
    public static async Task<int> RunAsync(
        IServiceProvider services,
        string path,
        bool dryRun,
        bool asJson,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        CultureInfo.CurrentUICulture = Languages.English;
        var sentences = ActivatorUtilities.CreateInstance<ImportSentences>(services);
        var import = services.GetRequiredService<PlacementImport>();
        var source = ImportSource.OfFile(path);
        try
        {
            using var report = new Output(output, asJson ? Json : null, sentences, source.Name);
            var result = await import.CheckAsync(source, ct, report.Tell);
            if (!dryRun && !result.HasErrors)
            {
                result = await import.LoadAsync(source, ct);
                result.Errors.ForEach(report.Tell);
            }

            report.Finish(result, dryRun);
            return result.HasErrors ? 1 : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The file cannot be read: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Every error is written as it is found, so that a file of nothing but errors needs no memory.</summary>
    private sealed class Output : IDisposable
    {
        private readonly TextWriter _text;
        private readonly ImportSentences _sentences;
        private readonly MemoryStream? _buffer;
        private readonly Utf8JsonWriter? _json;

        public Output(TextWriter text, JsonWriterOptions? json, ImportSentences sentences, string fileName)
        {
            _text = text;
            _sentences = sentences;
            if (json is { } options)
            {
                _buffer = new MemoryStream();
                _json = new Utf8JsonWriter(_buffer, options);
                _json.WriteStartObject();
                _json.WriteString("file", fileName);
                _json.WriteStartArray("errors");
            }
        }

        public void Tell(ImportError error)
        {
            if (_json is null)
            {
                var place = error.Row == 0 ? "" : $"row {error.Row}";
                place += error.Header is null ? "" : $", {error.Header}";
                place += error.Value.Length == 0 ? "" : $" “{error.Value}”";
                _text.WriteLine(
                    place.Length == 0 ? _sentences.Of(error) : $"{place}: {_sentences.Of(error)}"
                );
                return;
            }

            _json.WriteStartObject();
            _json.WriteNumber("row", error.Row);
            _json.WriteString("column", error.Column is { } column ? ImportColumns.English(column) : null);
            _json.WriteString("value", error.Value);
            _json.WriteString("problem", error.Problem.ToString());
            _json.WriteString("reason", _sentences.Of(error));
            _json.WriteEndObject();
            Pass();
        }

        public void Finish(ImportReport report, bool dryRun)
        {
            if (_json is null)
            {
                FinishText(report, dryRun);
                return;
            }

            _json.WriteEndArray();
            _json.WriteNumber("errorCount", report.ErrorCount);
            _json.WriteBoolean("loaded", report.IsLoaded);
            _json.WriteNumber("rows", report.Rows);
            _json.WriteNumber("added", report.Added);
            _json.WriteNumber("newCitizens", report.NewCitizens);
            _json.WriteNumber("changed", report.Changed);
            _json.WriteNumber("unchanged", report.Same);
            _json.WriteNumber("warningCount", report.WarningCount);
            _json.WriteStartArray("ignoredColumns");
            foreach (var header in report.IgnoredHeaders)
            {
                _json.WriteStringValue(header);
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
            Pass();
            _text.WriteLine();
        }

        public void Dispose()
        {
            _json?.Dispose();
            _buffer?.Dispose();
        }

        private void FinishText(ImportReport report, bool dryRun)
        {
            if (report.IgnoredHeaders.Count > 0)
            {
                _text.WriteLine($"Columns without use here: {string.Join(", ", report.IgnoredHeaders)}.");
            }

            _text.WriteLine(
                report switch
                {
                    { HasErrors: true } =>
                        $"{report.ErrorCount} errors in {report.Rows} rows. Nothing was loaded.",
                    _ => $"{(dryRun ? "Would be loaded" : "Loaded")}: {report.Added} added "
                        + $"({report.NewCitizens} new citizens), {report.Changed} changed, "
                        + $"{report.Same} unchanged.",
                }
            );
        }

        private void Pass()
        {
            _json!.Flush();
            _text.Write(System.Text.Encoding.UTF8.GetString(_buffer!.GetBuffer(), 0, (int)_buffer.Length));
            _buffer.SetLength(0);
        }
    }
}
