using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;

namespace MentorRegistry.Web.Access;

/// <summary>Where a form says that it was come from, and somebody may have written something else.</summary>
public static class OwnAddress
{
    /// <summary>
    /// Whether an address is one of this program's, as a browser sends it. Letters that an address never has are
    /// somebody else's doing, and no header can carry them.
    /// </summary>
    public static bool IsOwn(this IUrlHelper url, [NotNullWhen(true)] string? address) =>
        url.IsLocalUrl(address) && address!.All(letter => letter is > ' ' and <= '~');
}
