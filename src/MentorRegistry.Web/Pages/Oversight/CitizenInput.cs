using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>Which citizen is meant by what was typed.</summary>
/// <param name="CitizenId">The citizen; <c>null</c> where nobody has the number.</param>
/// <param name="Key">Why not: the key of a sentence of OversightText.</param>
/// <param name="Searched">What was searched for in vain, as the log keeps it.</param>
public sealed record CitizenInput(long? CitizenId, string? Key = null, string? Searched = null)
{
    /// <summary>Finds a citizen by reference, or by any CPR number that the person has had.</summary>
    public static async Task<CitizenInput> FindAsync(RegistryDb db, string typed, CancellationToken ct)
    {
        if (CitizenReference.TryParse(typed, out var id))
        {
            return await db.Citizens.AnyAsync(citizen => citizen.Id == id, ct)
                ? new CitizenInput(id)
                : new CitizenInput(null, "Citizen_Unknown", CitizenReference.Of(id));
        }

        if (!CprNumber.TryParse(typed, out var number, out _))
        {
            return new CitizenInput(null, "Citizen_Unreadable");
        }

        var found = await db.CitizenOfAsync(number, ct);
        return found is null
            ? new CitizenInput(null, "Citizen_Unknown", number.Digits)
            : new CitizenInput(found);
    }
}
