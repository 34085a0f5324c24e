using System.Diagnostics;
using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.Extensions.Logging.Console;

namespace MentorRegistry.Web;

/// <summary>
/// The log: one structured line an event, UTC, to standard output. No line has personal data: paths hold public
/// references only, query strings and bodies are never written.
/// </summary>
public static partial class EventLines
{
    public static void AddEventLines(this ILoggingBuilder logging, IWebHostEnvironment environment)
    {
        logging.ClearProviders();
        if (environment.IsDevelopment())
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH':'mm':'ss ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }
        else
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.IncludeScopes = false;
                // Colons in quotes: a bare one becomes a dot while a Danish request is answered.
                console.TimestampFormat = "yyyy-MM-dd'T'HH':'mm':'ss.fff'Z'";
            });
        }
    }

    private static readonly object AskedFor = new();

    /// <summary>Notes the page that was asked for: one that refuses is answered by the page of its status code.</summary>
    public static void UsePageOfEventLine(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                http.Items.TryAdd(AskedFor, http.GetEndpoint());
                return next(http);
            }
        );

    /// <summary>One line for each answered request of a page (static files and health are not events).</summary>
    public static void UseEventLines(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MentorRegistry.Requests");
        app.Use(
            async (http, next) =>
            {
                var started = Stopwatch.GetTimestamp();
                await next(http);
                // The page and not the path: somebody may have typed a CPR number into the address.
                if (
                    PageAccess.RowOf(http.Items[AskedFor] as Endpoint) is { } row
                    && !row.Page.StartsWith("/health", StringComparison.Ordinal)
                )
                {
                    Answered(
                        log,
                        http.Request.Method,
                        row.Page,
                        About(http.Request.RouteValues) ?? "-",
                        http.Response.StatusCode,
                        Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                        // No user name has parentheses.
                        http.User.Identity?.Name
                            ?? "(nobody)"
                    );
                }
            }
        );
    }

    // The public reference of the citizen, or the number of the placement, that the page was about.
    private static string? About(RouteValueDictionary route) =>
        CitizenReference.TryParse(route["reference"] as string, out var citizenId)
            ? CitizenReference.Of(citizenId)
        : long.TryParse(route["id"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id < 100_000_000
            ? $"{id}"
        : null;

    [LoggerMessage(
        1,
        LogLevel.Information,
        "{Method} {Page} {About} {Status} in {Milliseconds:0.0} ms by {User}"
    )]
    private static partial void Answered(
        ILogger log,
        string method,
        string page,
        string about,
        int status,
        double milliseconds,
        string user
    );
}
