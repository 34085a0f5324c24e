using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain;
using MentorRegistry.Web.Localization;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Input;

/// <summary>
/// A reason or a source must be readable (<see cref="ReadableText.IsReason"/>). Nothing at all is for
/// <see cref="RequiredAttribute"/> to refuse.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReasonAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string text || string.IsNullOrWhiteSpace(text) || ReadableText.IsReason(text)
            ? ValidationResult.Success
            : new ValidationResult(
                validationContext
                    .GetRequiredService<IStringLocalizer<ValidationText>>()[
                        "Reason_Unreadable",
                        validationContext.DisplayName,
                        ReadableText.FewestSigns
                    ]
                    .Value
            );
}
