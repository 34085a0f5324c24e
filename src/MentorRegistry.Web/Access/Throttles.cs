using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace MentorRegistry.Web.Access;

/// <summary>
/// How often somebody may do what could otherwise be tried until it succeeds, or drain the registry: sign-in and codes
/// for each network address; searches, files and citizens opened for each user. Who is refused is told when to try again
/// (<c>Retry-After</c> and the page of status 429), and the event line says it.
/// </summary>
public static class Throttles
{
    /// <summary>Pages on which a password, a code or a link is tried: every post counts, for the address it comes from.</summary>
    public const string SignIn = "sign-in";

    /// <summary>
    /// Pages on which is searched, and from which files are taken: every post that searches, every file, and every
    /// time that a form is looked at without being saved.
    /// </summary>
    public const string Search = "search";

    /// <summary>
    /// The citizen's document, which is searched for by number: every document that is opened counts as a file, whatever
    /// it is opened as.
    /// </summary>
    public const string Document = "document";

    /// <summary>Pages that show much of one citizen: more in an hour than work asks for is a walk through the registry.</summary>
    public const string Citizen = "citizen";

    /// <summary>Pages on which a file is uploaded and checked against the registry: as many as files may be taken.</summary>
    public const string Uploads = "uploads";

    // What a page's handlers are called that make a file.
    private static readonly HashSet<string> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        "Export",
        "Json",
    };

    // What a page's handlers are called that follow a form while it is filled in.
    private static readonly HashSet<string> FollowsForm = new(StringComparer.OrdinalIgnoreCase)
    {
        "Check",
        "Language",
        "Live",
    };

    private static readonly HashSet<string> SearchesForNobody = new(StringComparer.OrdinalIgnoreCase)
    {
        "Acknowledge",
    };

    public static void AddThrottles(this IServiceCollection services, RegistrySettings settings) =>
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left)
                    ? left
                    : TimeSpan.FromMinutes(1);
                rejected.HttpContext.Response.Headers.RetryAfter =
                    $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}";
                return ValueTask.CompletedTask;
            };
            limits.AddPolicy(
                SignIn,
                http =>
                    HttpMethods.IsPost(http.Request.Method)
                        ? Window(
                            $"sign-in {http.Connection.RemoteIpAddress}",
                            settings.SignIn.AttemptsPerMinutePerAddress,
                            TimeSpan.FromMinutes(1)
                        )
                        : Unlimited
            );
            limits.AddPolicy(
                Search,
                http =>
                {
                    var user = User(http);
                    // As the page chooses its handler.
                    var handler = http.Request.Query["handler"].ToString();
                    return Files.Contains(handler) ? FilesOf(http, settings)
                        : !HttpMethods.IsPost(http.Request.Method) || SearchesForNobody.Contains(handler)
                            ? Unlimited
                        : FollowsForm.Contains(handler)
                            ? Window(
                                $"forms {user}",
                                settings.Access.ChecksPerMinute,
                                TimeSpan.FromMinutes(1)
                            )
                        : Window(
                            $"searches {user}",
                            settings.Access.SearchesPerMinute,
                            TimeSpan.FromMinutes(1)
                        );
                }
            );
            limits.AddPolicy(
                Document,
                http =>
                    http.GetRouteValue("reference") is not null ? FilesOf(http, settings)
                    : HttpMethods.IsPost(http.Request.Method)
                        ? Window(
                            $"searches {User(http)}",
                            settings.Access.SearchesPerMinute,
                            TimeSpan.FromMinutes(1)
                        )
                    : Unlimited
            );
            limits.AddPolicy(
                Citizen,
                http =>
                    Window(
                        $"citizens {User(http)}",
                        settings.Access.CitizenPagesPerHour,
                        TimeSpan.FromHours(1)
                    )
            );
            limits.AddPolicy(
                Uploads,
                http =>
                    HttpMethods.IsPost(http.Request.Method)
                    && string.IsNullOrEmpty(http.Request.Query["handler"])
                        ? Window(
                            $"uploads {User(http)}",
                            settings.Access.ExportsPerHour,
                            TimeSpan.FromHours(1)
                        )
                        : Unlimited
            );
        });

    private static string? User(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier);

    private static RateLimitPartition<string> FilesOf(HttpContext http, RegistrySettings settings) =>
        Window($"files {User(http)}", settings.Access.ExportsPerHour, TimeSpan.FromHours(1));

    private static RateLimitPartition<string> Unlimited => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Window(string key, int permits, TimeSpan length) =>
        RateLimitPartition.GetFixedWindowLimiter(
            key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = length }
        );
}
