using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Input;

/// <summary>
/// Days, hours, amounts and texts in forms and query strings are read by the same rules as in the import; texts lose what
/// nobody sees (<see cref="PlainText"/>), and one of which nothing shows is none.
/// </summary>
internal sealed class InputBinding(IStringLocalizer<ValidationText> texts, ILoggerFactory loggers)
    : IPostConfigureOptions<MvcOptions>,
        IModelBinderProvider
{
    public void PostConfigure(string? name, MvcOptions options) =>
        options.ModelBinderProviders.Insert(0, this);

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType switch
        {
            var type when type == typeof(DateOnly) => new InputBinder(texts, ReadDate),
            var type when type == typeof(WeeklyHours) => new InputBinder(texts, ReadHours),
            var type when type == typeof(Kroner) => new InputBinder(texts, ReadKroner),
            var type when type == typeof(TotalHours) => new InputBinder(texts, ReadTotalHours),
            // A number that has a range is typed; one without is a record's, from a list.
            var type when type == typeof(long) && HasRange(context.Metadata) => new InputBinder(
                texts,
                ReadWholeNumber
            ),
            // A password is kept as it was typed, whatever is in it.
            var type
                when type == typeof(string) && context.Metadata.DataTypeName != nameof(DataType.Password) =>
                new PlainTextBinder(new SimpleTypeModelBinder(typeof(string), loggers)),
            _ => null,
        };

    private static (object? Value, string? Problem) ReadDate(string text) =>
        DanishDate.TryParse(text, out var date, out var problem)
            ? (date, null)
            : (null, InputTexts.Key(problem));

    private static (object? Value, string? Problem) ReadHours(string text) =>
        WeeklyHours.TryParse(text, out var hours, out var problem)
            ? (hours, null)
            : (null, InputTexts.Key(problem));

    private static (object? Value, string? Problem) ReadTotalHours(string text) =>
        TotalHours.TryParse(text, CultureInfo.CurrentUICulture, out var hours, out var problem)
            ? (hours, null)
            : (null, InputTexts.TotalHoursKey(problem));

    private static bool HasRange(ModelMetadata metadata) =>
        metadata is DefaultModelMetadata { Attributes.PropertyAttributes: { } attributes }
        && attributes.OfType<RangeAttribute>().Any();

    private static (object? Value, string? Problem) ReadWholeNumber(string text) =>
        WholeNumber.TryParse(text, CultureInfo.CurrentUICulture, out var number)
            ? (number, null)
            : (null, "Binding_WholeNumber");

    private static (object? Value, string? Problem) ReadKroner(string text) =>
        Kroner.TryParse(text, CultureInfo.CurrentUICulture, out var amount, out var problem)
            ? (amount, null)
            : (null, InputTexts.Key(problem));

    private sealed class PlainTextBinder(IModelBinder usual) : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext context)
        {
            await usual.BindModelAsync(context);
            if (context.Result.Model is not string text)
            {
                return;
            }

            if (ReadableText.ShowsNothing(text))
            {
                context.ModelState.SetModelValue(context.ModelName, "", "");
                context.Result = ModelBindingResult.Success(null);
            }
            else if (!PlainText.IsPlain(text))
            {
                var plain = PlainText.Of(text);
                // The field too shows it as it will be saved.
                context.ModelState.SetModelValue(context.ModelName, plain, plain);
                context.Result = ModelBindingResult.Success(plain);
            }
        }
    }

    private sealed class InputBinder(
        IStringLocalizer texts,
        Func<string, (object? Value, string? Problem)> read
    ) : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var typed = context.ValueProvider.GetValue(context.ModelName);
            if (typed == ValueProviderResult.None)
            {
                return Task.CompletedTask;
            }

            // Kept, so that the field shows again what was typed.
            context.ModelState.SetModelValue(context.ModelName, typed);
            var label = context.ModelMetadata.GetDisplayName();
            if (string.IsNullOrWhiteSpace(typed.FirstValue))
            {
                if (context.ModelMetadata.IsReferenceOrNullableType)
                {
                    context.Result = ModelBindingResult.Success(null);
                }
                else
                {
                    context.ModelState.TryAddModelError(
                        context.ModelName,
                        texts[ValidationMessages.Prefix + "Required", label]
                    );
                }

                return Task.CompletedTask;
            }

            var (value, problem) = read(typed.FirstValue);
            if (problem is null)
            {
                context.Result = ModelBindingResult.Success(value);
            }
            else
            {
                context.ModelState.TryAddModelError(context.ModelName, texts[problem, label]);
            }

            return Task.CompletedTask;
        }
    }
}
