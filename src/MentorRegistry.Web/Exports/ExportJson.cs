using System.Text.Encodings.Web;
using System.Text.Json;

namespace MentorRegistry.Web.Exports;

/// <summary>How the exports of a day are written as JSON: names in snake case, Danish letters as they are.</summary>
public static class ExportJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The rows as one array, and a line's end.</summary>
    public static async Task WriteAsync<T>(Stream to, T rows, CancellationToken ct)
    {
        await JsonSerializer.SerializeAsync(to, rows, s_options, ct);
        to.WriteByte((byte)'\n');
    }
}
