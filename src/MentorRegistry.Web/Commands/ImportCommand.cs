using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Commands;

/// <summary>`import placements FILE` and `import hours FILE`: the import pages' work without their limit of size.</summary>
public static class ImportCommand
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        return new Command("import", "Loads data from a file.")
        {
            Create<PlacementImport>(
                "placements",
                "Loads placements: all of the file, or nothing when a row is wrong."
            ),
            Create<HoursImport>(
                "hours",
                "Loads hours: all of the file, or nothing when a row is wrong. Rows of one placement and the same week, or "
                    + "month, are added up; what they make takes the place of what is there."
            ),
        };
    }

    private static Command Create<T>(string name, string description)
        where T : FileImport
    {
        var file = new Argument<string>("file")
        {
            Description =
                "A CSV file: semicolon, comma or tab; UTF-8 or Windows-1252; columns in any order. Or a workbook (.xlsx). "
                + "See docs/import.md.",
        };
        var dryRun = new Option<bool>("--dry-run", "--check")
        {
            Description = "Says what would happen; writes nothing.",
        };
        var json = new Option<bool>("--json") { Description = "Answers with JSON." };
        var command = new Command(
            name,
            $"{description} Exit code 0 when it was loaded (or could be, with --dry-run), 1 otherwise."
        )
        {
            file,
            dryRun,
            json,
        };
        command.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    (services, token) =>
                        RunAsync<T>(
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
        return command;
    }

    /// <summary>The command itself; the exit code.</summary>
    public static async Task<int> RunAsync<T>(
        IServiceProvider services,
        string path,
        bool dryRun,
        bool asJson,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
        where T : FileImport
    {
        CultureInfo.CurrentUICulture = Languages.English;
        var sentences = ActivatorUtilities.CreateInstance<ImportSentences>(services);
        var import = services.GetRequiredService<T>();
        var source = ImportSource.OfFile(path);
        try
        {
            using var report = new Output(output, asJson ? Json : null, sentences, source.Name);
            var result = await import.CheckAsync(source, ct, report.Tell, report.Tell);
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

    /// <summary>
    /// Every error is written as it is found, so that a file of nothing but errors needs no memory; so is every
    /// warning, but in JSON they stand behind the errors and wait for them.
    /// </summary>
    private sealed class Output : IDisposable
    {
        private readonly TextWriter _text;
        private readonly ImportSentences _sentences;
        private readonly MemoryStream? _buffer;
        private readonly Utf8JsonWriter? _json;
        private readonly List<ImportWarning> _waiting = [];
        private int _warnings;

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
                WriteLine(error.Row, error.Header, error.Value, _sentences.Of(error));
                return;
            }

            WriteObject(error.Row, error.Column, error.Value, error.Problem.ToString(), _sentences.Of(error));
        }

        public void Tell(ImportWarning warning)
        {
            _warnings++;
            if (_json is null)
            {
                var sentence = $"warning: {_sentences.Of(warning)}";
                WriteLine(warning.Row, warning.Header, warning.Value, sentence);
                return;
            }

            _waiting.Add(warning);
        }

        public void Finish(ImportReport report, bool dryRun)
        {
            if (_json is null)
            {
                FinishText(report, dryRun);
                return;
            }

            _json.WriteEndArray();
            _json.WriteStartArray("warnings");
            foreach (var warning in _waiting)
            {
                WriteObject(
                    warning.Row,
                    warning.Column,
                    warning.Value,
                    warning.Warning.GetType().Name,
                    _sentences.Of(warning)
                );
            }

            _json.WriteEndArray();
            _json.WriteNumber("errorCount", report.ErrorCount);
            _json.WriteBoolean("loaded", report.IsLoaded);
            _json.WriteNumber("rows", report.Rows);
            _json.WriteNumber("added", report.Added);
            _json.WriteNumber("newCitizens", report.NewCitizens);
            _json.WriteNumber("changed", report.Changed);
            _json.WriteNumber("unchanged", report.Same);
            _json.WriteNumber("warningCount", _warnings);
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
                        $"{Count(report.ErrorCount, "error")} in {Count(report.Rows, "row")}. Nothing was loaded.",
                    _ => $"{(dryRun ? "Would be loaded" : "Loaded")}: {report.Added} added"
                        + (report.NewCitizens > 0 ? $" ({Count(report.NewCitizens, "new citizen")})" : "")
                        + $", {report.Changed} changed, {report.Same} unchanged.",
                }
            );
            if (_warnings > 0)
            {
                _text.WriteLine($"{Count(_warnings, "warning")}. Warnings refuse nothing.");
            }
        }

        private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

        private void WriteLine(int row, string? header, string value, string sentence)
        {
            var place = row == 0 ? "" : $"row {row}";
            place += header is null ? "" : $", {header}";
            place += value.Length == 0 ? "" : $" “{value}”";
            _text.WriteLine(place.Length == 0 ? sentence : $"{place}: {sentence}");
        }

        private void WriteObject(int row, ImportColumn? column, string value, string problem, string reason)
        {
            _json!.WriteStartObject();
            _json.WriteNumber("row", row);
            _json.WriteString("column", column is { } known ? ImportColumns.English(known) : null);
            _json.WriteString("value", value);
            _json.WriteString("problem", problem);
            _json.WriteString("reason", reason);
            _json.WriteEndObject();
            Pass();
        }

        private void Pass()
        {
            _json!.Flush();
            _text.Write(System.Text.Encoding.UTF8.GetString(_buffer!.GetBuffer(), 0, (int)_buffer.Length));
            _buffer.SetLength(0);
        }
    }
}
