using System.Diagnostics;
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
                console.TimestampFormat = "HH:mm:ss ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }
        else
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
    }

    /// <summary>One line for each answered request of a page (static files and health are not events).</summary>
    public static void UseEventLines(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MentorRegistry.Requests");
        app.Use(
            async (http, next) =>
            {
                var started = Stopwatch.GetTimestamp();
                // The error page rewrites the request; the line tells what was asked.
                var (method, path) = (http.Request.Method, http.Request.Path);
                await next(http);
                if (
                    PageAccess.RowOf(http.GetEndpoint()) is { } row
                    && !row.Page.StartsWith("/health", StringComparison.Ordinal)
                )
                {
                    Answered(
                        log,
                        method,
                        path,
                        http.Response.StatusCode,
                        Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                        http.User.Identity?.Name
                    );
                }
            }
        );
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.0} ms by {User}")]
    private static partial void Answered(
        ILogger log,
        string method,
        PathString path,
        int status,
        double milliseconds,
        string? user
    );
}
