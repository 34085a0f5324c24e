using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Localization;

/// <summary>A key without a text ends the request while we develop and test, and is logged in production.</summary>
internal sealed class CheckedLocalizerFactory(
    ResourceManagerStringLocalizerFactory inner,
    IHostEnvironment environment,
    ILogger<CheckedLocalizerFactory> logger
) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) =>
        new CheckedLocalizer(inner.Create(resourceSource), resourceSource.Name, environment, logger);

    public IStringLocalizer Create(string baseName, string location) =>
        new CheckedLocalizer(inner.Create(baseName, location), baseName, environment, logger);

    private sealed class CheckedLocalizer(
        IStringLocalizer inner,
        string source,
        IHostEnvironment environment,
        ILogger logger
    ) : IStringLocalizer
    {
        public LocalizedString this[string name] => Check(inner[name]);

        public LocalizedString this[string name, params object[] arguments] => Check(inner[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures);

        private LocalizedString Check(LocalizedString text)
        {
            if (!text.ResourceNotFound)
            {
                return text;
            }

            if (!environment.IsProduction())
            {
                throw new MissingTextException(source, text.Name, CultureInfo.CurrentUICulture);
            }

            logger.LogWarning(
                "Text {Key} is missing from {Resource} in {Culture}",
                text.Name,
                source,
                CultureInfo.CurrentUICulture.Name
            );
            return text;
        }
    }
}

/// <summary>A page asked for a text that its resource file does not have.</summary>
public sealed class MissingTextException(string source, string key, CultureInfo culture)
    : Exception($"{source} has no text \"{key}\" in {culture.Name}.");
