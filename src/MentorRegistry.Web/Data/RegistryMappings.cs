using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MentorRegistry.Web.Data;

/// <summary>How the domain lies in tables, the same on both databases.</summary>
public static class RegistryMappings
{
    /// <summary>Shadow column of a citizen: the name as <see cref="DanishText.SearchKey"/>.</summary>
    public const string NameSearch = "NameSearch";

    /// <summary>Shadow column of a citizen: the name as <see cref="DanishText.SortKey"/>.</summary>
    public const string NameSort = "NameSort";

    /// <summary>
    /// Computed column of a placement: the last day, with open ones at the calendar's end, so that "ends first" and
    /// "still active" use an index and no NULL stands first or last as the database likes.
    /// </summary>
    public const string LastDay = "LastDay";

    public static void Apply(ModelBuilder builder, bool isPostgreSql)
    {
        builder.Entity<Citizen>(citizen =>
        {
            citizen.Property(c => c.Name).HasMaxLength(200);
            citizen.Property<string>(NameSearch).HasMaxLength(200);
            citizen.Property<byte[]>(NameSort);
            citizen.HasMany(c => c.Numbers).WithOne().HasForeignKey(number => number.CitizenId);
            citizen
                .HasMany(c => c.Placements)
                .WithOne(p => p.Citizen)
                .HasForeignKey(p => p.CitizenId)
                .Restrict();
        });
        builder.Entity<CitizenNumber>(number =>
        {
            number.Property(n => n.Digits).HasMaxLength(10).IsFixedLength(false);
            number.HasIndex(n => n.Digits).IsUnique();
        });
        builder.Entity<Department>(department =>
        {
            department.Property(d => d.Name).HasMaxLength(100);
            department.Property(d => d.Phone).HasMaxLength(40);
            department.Property(d => d.Email).HasMaxLength(200);
            department.HasIndex(d => d.Name).IsUnique();
            department.HasMany(d => d.Units).WithOne().HasForeignKey(unit => unit.DepartmentId).Restrict();
        });
        builder.Entity<Unit>(unit =>
        {
            unit.Property(u => u.Name).HasMaxLength(100);
            unit.HasIndex(u => new { u.DepartmentId, u.Name }).IsUnique();
        });
        builder.Entity<TargetGroup>(group =>
        {
            group.Property(g => g.Name).HasMaxLength(100);
            group.HasIndex(g => g.Name).IsUnique();
            group.HasOne(g => g.Department).WithMany().HasForeignKey(g => g.DepartmentId).Restrict();
        });
        builder.Entity<LegalBasis>(basis =>
        {
            basis.Property(b => b.Name).HasMaxLength(100);
            basis.Property(b => b.Description).HasMaxLength(500);
            basis.Property(b => b.PlainWords).HasMaxLength(500);
            basis.HasIndex(b => b.Name).IsUnique();
            basis.HasOne(b => b.Department).WithMany().HasForeignKey(b => b.DepartmentId).Restrict();
        });
        builder.Entity<ProviderCategory>(category =>
        {
            category.Property(c => c.Name).HasMaxLength(100);
            category.HasIndex(c => c.Name).IsUnique();
        });
        builder.Entity<Provider>(provider =>
        {
            provider.Property(p => p.Name).HasMaxLength(100);
            provider.Property(p => p.Phone).HasMaxLength(40);
            provider.Property(p => p.Email).HasMaxLength(200);
            provider.HasIndex(p => p.Name).IsUnique();
            provider.HasOne(p => p.Category).WithMany().HasForeignKey(p => p.CategoryId).Restrict();
            provider
                .HasMany(p => p.Mentors)
                .WithOne(m => m.Provider)
                .HasForeignKey(m => m.ProviderId)
                .Restrict();
        });
        builder.Entity<Mentor>(mentor =>
        {
            mentor.Property(m => m.Name).HasMaxLength(100);
            mentor.Property(m => m.Phone).HasMaxLength(40);
            mentor.Property(m => m.Email).HasMaxLength(200);
            mentor.HasIndex(m => new { m.ProviderId, m.Name }).IsUnique();
        });
        builder.Entity<Placement>(placement =>
        {
            placement.Property(p => p.HelpsWith).HasMaxLength(500);
            placement.Property(p => p.Caseworker).HasMaxLength(100);
            placement.Property(p => p.EndReason).HasMaxLength(500);
            placement.Property(p => p.SourceSystem).HasMaxLength(50);
            placement.Property(p => p.SourceId).HasMaxLength(100);
            placement
                .Property<DateOnly>(LastDay)
                .HasComputedColumnSql(
                    isPostgreSql
                        ? "COALESCE(\"Last\", DATE '9999-12-31')"
                        : "COALESCE(\"Last\", '9999-12-31')",
                    stored: true
                );
            placement.HasOne(p => p.Department).WithMany().HasForeignKey(p => p.DepartmentId).Restrict();
            placement.HasOne(p => p.Unit).WithMany().HasForeignKey(p => p.UnitId).Restrict();
            placement.HasOne(p => p.Provider).WithMany().HasForeignKey(p => p.ProviderId).Restrict();
            placement.HasOne(p => p.Mentor).WithMany().HasForeignKey(p => p.MentorId).Restrict();
            placement.HasOne(p => p.TargetGroup).WithMany().HasForeignKey(p => p.TargetGroupId).Restrict();
            placement.HasOne(p => p.LegalBasis).WithMany().HasForeignKey(p => p.LegalBasisId).Restrict();
            placement.HasMany(p => p.Grants).WithOne().HasForeignKey(grant => grant.PlacementId);
            placement.HasIndex(
                nameof(Placement.DepartmentId),
                nameof(Placement.IsCancelled),
                LastDay,
                nameof(Placement.Id)
            );
            placement.HasIndex(p => new { p.SourceSystem, p.SourceId }).IsUnique();
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.Property(e => e.UserName).HasMaxLength(256);
            entry.Property(e => e.Root).HasMaxLength(40);
            entry.Property(e => e.RootId).HasMaxLength(40);
            entry.Property(e => e.Entity).HasMaxLength(40);
            entry.Property(e => e.EntityId).HasMaxLength(80);
            entry.Property(e => e.Reason).HasMaxLength(500);
            entry.HasIndex(e => new { e.CitizenId, e.Id });
            entry.HasIndex(e => new
            {
                e.Root,
                e.RootId,
                e.Id,
            });
        });
        builder.Entity<LookupEntry>(lookup =>
        {
            lookup.Property(l => l.UserName).HasMaxLength(256);
            lookup.HasIndex(l => new { l.CitizenId, l.Id });
        });
        builder.Entity<ImportFile>(file =>
        {
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Property(f => f.UserName).HasMaxLength(256);
            file.Property(f => f.Name).HasMaxLength(100);
            file.HasIndex(f => f.UploadedUtc);
        });
        builder.Entity<Installation>().Property(installation => installation.Id).ValueGeneratedNever();
        builder.Entity<RegistryUser>(user =>
        {
            user.Property(u => u.DisplayName).HasMaxLength(100);
            user.HasMany(u => u.Memberships).WithOne().HasForeignKey(membership => membership.UserId);
        });
        builder.Entity<UserMembership>(membership =>
        {
            membership.HasOne<Department>().WithMany().HasForeignKey(m => m.DepartmentId).Restrict();
            membership.HasOne<Unit>().WithMany().HasForeignKey(m => m.UnitId).Restrict();
        });

        foreach (
            var entity in builder
                .Model.GetEntityTypes()
                .Where(e => e.ClrType.IsAssignableTo(typeof(IVersioned)))
        )
        {
            builder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        }
    }

    // Nothing that something else refers to is ever deleted with it.
    private static void Restrict<TPrincipal, TDependent>(
        this ReferenceCollectionBuilder<TPrincipal, TDependent> relation
    )
        where TPrincipal : class
        where TDependent : class => relation.OnDelete(DeleteBehavior.Restrict);
}
