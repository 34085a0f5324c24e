using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Localization;

/// <summary>
/// Says in which resource the labels (<c>[Display(Name = "key")]</c>) of an input class stand. Set on the input
/// class or on the page model around it. Without it they stand in SharedText.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class TextsFromAttribute(Type resource) : Attribute
{
    public Type Resource { get; } = resource;
}

/// <summary>Labels from the feature's texts, messages from ValidationText, common words from SharedText.</summary>
internal sealed class FieldTexts : IPostConfigureOptions<MvcDataAnnotationsLocalizationOptions>
{
    public void PostConfigure(string? name, MvcDataAnnotationsLocalizationOptions options) =>
        options.DataAnnotationLocalizerProvider = (type, factory) =>
            new FieldLocalizer(factory, ResourceOf(type));

    private static Type? ResourceOf(Type? type)
    {
        for (; type is not null; type = type.DeclaringType)
        {
            if (Attribute.GetCustomAttribute(type, typeof(TextsFromAttribute)) is TextsFromAttribute texts)
            {
                return texts.Resource;
            }
        }

        return null;
    }

    private sealed class FieldLocalizer(IStringLocalizerFactory factory, Type? feature) : IStringLocalizer
    {
        private readonly IStringLocalizer messages = factory.Create(typeof(ValidationText));
        private readonly IStringLocalizer labels = factory.Create(feature ?? typeof(SharedText));

        public LocalizedString this[string name] => Source(name)[name];

        public LocalizedString this[string name, params object[] arguments] => Source(name)[name, arguments];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            labels.GetAllStrings(includeParentCultures);

        private IStringLocalizer Source(string name) =>
            name.StartsWith(ValidationMessages.Prefix, StringComparison.Ordinal) ? messages : labels;
    }
}
