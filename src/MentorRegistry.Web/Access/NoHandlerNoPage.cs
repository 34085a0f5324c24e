using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MentorRegistry.Web.Access;

/// <summary>
/// A post for which a page has no handler is refused. Razor Pages would show the page without having asked anything,
/// and so without its rules; and where it has one without a name, would let that answer to any: the limits
/// (<see cref="Throttles" />) go by the name.
/// </summary>
public sealed class NoHandlerNoPage : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // The page of an error has no handler at all, and answers whatever failed.
        if (
            HttpMethods.IsPost(context.HttpContext.Request.Method)
            && (
                context.HandlerMethod is null
                || (
                    context.HandlerMethod.Name is null
                    && context.HttpContext.Request.Query["handler"].ToString().Length > 0
                )
            )
            && context.ActionDescriptor.HandlerMethods.Any(handler => handler.HttpMethod is "Get" or "Post")
        )
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
