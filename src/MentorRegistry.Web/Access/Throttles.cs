using System.Security.Claims;
using System.Threading.RateLimiting;

namespace MentorRegistry.Web.Access;

/// <summary>Which of the limits of <see cref="Throttles" /> a page has.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ThrottledAttribute(string pages) : Attribute
{
    public string As => pages;
}

/// <summary>
/// How often somebody may do what could otherwise be tried until it succeeds, or drain the registry: sign-in and codes
/// for each network address; searches, files and citizens opened for each user. Who is refused is told when to try again
/// (<c>Retry-After</c> and the page of status 429), and the event line says it.
/// </summary>
public static class Throttles
{
    /// <summary>Pages on which a password, a code or a link is tried: every post counts, for the address it comes from.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Where a citizen is looked up: every post that searches; in another language the page finds nothing.</summary>
    public const string Search = "search";

    /// <summary>
    /// Pages that show the rows that a search found, and from which files are taken: every post, for in another language
    /// too the rows are found again; and every file.
    /// </summary>
    public const string Found = "found";

    /// <summary>
    /// The citizen's document, which is searched for by number: every document that is opened counts as a file, whatever
    /// it is opened as.
    /// </summary>
    public const string Document = "document";

    /// <summary>
    /// Pages that show one citizen, and the question why before them: more in an hour than work asks for is a walk through
    /// the registry, by whichever of them and of <see cref="CitizenForm" />.
    /// </summary>
    public const string Citizen = "citizen";

    /// <summary>
    /// Forms about one citizen. To open one counts as <see cref="Citizen" />; what is done on an open one does not, so
    /// that work goes on: it counts as a search where it is saved, and as a check while it is filled in.
    /// </summary>
    public const string CitizenForm = "citizen-form";

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
            // One limiter for all pages: each named policy would count by itself, and a budget be had once for each.
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.GetEndpoint()?.Metadata.GetMetadata<ThrottledAttribute>() is { } page
                    ? BudgetOf(page.As, http, settings)
                    : Unlimited
            );
        });

    private static RateLimitPartition<string> BudgetOf(
        string pages,
        HttpContext http,
        RegistrySettings settings
    )
    {
        var isPost = HttpMethods.IsPost(http.Request.Method);
        var isFile = Files.Contains(Handler(http));
        return pages switch
        {
            SignIn => isPost ? AttemptsOf(http, settings) : Unlimited,
            Search => isPost ? PostsOf(http, settings) : Unlimited,
            Found => isFile ? FilesOf(http, settings)
            : isPost ? SearchesOf(http, settings)
            : Unlimited,
            Document => http.GetRouteValue("reference") is not null ? FilesOf(http, settings)
            : isPost ? SearchesOf(http, settings)
            : Unlimited,
            Citizen => CitizensOf(http, settings),
            CitizenForm => isPost ? PostsOf(http, settings) : CitizensOf(http, settings),
            Uploads => isPost && Handler(http).Length == 0 ? UploadsOf(http, settings) : Unlimited,
            _ => throw new InvalidOperationException($"No limit is called {pages}."),
        };
    }

    private static string? User(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier);

    // As the page chooses its handler.
    private static string Handler(HttpContext http) => http.Request.Query["handler"].ToString();

    private static RateLimitPartition<string> AttemptsOf(HttpContext http, RegistrySettings settings) =>
        Window(
            $"sign-in {http.Connection.RemoteIpAddress}",
            settings.SignIn.AttemptsPerMinutePerAddress,
            TimeSpan.FromMinutes(1)
        );

    private static RateLimitPartition<string> UploadsOf(HttpContext http, RegistrySettings settings) =>
        Window($"uploads {User(http)}", settings.Access.ExportsPerHour, TimeSpan.FromHours(1));

    private static RateLimitPartition<string> PostsOf(HttpContext http, RegistrySettings settings) =>
        SearchesForNobody.Contains(Handler(http)) ? Unlimited
        : FollowsForm.Contains(Handler(http))
            ? Window($"forms {User(http)}", settings.Access.ChecksPerMinute, TimeSpan.FromMinutes(1))
        : SearchesOf(http, settings);

    private static RateLimitPartition<string> SearchesOf(HttpContext http, RegistrySettings settings) =>
        Window($"searches {User(http)}", settings.Access.SearchesPerMinute, TimeSpan.FromMinutes(1));

    private static RateLimitPartition<string> CitizensOf(HttpContext http, RegistrySettings settings) =>
        Window($"citizens {User(http)}", settings.Access.CitizenPagesPerHour, TimeSpan.FromHours(1));

    private static RateLimitPartition<string> FilesOf(HttpContext http, RegistrySettings settings) =>
        Window($"files {User(http)}", settings.Access.ExportsPerHour, TimeSpan.FromHours(1));

    private static RateLimitPartition<string> Unlimited => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Window(string key, int permits, TimeSpan length) =>
        RateLimitPartition.GetFixedWindowLimiter(
            key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = length }
        );
}
