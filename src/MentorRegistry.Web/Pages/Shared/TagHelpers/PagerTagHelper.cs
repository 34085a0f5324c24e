using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// <c>&lt;pager page="2" pages="9" /&gt;</c>: links to the other pages of a list, keeping the rest of the query
/// string. Nothing when there is one page.
/// </summary>
[HtmlTargetElement("pager", Attributes = "page,pages", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTagHelper(IStringLocalizer<SharedText> texts) : TagHelper
{
    /// <summary>The page shown, from 1.</summary>
    [HtmlAttributeName("page")]
    public int Current { get; set; }

    public int Pages { get; set; }

    /// <summary>The name of the page number in the query string.</summary>
    public string Param { get; set; } = "p";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Pages < 2)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pagination");
        output.Attributes.SetAttribute("aria-label", texts["Pager_Label"].Value);

        if (Current > 1)
        {
            output.Content.AppendHtml(Arrow("first", 1, "first-page", texts["Pager_First"], null));
            output.Content.AppendHtml(
                Arrow(
                    "previous",
                    Current - 1,
                    "chevron-left",
                    texts["Pager_PreviousLabel"],
                    texts["Pager_Previous"]
                )
            );
        }

        var narrow = new TagBuilder("span");
        narrow.AddCssClass("pagination-mobile");
        narrow.InnerHtml.Append(texts["Pager_Of", Current, Pages]);
        output.Content.AppendHtml(narrow);

        var list = new TagBuilder("ul");
        list.AddCssClass("pagination__items");
        var last = 0;
        foreach (var number in Shown(Current, Pages))
        {
            if (number > last + 1)
            {
                list.InnerHtml.AppendHtml(Gap());
            }

            list.InnerHtml.AppendHtml(Number(number));
            last = number;
        }

        output.Content.AppendHtml(list);
        if (Current < Pages)
        {
            output.Content.AppendHtml(
                Arrow("next", Current + 1, "chevron-right", texts["Pager_NextLabel"], texts["Pager_Next"])
            );
            output.Content.AppendHtml(Arrow("last", Pages, "last-page", texts["Pager_Last"], null));
        }
    }

    /// <summary>At most seven: all, or the ends and what is around the page, as the design system shows them.</summary>
    private static IEnumerable<int> Shown(int current, int pages) =>
        (pages, current) switch
        {
            (<= 7, _) => Enumerable.Range(1, pages),
            (_, < 5) => [.. Enumerable.Range(1, 5), pages],
            _ when current > pages - 4 => [1, .. Enumerable.Range(pages - 4, 5)],
            _ => [1, current - 1, current, current + 1, pages],
        };

    private TagBuilder Number(int number)
    {
        var link = new TagBuilder("a");
        link.AddCssClass("button");
        link.AddCssClass(number == Current ? "current-page" : "button-secondary");
        link.Attributes["href"] = Address(number);
        link.Attributes["aria-label"] =
            number == Pages && Pages > 7 ? texts["Pager_LastNumber", number] : texts["Pager_Page", number];
        if (number == Current)
        {
            link.Attributes["aria-current"] = "page";
        }

        link.InnerHtml.Append(number.ToString(CultureInfo.InvariantCulture));
        var item = new TagBuilder("li");
        item.AddCssClass("pagination-item");
        item.AddCssClass("pagination-number");
        item.InnerHtml.AppendHtml(link);
        return item;
    }

    private TagBuilder Gap()
    {
        var hidden = new TagBuilder("span");
        hidden.AddCssClass("sr-only");
        hidden.InnerHtml.Append(texts["Pager_Hidden"]);
        var dots = new TagBuilder("span");
        dots.Attributes["aria-hidden"] = "true";
        dots.InnerHtml.Append("…");
        var item = new TagBuilder("li");
        item.AddCssClass("pagination-item");
        item.AddCssClass("pagination-overflow");
        item.InnerHtml.AppendHtml(hidden).AppendHtml(dots);
        return item;
    }

    private TagBuilder Arrow(string kind, int page, string icon, string label, string? text)
    {
        var link = new TagBuilder("a");
        link.AddCssClass("button");
        link.AddCssClass("button-arrow");
        link.AddCssClass("button-" + kind);
        link.Attributes["href"] = Address(page);
        link.Attributes["aria-label"] = label;
        var svg = new TagBuilder("svg");
        svg.AddCssClass("icon-svg");
        svg.Attributes["focusable"] = "false";
        svg.Attributes["aria-hidden"] = "true";
        svg.InnerHtml.AppendHtml(IconTagHelper.Use(ViewContext, icon));
        if (kind is "first" or "previous")
        {
            link.InnerHtml.AppendHtml(svg);
        }

        if (text is not null)
        {
            var span = new TagBuilder("span");
            span.AddCssClass("pagination-nav-link");
            span.InnerHtml.Append(text);
            link.InnerHtml.AppendHtml(span);
        }

        if (kind is "next" or "last")
        {
            link.InnerHtml.AppendHtml(svg);
        }

        return link;
    }

    private string Address(int page)
    {
        var request = ViewContext.HttpContext.Request;
        var query = request
            .Query.Where(pair => !string.Equals(pair.Key, Param, StringComparison.OrdinalIgnoreCase))
            .Append(new(Param, new StringValues(page.ToString(CultureInfo.InvariantCulture))));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, query);
    }
}
