using System.Globalization;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Shared.TagHelpers;

/// <summary>
/// What <c>field</c> and <c>select-field</c> share: the design system's form group with label, hint and error,
/// tied together for screen readers. What was typed comes back as it was typed.
/// </summary>
public abstract class FormGroup(IStringLocalizer<SharedText> texts) : TagHelper
{
    protected IStringLocalizer<SharedText> Texts { get; } = texts;

    /// <summary>The property that the field fills; its <c>[Display(Name)]</c> is the key of the label.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>How to fill it, when the label does not say it.</summary>
    public string? Hint { get; set; }

    /// <summary>A label other than the property's.</summary>
    public string? Label { get; set; }

    /// <summary>Whether a field that may stay empty says so. False in filters, where all may.</summary>
    public bool MarkOptional { get; set; } = true;

    public bool Autofocus { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    protected string FieldName => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    protected string FieldId => TagBuilder.CreateSanitizedId(FieldName, "_");

    protected bool IsRequired =>
        For.Metadata.IsRequired && For.Metadata.UnderlyingOrModelType != typeof(bool);

    protected ModelStateEntry? Entry => ViewContext.ModelState.GetValueOrDefault(FieldName);

    /// <summary>The sentence under the label; several reasons stand after each other.</summary>
    protected string? Error
    {
        get
        {
            var errors = Entry
                ?.Errors.Select(error => error.ErrorMessage)
                .Where(text => text.Length > 0)
                .ToArray();
            return errors is { Length: > 0 } ? string.Join(' ', errors) : null;
        }
    }

    /// <summary>What was typed, or else the model's value as it is written in a field.</summary>
    protected string? Value =>
        Entry is { RawValue: not null } entry
            ? entry.AttemptedValue
            : For.Model switch
            {
                null => null,
                DateOnly day => Format.Date(day),
                TotalHours hours => Format.TotalHours(hours.Minutes),
                Kroner amount => Format.Amount(amount.Ore),
                WeeklyHours hours => Format.Hours(hours.Minutes),
                Enum choice => choice.ToString("D"),
                IFormattable value => value.ToString(null, CultureInfo.CurrentCulture),
                var value => value.ToString(),
            };

    protected TagBuilder LabelElement()
    {
        var label = new TagBuilder("label");
        label.AddCssClass("form-label");
        label.Attributes["for"] = FieldId;
        label.InnerHtml.Append(Label ?? For.Metadata.GetDisplayName());
        if (MarkOptional && !For.Metadata.IsRequired)
        {
            var optional = new TagBuilder("span");
            optional.AddCssClass("weight-normal");
            optional.InnerHtml.Append(" " + Texts["Optional"]);
            label.InnerHtml.AppendHtml(optional);
        }

        return label;
    }

    protected IHtmlContent HintElement(string? hint)
    {
        if (string.IsNullOrEmpty(hint))
        {
            return HtmlString.Empty;
        }

        var element = new TagBuilder("span");
        element.AddCssClass("form-hint");
        element.Attributes["id"] = FieldId + "-hint";
        element.InnerHtml.Append(hint);
        return element;
    }

    protected IHtmlContent ErrorElement()
    {
        if (Error is not { } error)
        {
            return HtmlString.Empty;
        }

        var element = new TagBuilder("span");
        element.AddCssClass("form-error-message");
        element.Attributes["id"] = FieldId + "-error";
        var prefix = new TagBuilder("span");
        prefix.AddCssClass("sr-only");
        prefix.InnerHtml.Append(Texts["ErrorPrefix"] + " ");
        element.InnerHtml.AppendHtml(prefix).Append(error);
        return element;
    }

    /// <summary>Id, name, state and description of the control itself.</summary>
    protected void Describe(TagBuilder control, string? hint)
    {
        control.Attributes["id"] = FieldId;
        control.Attributes["name"] = FieldName;
        if (IsRequired)
        {
            control.Attributes["aria-required"] = "true";
        }

        if (Autofocus)
        {
            control.Attributes["autofocus"] = "autofocus";
        }

        if (Error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        var described = string.Join(
            ' ',
            new[]
            {
                string.IsNullOrEmpty(hint) ? null : FieldId + "-hint",
                Error is null ? null : FieldId + "-error",
            }.Where(id => id is not null)
        );
        if (described.Length > 0)
        {
            control.Attributes["aria-describedby"] = described;
        }
    }

    protected void Group(TagHelperOutput output, string baseClass = "form-group")
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        var own = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute(
            "class",
            string.Join(
                ' ',
                new[] { baseClass, Error is null ? null : "form-error", own }.Where(c => c is not null)
            )
        );
    }
}
