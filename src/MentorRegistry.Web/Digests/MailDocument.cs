using Microsoft.AspNetCore.Mvc;

namespace MentorRegistry.Web.Digests;

/// <summary>
/// A mail's HTML as a page of its own. It has its styles in it, as mails must, and for that alone its policy is
/// looser than the pages' (<see cref="SafeHeaders"/>): no script, picture, form or request comes out of it.
/// </summary>
public sealed class MailDocument(string html) : ContentResult
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public override Task ExecuteResultAsync(ActionContext context)
    {
        Content = html;
        ContentType = "text/html; charset=utf-8";
        SafeHeaders.Use(context.HttpContext, Policy);
        return base.ExecuteResultAsync(context);
    }
}
