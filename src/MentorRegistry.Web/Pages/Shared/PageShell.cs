using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace MentorRegistry.Web.Pages.Shared;

/// <summary>One step above the page on the way from Start; the page itself is added by the layout.</summary>
public sealed record Crumb(string Path, string Text);

/// <summary>What a page tells the layout.</summary>
public static class PageShell
{
    private const string TitleKey = "Title";
    private const string CrumbsKey = "Crumbs";
    private const string OwnSearchKey = "OwnSearch";
    private const string BareKey = "Bare";
    private const string ShownOnceKey = "ShownOnce";

    /// <summary>
    /// What the page is about: its heading and, with the municipality, its title. Titles stay in the browser's
    /// history, so a title never holds a name or CPR number; a page that wants one in its heading defines the
    /// section Heading.
    /// </summary>
    public static void Title(this ViewDataDictionary view, string title) => view[TitleKey] = title;

    public static string? Title(this ViewDataDictionary view) => view[TitleKey] as string;

    /// <summary>Shows where the page stands; for pages below the second level.</summary>
    public static void Crumbs(this ViewDataDictionary view, params Crumb[] crumbs) =>
        view[CrumbsKey] = crumbs;

    public static IReadOnlyList<Crumb> Crumbs(this ViewDataDictionary view) =>
        view[CrumbsKey] as Crumb[] ?? [];

    /// <summary>The page has the search field itself; the header leaves it out.</summary>
    public static void HasOwnSearch(this ViewDataDictionary view) => view[OwnSearchKey] = true;

    public static bool HidesSearch(this ViewDataDictionary view) => view[OwnSearchKey] is true;

    /// <summary>
    /// The page shows something that is not shown again: it offers no other language, which would take it away. To carry
    /// it along would mean to take a secret back from the browser.
    /// </summary>
    public static void IsShownOnce(this ViewDataDictionary view) => view[ShownOnceKey] = true;

    public static bool OffersLanguage(this ViewDataDictionary view) =>
        !view.IsBare() && view[ShownOnceKey] is not true;

    /// <summary>Nothing that posts or depends on who is signed in: for errors, when little can be relied on.</summary>
    public static void Bare(this ViewDataDictionary view) => view[BareKey] = true;

    public static bool IsBare(this ViewDataDictionary view) => view[BareKey] is true;

    /// <summary>The green sentence after an action, shown once by the next page. No name or CPR number in it.</summary>
    /// <param name="temp">The page's TempData.</param>
    /// <param name="sentence">What happened and what is next.</param>
    /// <param name="undoAction">A local address that undoes it when posted to, with its handler.</param>
    /// <param name="undoText">The undo button's text.</param>
    public static void Succeeded(
        this ITempDataDictionary temp,
        string sentence,
        string? undoAction = null,
        string? undoText = null
    )
    {
        temp["Succeeded"] = sentence;
        temp["UndoAction"] = undoAction;
        temp["UndoText"] = undoText;
    }

    /// <summary>Why nothing was done, shown once by the page that one is sent back to. No name or CPR number in it.</summary>
    public static void Refused(this ITempDataDictionary temp, string sentence) => temp["Refused"] = sentence;
}
