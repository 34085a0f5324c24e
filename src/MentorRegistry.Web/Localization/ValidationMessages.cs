using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Localization;

/// <summary>
/// Gives the framework's validation attributes and model binding their sentences from ValidationText. Without this
/// they speak the framework's English.
/// </summary>
internal sealed class ValidationMessages(IStringLocalizer<ValidationText> texts, IServiceProvider services)
    : IPostConfigureOptions<MvcOptions>,
        IBindingMetadataProvider,
        IValidationMetadataProvider
{
    /// <summary>Begins every key in ValidationText that stands for an attribute.</summary>
    public const string Prefix = "Validation_";

    public void PostConfigure(string? name, MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(this);

        var binding = options.ModelBindingMessageProvider;
        binding.SetAttemptedValueIsInvalidAccessor((value, field) => texts["Binding_Invalid", field, value]);
        binding.SetNonPropertyAttemptedValueIsInvalidAccessor(value =>
            texts["Binding_InvalidUnnamed", value]
        );
        binding.SetValueIsInvalidAccessor(value => texts["Binding_InvalidUnnamed", value]);
        binding.SetUnknownValueIsInvalidAccessor(field => texts["Binding_Unknown", field]);
        binding.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["Binding_UnknownUnnamed"]);
        binding.SetValueMustBeANumberAccessor(field => texts["Binding_Number", field]);
        binding.SetNonPropertyValueMustBeANumberAccessor(() => texts["Binding_NumberUnnamed"]);
        binding.SetMissingBindRequiredValueAccessor(field => texts["Binding_Missing", field]);
        binding.SetMissingKeyOrValueAccessor(() => texts["Binding_MissingUnnamed"]);
        binding.SetMissingRequestBodyRequiredValueAccessor(() => texts["Binding_MissingUnnamed"]);
        binding.SetValueMustNotBeNullAccessor(_ => texts["Binding_MissingUnnamed"]);
    }

    /// <summary>
    /// An empty box for a number or a choice: the framework's message is not told the field's name. A text where a
    /// number should be: its message does not say what was wanted.
    /// </summary>
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (
            context.Key
                is {
                    MetadataKind: ModelMetadataKind.Property,
                    ContainerType: { } container,
                    Name: { } property
                }
            && context.BindingMetadata.ModelBindingMessageProvider is { } binding
        )
        {
            var type = Nullable.GetUnderlyingType(context.Key.ModelType) ?? context.Key.ModelType;
            var range = context.PropertyAttributes?.OfType<RangeAttribute>().FirstOrDefault();
            if (type == typeof(long) || type.IsEnum)
            {
                // The number of a record: it comes from a list, and only a forged form has another.
                binding.SetAttemptedValueIsInvalidAccessor((_, field) => texts["Binding_Choice", field]);
            }
            else if (type == typeof(int))
            {
                binding.SetAttemptedValueIsInvalidAccessor(
                    (_, field) =>
                        range is null
                            ? texts["Binding_WholeNumber", field]
                            : texts["Binding_WholeNumberBetween", field, range.Minimum, range.Maximum]
                );
            }
            else if (IsNumber(type))
            {
                binding.SetAttemptedValueIsInvalidAccessor((_, field) => texts["Binding_Number", field]);
            }

            binding.SetValueMustNotBeNullAccessor(_ =>
                texts[
                    Prefix + "Required",
                    services
                        .GetRequiredService<IModelMetadataProvider>()
                        .GetMetadataForProperty(container, property)
                        .GetDisplayName()
                ]
            );
        }
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (rule.ErrorMessageResourceName is null && HasNoMessageOfItsOwn(rule) && Key(rule) is { } key)
            {
                rule.ErrorMessage = Prefix + key;
            }
        }
    }

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string? Key(ValidationAttribute rule) =>
        rule switch
        {
            RequiredAttribute => "Required",
            StringLengthAttribute { MinimumLength: > 0 } => "StringLengthBetween",
            StringLengthAttribute => "StringLength",
            MaxLengthAttribute => "MaxLength",
            MinLengthAttribute => "MinLength",
            RangeAttribute => "Range",
            EmailAddressAttribute => "EmailAddress",
            PhoneAttribute => "Phone",
            UrlAttribute => "Url",
            RegularExpressionAttribute => "Format",
            CompareAttribute => "Compare",
            _ => null,
        };

    /// <summary>Some attributes carry the framework's English as their message from the start.</summary>
    private static bool HasNoMessageOfItsOwn(ValidationAttribute rule) =>
        rule.ErrorMessage is null
        || rule switch
        {
            EmailAddressAttribute => rule.ErrorMessage == new EmailAddressAttribute().ErrorMessage,
            PhoneAttribute => rule.ErrorMessage == new PhoneAttribute().ErrorMessage,
            UrlAttribute => rule.ErrorMessage == new UrlAttribute().ErrorMessage,
            _ => false,
        };
}
