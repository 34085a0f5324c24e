using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Localization;

/// <summary>
/// A key without a text ends the request while we develop and test, and is logged in production. Texts that were found
/// are kept: asking the resources for each of a page's hundred texts took a tenth of its time.
/// </summary>
internal sealed class CheckedLocalizerFactory(
    ResourceManagerStringLocalizerFactory inner,
    IHostEnvironment environment,
    ILogger<CheckedLocalizerFactory> logger
) : IStringLocalizerFactory
{
    private readonly ConcurrentDictionary<(string, string?), IStringLocalizer> _localizers = new();

    public IStringLocalizer Create(Type resourceSource) =>
        _localizers.GetOrAdd(
            (resourceSource.AssemblyQualifiedName!, null),
            _ => new CheckedLocalizer(inner.Create(resourceSource), resourceSource.Name, environment, logger)
        );

    public IStringLocalizer Create(string baseName, string location) =>
        _localizers.GetOrAdd(
            (baseName, location),
            _ => new CheckedLocalizer(inner.Create(baseName, location), baseName, environment, logger)
        );

    private sealed class CheckedLocalizer(
        IStringLocalizer inner,
        string source,
        IHostEnvironment environment,
        ILogger logger
    ) : IStringLocalizer
    {
        // The program's own keys: they cannot grow.
        private readonly ConcurrentDictionary<string, LocalizedString> _danish = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, LocalizedString> _english = new(StringComparer.Ordinal);

        public LocalizedString this[string name] =>
            Found.TryGetValue(name, out var found) ? found : Find(name);

        public LocalizedString this[string name, params object[] arguments]
        {
            get
            {
                var text = this[name];
                return new LocalizedString(
                    name,
                    string.Format(CultureInfo.CurrentCulture, text.Value, arguments),
                    text.ResourceNotFound
                );
            }
        }

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures);

        private ConcurrentDictionary<string, LocalizedString> Found =>
            Languages.IsEnglish(CultureInfo.CurrentUICulture) ? _english : _danish;

        private LocalizedString Find(string name)
        {
            var text = inner[name];
            if (!text.ResourceNotFound)
            {
                return Found.GetOrAdd(name, text);
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
