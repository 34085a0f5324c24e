using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Input;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// One field of a form: <c>&lt;field for="Input.FirstDay" /&gt;</c>. The kind follows from the property's type
/// unless it is given: text, textarea, date, hours, kroner, cpr, email, tel, password, checkbox, number, file.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IStringLocalizer<SharedText> texts) : FormGroup(texts)
{
    public string? Kind { get; set; }

    /// <summary>What may be filled in by the browser; nothing unless it is said, for these are others' data.</summary>
    public string Autocomplete { get; set; } = "off";

    public int Rows { get; set; } = 4;

    /// <summary>The file types that a file field takes: ".csv".</summary>
    public string? Accept { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var kind = Kind ?? KindOf(For.Metadata.UnderlyingOrModelType, For.Metadata.DataTypeName);
        if (kind == "checkbox")
        {
            Checkbox(output);
            return;
        }

        Group(output);
        var hint =
            Hint
            ?? (kind is "date" or "hours" ? Texts[kind == "date" ? "Hint_Date" : "Hint_Hours"].Value : null);
        output.Content.AppendHtml(LabelElement());
        output.Content.AppendHtml(HintElement(hint));
        output.Content.AppendHtml(ErrorElement());
        output.Content.AppendHtml(kind == "textarea" ? TextArea(hint) : Input(kind, hint));
    }

    private static string KindOf(Type type, string? dataType) =>
        type switch
        {
            _ when type == typeof(DateOnly) => "date",
            _ when type == typeof(WeeklyHours) => "hours",
            _ when type == typeof(Kroner) || type == typeof(TotalHours) => "kroner",
            _ when type == typeof(bool) => "checkbox",
            _ when type == typeof(int) || type == typeof(long) => "number",
            _ when typeof(IFormFile).IsAssignableFrom(type) => "file",
            _ => dataType switch
            {
                nameof(DataType.Password) => "password",
                nameof(DataType.EmailAddress) => "email",
                nameof(DataType.PhoneNumber) => "tel",
                nameof(DataType.MultilineText) => "textarea",
                _ => "text",
            },
        };

    private TagBuilder TextArea(string? hint)
    {
        var area = new TagBuilder("textarea");
        area.AddCssClass("form-input");
        Describe(area, hint);
        area.Attributes["rows"] = Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
        area.Attributes["autocomplete"] = Autocomplete;
        // A browser drops the first line break.
        area.InnerHtml.Append("\n" + Value);
        return area;
    }

    private TagBuilder Input(string kind, string? hint)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("form-input");
        Describe(input, hint);
        input.Attributes["type"] = kind is "email" or "tel" or "password" or "file" ? kind : "text";
        if (kind is not ("password" or "file"))
        {
            input.Attributes["value"] = Value ?? "";
        }

        if (kind == "file")
        {
            if (Accept is not null)
            {
                input.Attributes["accept"] = Accept;
            }

            return input;
        }

        input.Attributes["autocomplete"] = Autocomplete;
        switch (kind)
        {
            case "date":
                input.AddCssClass("input-char-11");
                break;
            case "hours":
                input.AddCssClass("input-char-8");
                input.Attributes["inputmode"] = "decimal";
                break;
            case "kroner":
                input.AddCssClass("input-char-11");
                input.Attributes["inputmode"] = "decimal";
                break;
            case "number":
                input.AddCssClass("input-char-8");
                input.Attributes["inputmode"] = "numeric";
                break;
            case "cpr":
                input.AddCssClass("input-char-11");
                input.Attributes["inputmode"] = "numeric";
                input.Attributes["spellcheck"] = "false";
                break;
            case "tel":
                input.AddCssClass("input-width-s");
                break;
        }

        return input;
    }

    private void Checkbox(TagHelperOutput output)
    {
        MarkOptional = false;
        Group(output, "form-group");
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        box.AddCssClass("form-checkbox");
        Describe(box, Hint);
        box.Attributes["type"] = "checkbox";
        box.Attributes["value"] = "true";
        if (Value?.StartsWith("true", StringComparison.OrdinalIgnoreCase) is true)
        {
            box.Attributes["checked"] = "checked";
        }

        // An empty box sends nothing; this says that it was empty, not missing.
        var unchecked_ = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        unchecked_.Attributes["type"] = "hidden";
        unchecked_.Attributes["name"] = FieldName;
        unchecked_.Attributes["value"] = "false";

        var group = new TagBuilder("div");
        group.AddCssClass("form-group-checkbox");
        group.InnerHtml.AppendHtml(box).AppendHtml(LabelElement()).AppendHtml(HintElement(Hint));
        output.Content.AppendHtml(ErrorElement());
        output.Content.AppendHtml(group);
        output.Content.AppendHtml(unchecked_);
    }
}
