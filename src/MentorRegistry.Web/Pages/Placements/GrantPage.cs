using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>A form that grants: it can be saved, looked at without saving, and followed while it is filled in.</summary>
public abstract class GrantPage(PlacementDesk desk) : PlacementPage(desk)
{
    public Task<IActionResult> OnPostAsync(CancellationToken ct) => RunAsync(save: true, ct);

    public Task<IActionResult> OnPostCheckAsync(CancellationToken ct) => RunAsync(save: false, ct);

    public Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) => RunAsync(save: false, ct);

    /// <summary>The two parts of the page that follow what is typed, for the script.</summary>
    public async Task<IActionResult> OnPostLiveAsync(CancellationToken ct)
    {
        var answer = await RunAsync(save: false, ct);
        // What is still missing is said when the form is sent, not while it is filled in.
        ModelState.Clear();
        return answer is PageResult ? Partial("_Live", this) : answer;
    }

    /// <summary>Judges what was typed, and saves it if that is wanted and nothing is in the way.</summary>
    protected abstract Task<IActionResult> RunAsync(bool save, CancellationToken ct);
}
