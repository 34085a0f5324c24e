using System.Net;

namespace MentorRegistry.Benchmarks;

/// <summary>Signs in by the form, and gives a client that sends the session's cookie by hand.</summary>
public static class SignIn
{
    /// <summary>Belongs to all departments, and so sees the whole of every citizen without being asked why.</summary>
    public const string UserOfAll = "benchmark";

    /// <summary>Belongs to one department, as nearly everybody does: its list is hers.</summary>
    public const string UserOfOne = "benchmark.list";
    public const string Password = "maaling-af-farten-2026";

    public static async Task<HttpClient> ClientAsync(Uri address, string userName = UserOfAll)
    {
        var cookies = new CookieContainer();
        using var form = new HttpClient(
            new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }
        )
        {
            BaseAddress = address,
        };
        var page = await form.GetStringAsync(new Uri("/Account/SignIn", UriKind.Relative));
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Input.UserName"] = userName,
                ["Input.Password"] = Password,
                ["__RequestVerificationToken"] = Token(page),
            }
        );
        using var answer = await form.PostAsync(new Uri("/Account/SignIn", UriKind.Relative), content);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"Sign-in was answered {answer.StatusCode}.");
        }

        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };
        client.DefaultRequestHeaders.Add("Cookie", cookies.GetCookieHeader(address));
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("da");
        return client;
    }

    private static string Token(string page)
    {
        const string Before = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var start = page.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return page[start..page.IndexOf('"', start)];
    }
}
