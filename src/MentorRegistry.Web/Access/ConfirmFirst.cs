using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MentorRegistry.Web.Access;

/// <summary>
/// Asks for the password, and the code of who has one, before the page opens or takes anything: an open session that
/// somebody else found must not change what the account is protected by (OWASP ASVS 5.0, 7.5.1).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConfirmFirstAttribute : Attribute, IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        // Who has to set a second factor up has just typed the password and can do nothing else yet.
        if (
            SecondFactor.IsMissing(http.User)
            || (
                Sessions.IdOf(http) is { } session
                && await sessions.IsConfirmedAsync(session, http.RequestAborted)
            )
        )
        {
            await next();
        }
        else
        {
            context.Result = new RedirectToPageResult(
                "/Account/Confirm",
                new { returnUrl = http.Request.Path.Value }
            );
        }
    }
}
