using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages;

/// <summary>What happened, what to do, and a reference for support. Nothing else: no path, message or trace.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    /// <summary>The status code whose texts are shown.</summary>
    public int Kind { get; private set; }

    /// <summary>Minutes to wait before trying again, rounded up; 0 where waiting does not help.</summary>
    public int WaitMinutes { get; private set; }

    public string RequestId => Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier;

    // The request that failed keeps its method, and its body, when it is sent here: not only GET and POST come by, so
    // there is no handler for each. A body that was too large cannot be read now either, and then no parameter is
    // bound: the code is taken from the address itself.
    public override void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        var code = int.TryParse(
            RouteData.Values["code"] as string,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 404;
        Kind = code switch
        {
            400 or 403 or 404 or 409 or 413 or 429 or 500 or 503 => code,
            401 => 403,
            405 or 410 => 404,
            > 500 and < 600 => 500,
            _ => 400,
        };
        WaitMinutes =
            Kind == 429 && int.TryParse(Response.Headers.RetryAfter, out var seconds)
                ? (seconds + 59) / 60
                : 0;
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
    }
}
