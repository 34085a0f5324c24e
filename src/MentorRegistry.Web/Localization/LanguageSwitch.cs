using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;

namespace MentorRegistry.Web.Localization;

/// <summary>
/// Another language for a form that is being filled in, nothing lost. The switch in the header is then a button of
/// that form (<c>keeps-typed="true"</c>): it posts what is typed to the page's handler Language, which shows the page
/// again without saving. What was typed is in the body of the post and in the answer, nowhere else.
/// </summary>
public sealed class LanguageSwitch : IPageFilter
{
    /// <summary>The id of the form whose fields the switch sends.</summary>
    public const string FormId = "typed";

    private const string Handler = "Language";
    private const string LanguageKey = "language";
    private const string ErrorsKey = "errors";

    /// <summary>Makes the switch a button of this form.</summary>
    /// <param name="view">The page that the form stands on.</param>
    /// <param name="address">Where the page is posted to be shown again.</param>
    public static void Offer(ViewContext view, string address)
    {
        // A name that the page does not know would run its OnPost, which saves.
        if (
            view.ActionDescriptor is not CompiledPageActionDescriptor { HandlerMethods: { } handlers }
            || !handlers.Any(handler => handler.Name == Handler && HttpMethods.IsPost(handler.HttpMethod))
        )
        {
            throw new InvalidOperationException(
                $"{view.ActionDescriptor.DisplayName} has a form with keeps-typed, and no OnPost{Handler}."
            );
        }

        view.HttpContext.Items[typeof(LanguageSwitch)] = address;
    }

    /// <summary>Where the form is posted for the other language; <c>null</c> = the page has no form to keep.</summary>
    /// <param name="view">The page.</param>
    /// <param name="language">"da" or "en".</param>
    public static string? Address(ViewContext view, string language) =>
        view.HttpContext.Items[typeof(LanguageSwitch)] is string address
            ? QueryHelpers.AddQueryString(
                address,
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["handler"] = Handler,
                    [LanguageKey] = language,
                    // Errors that are being read are told in the other language; a form half filled in has none yet.
                    [ErrorsKey] = view.ModelState.IsValid ? null : "true",
                }
            )
            : null;

    /// <summary>The address without what names a handler: the form is saved by the next button, not switched again.</summary>
    public static string WithoutHandler(string address)
    {
        var parts = address.Split('?', 2);
        var query = QueryHelpers
            .ParseQuery(parts.Length > 1 ? parts[1] : "")
            .Where(pair => pair.Key is not ("handler" or LanguageKey or ErrorsKey));
        return QueryHelpers.AddQueryString(parts[0], query);
    }

    /// <summary>The language that the switch asks for; <c>null</c> for every other request.</summary>
    public static CultureInfo? Asked(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Query["handler"] == Handler
            ? Languages.Find(request.Query[LanguageKey])
            : null;

    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        // The page has chosen its handler by the address.
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (Asked(context.HttpContext.Request) is { } culture)
        {
            Languages.Remember(culture, context.HttpContext.Response);
            KeepOnlyTyped(context);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        if (Asked(context.HttpContext.Request) is not null)
        {
            KeepOnlyTyped(context);
        }
    }

    private static void KeepOnlyTyped(FilterContext context)
    {
        if (context.HttpContext.Request.Query.ContainsKey(ErrorsKey))
        {
            return;
        }

        foreach (var entry in context.ModelState.Values)
        {
            entry.Errors.Clear();
            entry.ValidationState = ModelValidationState.Valid;
        }
    }
}
