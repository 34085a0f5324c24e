namespace MentorRegistry.Web;

/// <summary>Headers that keep a page to itself (OWASP ASVS 5.0, level 2).</summary>
public static class SafeHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly HashSet<string> KnownMethods = new(StringComparer.OrdinalIgnoreCase)
    {
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
    };

    public static void UseSafeHeaders(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                // Pages know these three. TRACE and the like would render a page without its handler.
                if (!KnownMethods.Contains(http.Request.Method))
                {
                    http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    http.Response.Headers.Allow = "GET, HEAD, POST";
                    return Task.CompletedTask;
                }

                http.Response.OnStarting(() =>
                {
                    var headers = http.Response.Headers;
                    headers.ContentSecurityPolicy = ContentSecurityPolicy;
                    headers.XContentTypeOptions = "nosniff";
                    headers["Referrer-Policy"] = "same-origin";
                    if (http.User.Identity?.IsAuthenticated is true)
                    {
                        // What is shown of a citizen must not lie in a browser's cache after sign-out.
                        headers.CacheControl = "no-store";
                    }

                    return Task.CompletedTask;
                });
                return next(http);
            }
        );
}
