using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>
/// A file of placements between the preview and its confirmation. It lies in the database and nowhere else, because it
/// is full of CPR numbers; the content is gone with the decision, the rest after Retention:ImportFileHours.
/// </summary>
public sealed class ImportFile
{
    /// <summary>Not to be guessed, because it stands in an address.</summary>
    public Guid Id { get; set; }

    /// <summary>Who sent it; nobody else may see it.</summary>
    public required string UserId { get; set; }

    public required string UserName { get; set; }

    /// <summary>What the sender calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The file itself; <c>null</c> when it is loaded.</summary>
    public byte[]? Content { get; set; }

    public DateTime UploadedUtc { get; set; }

    /// <summary>When it was loaded, UTC.</summary>
    public DateTime? LoadedUtc { get; set; }

    /// <summary>How many placements were added, changed and left as they were.</summary>
    public int Added { get; set; }

    public int Changed { get; set; }

    public int Same { get; set; }

    /// <summary>Takes away what has lain for as long as the setting allows.</summary>
    public static async Task SweepAsync(
        RegistryDb db,
        Clock clock,
        RetentionSettings retention,
        CancellationToken ct
    )
    {
        var before = clock.UtcNow.AddHours(-retention.ImportFileHours);
        var old = await db
            .ImportFiles.Where(file => file.UploadedUtc < before)
            .Select(file => file.Id)
            .ToListAsync(ct);
        foreach (var id in old)
        {
            db.ImportFiles.Remove(
                new ImportFile
                {
                    Id = id,
                    UserId = "",
                    UserName = "",
                    Name = "",
                }
            );
        }

        if (old.Count > 0)
        {
            await db.SaveChangesAsync(ct);
        }
    }
}
