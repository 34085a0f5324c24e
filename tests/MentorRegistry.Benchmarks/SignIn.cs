using System.Net;

namespace MentorRegistry.Benchmarks;

/// <summary>Signs in by the form, and gives a client that sends the session's cookie by hand.</summary>
public static class SignIn
{
    public const string UserName = "benchmark";
    public const string Password = "maaling-af-farten-2026";

    public static async Task<HttpClient> ClientAsync(Uri address)
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
                ["Input.UserName"] = UserName,
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
