using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// Errors are told by the page, all at once and in the person's language; the browser's own bubbles, one at a time
/// and in its language, are turned off.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class FormTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
}
