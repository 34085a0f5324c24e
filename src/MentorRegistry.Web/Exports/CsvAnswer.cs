using System.Globalization;
using CsvHelper;
using Microsoft.Net.Http.Headers;

namespace MentorRegistry.Web.Exports;

/// <summary>A CSV file as the answer to a request.</summary>
public static class CsvAnswer
{
    /// <summary>Begins the file; it is called by a word and the day.</summary>
    public static CsvWriter Begin(HttpResponse response, string name, DateOnly day)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{name}-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv");
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = disposition.ToString();
        return CsvWriter.Create(response.Body, CsvSafe.Options, leaveOpen: true);
    }
}
