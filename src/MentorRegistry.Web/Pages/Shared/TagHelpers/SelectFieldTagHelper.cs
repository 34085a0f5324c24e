using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// A choice among few: <c>&lt;select-field for="Input.TargetGroup" items="Model.TargetGroups" /&gt;</c>. Begins with
/// an empty choice, so that nothing is chosen by not choosing; <c>empty-text=""</c> leaves it out.
/// </summary>
[HtmlTargetElement("select-field", Attributes = "for,items", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectFieldTagHelper(IStringLocalizer<SharedText> texts) : FormGroup(texts)
{
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    public string? EmptyText { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Group(output);
        var select = new TagBuilder("select");
        select.AddCssClass("form-select");
        Describe(select, Hint);
        var empty = EmptyText ?? Texts["Select_Empty"].Value;
        if (empty.Length > 0)
        {
            select.InnerHtml.AppendHtml(Option(new SelectListItem(empty, ""), Value ?? ""));
        }

        TagBuilder? optgroup = null;
        SelectListGroup? current = null;
        foreach (var item in Items)
        {
            var option = Option(item, Value ?? "");
            if (item.Group is null)
            {
                select.InnerHtml.AppendHtml(option);
                continue;
            }

            if (optgroup is null || current?.Name != item.Group.Name)
            {
                current = item.Group;
                optgroup = new TagBuilder("optgroup");
                optgroup.Attributes["label"] = current.Name;
                select.InnerHtml.AppendHtml(optgroup);
            }

            optgroup.InnerHtml.AppendHtml(option);
        }

        output.Content.AppendHtml(LabelElement());
        output.Content.AppendHtml(HintElement(Hint));
        output.Content.AppendHtml(ErrorElement());
        output.Content.AppendHtml(select);
    }

    private static TagBuilder Option(SelectListItem item, string chosen)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = item.Value ?? item.Text;
        if ((item.Value ?? item.Text) == chosen)
        {
            option.Attributes["selected"] = "selected";
        }

        if (item.Disabled)
        {
            option.Attributes["disabled"] = "disabled";
        }

        option.InnerHtml.Append(item.Text ?? "");
        return option;
    }
}
