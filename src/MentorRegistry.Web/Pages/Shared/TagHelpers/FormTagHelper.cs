using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// Errors are told by the page, all at once and in the person's language; the browser's own bubbles, one at a time
/// and in its language, are turned off.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class FormTagHelper : TagHelper
{
    /// <summary>
    /// Whether it is the form that the page is there to have filled in: what is typed then survives another language.
    /// The page has a handler Language that shows it again.
    /// </summary>
    public bool KeepsTyped { get; set; }

    /// <summary>Where the page is shown again with what is typed, when that is not where the form is sent.</summary>
    public string? TypedAt { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
        if (KeepsTyped)
        {
            // Without an action a form is sent to where the page was answered, which may be another handler ("Check").
            var given = output.Attributes["action"]?.Value;
            var request = ViewContext.HttpContext.Request;
            var action = LanguageSwitch.WithoutHandler(
                given is string { Length: > 0 } link
                    ? link
                    : request.PathBase + request.Path + request.QueryString
            );
            // "~/Department" is the page's own word and comes as content.
            if (given is not IHtmlContent)
            {
                output.Attributes.SetAttribute("action", action);
            }

            output.Attributes.SetAttribute("id", LanguageSwitch.FormId);
            LanguageSwitch.Offer(ViewContext, TypedAt ?? action);
        }
    }
}
