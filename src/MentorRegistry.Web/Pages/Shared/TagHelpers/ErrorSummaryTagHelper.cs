using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// <c>&lt;error-summary /&gt;</c> at the top of a form's page: every error, each a link to its field. Takes focus when
/// the page opens. Nothing when there is no error.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper(IStringLocalizer<SharedText> texts) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // ModelState keeps no order of its own.
        var errors = ViewContext
            .ModelState.OrderBy(field => OrderOf(field.Key), StringComparer.Ordinal)
            .SelectMany(field =>
                (field.Value?.Errors ?? []).Select(error => (Field: field.Key, Text: error.ErrorMessage))
            )
            .Where(error => error.Text.Length > 0)
            .Distinct()
            .ToArray();
        if (errors.Length == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "alert alert-error");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        output.Attributes.SetAttribute("aria-labelledby", "error-summary-heading");
        output.Attributes.SetAttribute("data-module", "error-summary");

        var icon = new TagBuilder("svg");
        icon.AddCssClass("icon-svg");
        icon.AddCssClass("alert-icon");
        icon.Attributes["focusable"] = "false";
        icon.Attributes["aria-hidden"] = "true";
        icon.InnerHtml.AppendHtml(IconTagHelper.Use(ViewContext, "error"));

        var heading = new TagBuilder("h2");
        heading.AddCssClass("alert-heading");
        heading.Attributes["id"] = "error-summary-heading";
        heading.InnerHtml.Append(texts["ErrorSummary_Heading"]);

        var list = new TagBuilder("ul");
        list.AddCssClass("alert-text");
        list.AddCssClass("nobullet-list");
        foreach (var (field, text) in errors)
        {
            var item = new TagBuilder("li");
            if (field.Length == 0)
            {
                item.InnerHtml.Append(text);
            }
            else
            {
                var link = new TagBuilder("a");
                link.AddCssClass("function-link");
                link.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(field, "_");
                link.InnerHtml.Append(text);
                item.InnerHtml.AppendHtml(link);
            }

            list.InnerHtml.AppendHtml(item);
        }

        var body = new TagBuilder("div");
        body.AddCssClass("alert-body");
        body.InnerHtml.AppendHtml(heading).AppendHtml(list);
        output.Content.AppendHtml(icon);
        output.Content.AppendHtml(body);
    }

    /// <summary>The place of the field: properties of an input class stand in the order of the page.</summary>
    private string OrderOf(string key)
    {
        var metadata = ViewContext.ViewData.ModelMetadata;
        var order = new StringBuilder();
        foreach (var part in key.Split('.', '['))
        {
            if (part.EndsWith(']'))
            {
                metadata = metadata?.ElementMetadata;
                order.Append(part[..^1].PadLeft(6, '0'));
                continue;
            }

            var place =
                metadata?.Properties.TakeWhile(property => property.PropertyName != part).Count() ?? 0;
            order.Append(place.ToString("D6", CultureInfo.InvariantCulture));
            metadata = metadata?.Properties[part];
        }

        return order.ToString();
    }
}
