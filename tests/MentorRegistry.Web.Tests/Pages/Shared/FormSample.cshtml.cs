using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Input;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MentorRegistry.Web.Tests.Pages.Shared;

/// <summary>One field of every kind.</summary>
public sealed class FormSampleModel : PageModel
{
    [BindProperty]
    public SampleInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 6;

    public IEnumerable<SelectListItem> Choices => [new("One", "1"), new("Two", "2")];

    public void OnGet()
    {
        // The page as it is first shown.
    }

    public IActionResult OnPost() => ModelState.IsValid ? Content(Input.ToString()) : Page();
}

/// <summary>The labels are common words of the layout, for want of better ones.</summary>
public sealed record SampleInput
{
    [Display(Name = "Menu_Start")]
    public DateOnly First { get; set; } = new(2026, 5, 31);

    [Display(Name = "Pager_Last")]
    public DateOnly? Last { get; set; }

    [Display(Name = "Menu_Import")]
    public WeeklyHours? Hours { get; set; } = new WeeklyHours(255);

    [Display(Name = "Heading_User"), StringLength(5)]
    public string Name { get; set; } = "";

    [Display(Name = "Menu_Main"), EmailAddress, DataType(DataType.EmailAddress)]
    public string? Email { get; set; }

    [Display(Name = "Pager_Next")]
    public int Count { get; set; }

    [Display(Name = "Menu_Close"), DataType(DataType.Password)]
    public string? Secret { get; set; }

    [Display(Name = "Menu_MyDepartment"), Required]
    public int? Choice { get; set; }

    [Display(Name = "Menu_Oversight")]
    public bool Agreed { get; set; } = true;

    [Display(Name = "Search")]
    public string? Note { get; set; }
}
