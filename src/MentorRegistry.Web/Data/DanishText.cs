using System.Globalization;
using MentorRegistry.Domain.Citizens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MentorRegistry.Web.Data;

/// <summary>
/// How names are searched and ordered as Danes expect (å last, "aa" with it, case ignored) on both databases, neither
/// of which does it by itself: the keys are stored beside the name.
/// </summary>
public static class DanishText
{
    private static readonly CompareInfo Danish = CultureInfo.GetCultureInfo("da-DK").CompareInfo;

    /// <summary>The form in which names are compared while searching.</summary>
    public static string SearchKey(string text) => text.Trim().ToUpperInvariant();

    /// <summary>Bytes whose order is the Danish alphabet's.</summary>
    public static byte[] SortKey(string text) =>
        Danish.GetSortKey(text.Trim(), CompareOptions.IgnoreCase).KeyData;

    /// <summary>A LIKE pattern that finds the text anywhere, with LIKE's own signs taken literally (escape: \).</summary>
    public static string ContainsPattern(string text) =>
        $"%{SearchKey(text).Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";

    internal static void SetKeys(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries<Citizen>())
        {
            if (entry.State is EntityState.Added || entry.Property(citizen => citizen.Name).IsModified)
            {
                entry.Property(RegistryMappings.NameSearch).CurrentValue = SearchKey(entry.Entity.Name);
                entry.Property(RegistryMappings.NameSort).CurrentValue = SortKey(entry.Entity.Name);
            }
        }
    }
}
