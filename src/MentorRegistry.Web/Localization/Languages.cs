using System.Globalization;

namespace MentorRegistry.Web.Localization;

/// <summary>The two languages of the screens.</summary>
public static class Languages
{
    /// <summary>The language unless the person or the browser asks for English.</summary>
    public static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");

    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The order in which Danes look names up, on English pages too: Æ, Ø and Å last, capitals as small letters.</summary>
    public static readonly StringComparer NameOrder = StringComparer.Create(Danish, ignoreCase: true);

    /// <summary>Remembers what the person chose: "da" or "en".</summary>
    public const string CookieName = "mentor-language";

    /// <summary>Keeps the choice for a year.</summary>
    public static void Remember(CultureInfo culture, HttpResponse response) =>
        response.Cookies.Append(
            CookieName,
            culture.TwoLetterISOLanguageName,
            new CookieOptions
            {
                HttpOnly = true,
                Secure = true,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
            }
        );

    /// <summary>Writes in the language, "da" or "en", until it is disposed of; then in the reader's again.</summary>
    public static IDisposable Speak(string tag)
    {
        var readers = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Find(tag) ?? Danish;
        return new Spoken(readers);
    }

    private sealed class Spoken(CultureInfo readers) : IDisposable
    {
        public void Dispose() => CultureInfo.CurrentUICulture = readers;
    }

    /// <summary>Whether the page is being written in English.</summary>
    public static bool IsEnglish(CultureInfo culture) =>
        string.Equals(culture.TwoLetterISOLanguageName, "en", StringComparison.Ordinal);

    /// <summary>The culture of "da" or "en" or a longer tag that begins so; null for any other.</summary>
    public static CultureInfo? Find(string? tag) =>
        tag?.Split('-', 2)[0].Trim().ToLowerInvariant() switch
        {
            "da" => Danish,
            "en" => English,
            _ => null,
        };
}
