using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MentorRegistry.Web.Pages.Shared;

/// <summary>Friendly pages for what goes wrong, also while the database is gone.</summary>
public static class ErrorPages
{
    /// <summary>First in the pipeline.</summary>
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(failed =>
        {
            // A short pipeline of its own: no sign-in, which would ask the database again.
            failed.Use(
                (context, next) =>
                {
                    var exception = context
                        .Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()
                        ?.Error;
                    context.Request.Path = $"/Error/{StatusOf(exception)}";
                    context.Request.QueryString = default;
                    return next(context);
                }
            );
            Localization.LanguageSetup.UseLanguages(failed);
            failed.UseRouting();
            failed.UseEndpoints(endpoints =>
            {
                // For their addresses, which are those of other pages: the browser has them already.
                endpoints.MapStaticAssets();
                endpoints.MapRazorPages().WithStaticAssets();
            });
        });
        app.UseStatusCodePagesWithReExecute("/Error/{0}");
        return app;
    }

    /// <summary>The status code that tells what an exception means for the person.</summary>
    public static int StatusOf(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BadHttpRequestException bad:
                    return bad.StatusCode;
                case DbUpdateConcurrencyException:
                    return StatusCodes.Status409Conflict;
                case Exception when IsDatabaseGone(cause):
                    return StatusCodes.Status503ServiceUnavailable;
            }
        }

        return StatusCodes.Status500InternalServerError;
    }

    private static bool IsDatabaseGone(Exception cause) =>
        cause switch
        {
            // Busy, locked, read-only, I/O error, full, cannot be opened: https://www.sqlite.org/rescode.html
            SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14,
            // Classes 08 connection, 28 refused sign-in, 3D no such database, 53 resources, 55 not accepting or locked,
            // 57P operator's intervention: https://www.postgresql.org/docs/current/errcodes-appendix.html
            PostgresException postgres => postgres.SqlState[..2] is "08" or "28" or "3D" or "53" or "55"
                || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal),
            NpgsqlException => true,
            DbException database => database.IsTransient,
            _ => false,
        };
}
