namespace MentorRegistry.Web;

/// <summary>Headers that keep a page to itself (OWASP ASVS 5.0, level 2).</summary>
public static class SafeHeaders
{
    // No page has a script or style of its own in it, so none needs a nonce: 'self' without 'unsafe-inline' is stricter.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // Of what a browser could lend a page, the registry needs nothing.
    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=()";

    private static readonly HashSet<string> KnownMethods = new(StringComparer.OrdinalIgnoreCase)
    {
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
    };

    /// <summary>Gives this answer another policy than the pages have.</summary>
    internal static void Use(HttpContext http, string contentSecurityPolicy) =>
        http.Items[typeof(SafeHeaders)] = contentSecurityPolicy;

    public static void UseSafeHeaders(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    var headers = http.Response.Headers;
                    headers.ContentSecurityPolicy =
                        http.Items[typeof(SafeHeaders)] as string ?? ContentSecurityPolicy;
                    headers.XContentTypeOptions = "nosniff";
                    headers["Referrer-Policy"] = "same-origin";
                    headers["Cross-Origin-Opener-Policy"] = "same-origin";
                    headers["Cross-Origin-Resource-Policy"] = "same-origin";
                    headers["Permissions-Policy"] = PermissionsPolicy;
                    if (http.User.Identity?.IsAuthenticated is true)
                    {
                        // What is shown of a citizen must not lie in a browser's cache after sign-out.
                        headers.CacheControl = "no-store";
                    }

                    return Task.CompletedTask;
                });
                // Pages know these three. TRACE and the like would render a page without its handler.
                if (!KnownMethods.Contains(http.Request.Method))
                {
                    http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    http.Response.Headers.Allow = "GET, HEAD, POST";
                    return Task.CompletedTask;
                }

                return next(http);
            }
        );
}
