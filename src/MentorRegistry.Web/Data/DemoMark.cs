using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>Whether the people in the database are invented; every page says so then. Read once, at start.</summary>
public sealed class DemoMark
{
    public bool IsDemo { get; private set; }

    public async Task ReadAsync(RegistryDb db, CancellationToken ct) =>
        IsDemo = await db.Installations.AnyAsync(installation => installation.DemoLoadedUtc != null, ct);
}
