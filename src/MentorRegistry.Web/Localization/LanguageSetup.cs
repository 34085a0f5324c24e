using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MentorRegistry.Web.Input;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Microsoft.Net.Http.Headers;

namespace MentorRegistry.Web.Localization;

/// <summary>Danish by default, English when it is chosen or preferred; texts, validation and binding in both.</summary>
public static class LanguageSetup
{
    public static IServiceCollection AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.RemoveAll<IStringLocalizerFactory>();
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory, CheckedLocalizerFactory>();

        services.AddSingleton<IPostConfigureOptions<MvcDataAnnotationsLocalizationOptions>, FieldTexts>();
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, ValidationMessages>();
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, InputBinding>();
        services.AddRazorPages().AddViewLocalization().AddDataAnnotationsLocalization();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new LanguageSwitch()));

        // Danish letters as themselves, not as entities.
        services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );

        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages.Danish);
            options.SupportedCultures = [Languages.Danish, Languages.English];
            options.SupportedUICultures = [Languages.Danish, Languages.English];
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Result(LanguageSwitch.Asked(context.Request))),
                new CustomRequestCultureProvider(context => Result(Chosen(context.Request))),
                new CustomRequestCultureProvider(context => Result(Preferred(context.Request))),
            ];
        });
        return services;
    }

    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) =>
        app.UseRequestLocalization();

    private static CultureInfo? Chosen(HttpRequest request) =>
        Languages.Find(request.Cookies[Languages.CookieName]);

    /// <summary>
    /// The first of the browser's languages that is Danish or English, by rank. The framework's own provider looks
    /// for exact names and their parents, and would give Danish to a browser that asks for "en-US".
    /// </summary>
    private static CultureInfo? Preferred(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wishes))
        {
            return null;
        }

        return wishes
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => Languages.Find(wish.Value.Value))
            .FirstOrDefault(culture => culture is not null);
    }

    private static Task<ProviderCultureResult?> Result(CultureInfo? culture) =>
        Task.FromResult(culture is null ? null : new ProviderCultureResult(culture.Name));
}
