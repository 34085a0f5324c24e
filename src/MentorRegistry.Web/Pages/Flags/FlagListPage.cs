using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>The worklist and the pages that one opens from it: what the list is narrowed to stands in their address.</summary>
[TextsFrom(typeof(FlagsText))]
public abstract class FlagListPage : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FlagKind? Kind { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_State")]
    public FlagListState State { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Department")]
    public long? DepartmentId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Sort")]
    public FlagOrder Sort { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Length")]
    public OverlapLength Length { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Age")]
    public FlagAge Age { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public FlagFilter Filter =>
        new(
            Kind is { } kind && Enum.IsDefined(kind) ? kind : null,
            State,
            DepartmentId,
            Math.Clamp(PageNumber, 1, 100_000),
            Sort,
            Length,
            Enum.IsDefined(Age) ? Age : FlagAge.Any
        );

    /// <summary>An address that somebody has changed or cut short is no error of what is typed.</summary>
    protected void ForgiveAddress()
    {
        foreach (
            var key in (string[])
                [
                    nameof(Kind),
                    nameof(State),
                    nameof(DepartmentId),
                    nameof(Sort),
                    nameof(Length),
                    nameof(Age),
                    "p",
                ]
        )
        {
            ModelState.Remove(key);
        }
    }
}
