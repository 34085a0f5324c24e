using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Data.Logs;
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
            provider.Property(p => p.Cvr).HasMaxLength(8);
            provider.Property(p => p.Agreement).HasMaxLength(100);
            provider.Property(p => p.ContactName).HasMaxLength(100);
            provider.HasIndex(p => p.Name).IsUnique();
            provider.HasMany(p => p.Rates).WithOne().HasForeignKey(rate => rate.ProviderId).Restrict();
            provider.HasOne(p => p.Category).WithMany().HasForeignKey(p => p.CategoryId).Restrict();
            provider
                .HasMany(p => p.Mentors)
                .WithOne(m => m.Provider)
                .HasForeignKey(m => m.ProviderId)
                .Restrict();
        });
        builder.Entity<CorpsAccount>(account =>
        {
            account.HasOne<Provider>().WithMany().HasForeignKey(a => a.ProviderId).Restrict();
            account
                .HasIndex(a => new
                {
                    a.ProviderId,
                    a.First,
                    a.Last,
                })
                .IsUnique();
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
            placement.Property(p => p.Goal).HasMaxLength(Placement.LongestGoal);
            placement.HasOne(p => p.Outcome).WithMany().HasForeignKey(p => p.OutcomeId).Restrict();
            placement.HasMany(p => p.Measures).WithOne().HasForeignKey(of => of.PlacementId);
            placement.HasMany(p => p.Grants).WithOne().HasForeignKey(grant => grant.PlacementId);
            // The order of a department's list; what follows the number is in it so that counting, the statistics of a day, and
            // what a year commits, read nothing but the index.
            placement
                .HasIndex(
                    nameof(Placement.DepartmentId),
                    nameof(Placement.IsCancelled),
                    LastDay,
                    nameof(Placement.Id),
                    nameof(Placement.First),
                    nameof(Placement.ProviderId),
                    nameof(Placement.TargetGroupId),
                    nameof(Placement.CitizenId),
                    nameof(Placement.MentorId)
                )
                .HasDatabaseName("IX_Placements_Department_LastDay");
            // A citizen's; so much is in it that looking behind a placement for its run's first day reads nothing else.
            placement
                .HasIndex(
                    nameof(Placement.CitizenId),
                    nameof(Placement.IsCancelled),
                    nameof(Placement.First),
                    LastDay,
                    nameof(Placement.MentorId),
                    nameof(Placement.ProviderId)
                )
                .HasDatabaseName("IX_Placements_Citizen_First");
            placement.HasIndex(p => new { p.SourceSystem, p.SourceId }).IsUnique();
            // What was registered, and what was ended, in a month.
            placement.HasIndex(p => new { p.DepartmentId, p.RegisteredUtc });
            placement.HasIndex(p => new { p.DepartmentId, p.EndedUtc }).HasFilter("\"EndedUtc\" IS NOT NULL");
        });
        builder.Entity<HoursLine>(line =>
        {
            line.Property(l => l.Reason).HasMaxLength(500);
            line.HasOne<Placement>().WithMany().HasForeignKey(l => l.PlacementId).Restrict();
            line.HasOne<Citizen>().WithMany().HasForeignKey(l => l.CitizenId).Restrict();
            line.HasOne<Department>().WithMany().HasForeignKey(l => l.DepartmentId).Restrict();
            line.HasOne<Provider>().WithMany().HasForeignKey(l => l.ProviderId).Restrict();
            // The last day is in it so that "registered to" reads nothing but the index. Two lines of one day and different
            // lengths are HoursRules' to refuse, under the log's lock.
            line.HasIndex(l => new
                {
                    l.PlacementId,
                    l.First,
                    l.Last,
                })
                .IsUnique();
            // A department's year; what it costs is in it so that adding up reads nothing but the index.
            line.HasIndex(l => new
            {
                l.DepartmentId,
                l.First,
                l.ProviderId,
                l.CostOre,
                l.BillableMinutes,
            });
            // Which of a department's placements have had hours lately: of the lines that end on a day or later.
            line.HasIndex(l => new
            {
                l.DepartmentId,
                l.Last,
                l.PlacementId,
                l.First,
            });
        });
        builder.Entity<HoursMonth>(month =>
        {
            month.Property(m => m.ClosedBy).HasMaxLength(256);
            month.HasOne<Department>().WithMany().HasForeignKey(m => m.DepartmentId).Restrict();
            month.HasIndex(m => new { m.DepartmentId, m.Month }).IsUnique();
        });
        builder.Entity<Invoice>(invoice =>
        {
            invoice.Property(i => i.Number).HasMaxLength(Invoice.LongestNumber);
            invoice.HasOne<Department>().WithMany().HasForeignKey(i => i.DepartmentId).Restrict();
            invoice.HasOne<Provider>().WithMany().HasForeignKey(i => i.ProviderId).Restrict();
            invoice.HasMany(i => i.Lines).WithOne().HasForeignKey(line => line.InvoiceId);
            invoice
                .HasIndex(i => new
                {
                    i.DepartmentId,
                    i.ProviderId,
                    i.Number,
                })
                .IsUnique();
        });
        builder.Entity<InvoiceLine>(line =>
        {
            line.HasOne<Placement>().WithMany().HasForeignKey(l => l.PlacementId).Restrict();
            line.HasOne<Citizen>().WithMany().HasForeignKey(l => l.CitizenId).Restrict();
            line.HasIndex(l => new { l.InvoiceId, l.PlacementId }).IsUnique();
        });
        builder.Entity<Budget>(budget =>
        {
            budget.HasOne<Department>().WithMany().HasForeignKey(b => b.DepartmentId).Restrict();
            budget.HasIndex(b => new { b.DepartmentId, b.Year }).IsUnique();
        });
        builder.Entity<SpendingCeiling>(ceiling =>
        {
            ceiling.HasOne<Department>().WithMany().HasForeignKey(c => c.DepartmentId).Restrict();
            ceiling.HasIndex(c => new { c.DepartmentId, c.Year }).IsUnique();
        });
        builder.Entity<Outcome>(outcome =>
        {
            outcome.Property(o => o.Name).HasMaxLength(100);
            outcome.HasIndex(o => o.Name).IsUnique();
        });
        builder.Entity<Measure>(measure =>
        {
            measure.Property(m => m.Name).HasMaxLength(100);
            measure.HasIndex(m => m.Name).IsUnique();
        });
        builder.Entity<PlacementMeasure>(of =>
        {
            of.HasKey(m => new { m.PlacementId, m.MeasureId });
            of.HasOne<Measure>().WithMany().HasForeignKey(m => m.MeasureId).Restrict();
        });
        builder.Entity<BenchmarkFigure>(figure =>
            figure
                .HasIndex(f => new
                {
                    f.Year,
                    f.Area,
                    f.Kind,
                })
                .IsUnique()
        );
        builder.Entity<BenchmarkPopulation>(population =>
            population.HasIndex(p => new { p.Year, p.Area }).IsUnique()
        );
        builder.Entity<BenchmarkNotes>(notes =>
        {
            notes.Property(n => n.Id).ValueGeneratedNever();
            notes.Property(n => n.Group).HasMaxLength(500);
            notes.Property(n => n.Rule).HasMaxLength(300);
            notes.Property(n => n.Source).HasMaxLength(300);
            notes.Property(n => n.PriceLevel).HasMaxLength(100);
        });
        builder.Entity<Paper>(paper =>
        {
            paper.Property(p => p.Title).HasMaxLength(Paper.LongestTitle);
            paper.Property(p => p.MadeBy).HasMaxLength(256);
            paper.Property(p => p.Language).HasMaxLength(2);
            paper.HasOne<Department>().WithMany().HasForeignKey(p => p.DepartmentId).Restrict();
        });
        builder.Entity<BudgetSum>(sum =>
        {
            sum.HasKey(s => new
            {
                s.DepartmentId,
                s.Month,
                s.ProviderId,
            });
            sum.HasOne<Department>().WithMany().HasForeignKey(s => s.DepartmentId).Restrict();
            sum.HasOne<Provider>().WithMany().HasForeignKey(s => s.ProviderId).Restrict();
        });
        builder.Entity<BudgetSumYear>(year =>
        {
            year.HasKey(y => y.Year);
            year.Property(y => y.Year).ValueGeneratedNever();
        });
        builder.Entity<Digest>(digest =>
        {
            digest.Property(d => d.Language).HasMaxLength(2);
            digest.Property(d => d.Subject).HasMaxLength(200);
            digest.Property(d => d.MessageId).HasMaxLength(200);
            digest.HasOne<RegistryUser>().WithMany().HasForeignKey(d => d.HeadId).Restrict();
            digest.HasOne<RegistryUser>().WithMany().HasForeignKey(d => d.RecipientId).Restrict();
            digest.HasIndex(d => new { d.Month, d.HeadId }).IsUnique();
            // What is still to be sent, without looking at what was sent in all the months before.
            digest.HasIndex(d => new { d.State, d.NextUtc });
        });
        builder.Entity<DigestAttempt>(attempt =>
        {
            attempt.Property(a => a.Address).HasMaxLength(Digest.LongestAddress);
            attempt.Property(a => a.Answer).HasMaxLength(DigestAttempt.LongestAnswer);
            attempt.HasOne<Digest>().WithMany().HasForeignKey(a => a.DigestId).Restrict();
        });
        builder.Entity<StandIn>(standIn =>
        {
            standIn.HasOne<RegistryUser>().WithMany().HasForeignKey(s => s.HeadId).Restrict();
            standIn.HasOne<RegistryUser>().WithMany().HasForeignKey(s => s.StandInId).Restrict();
        });
        builder.Entity<ErasedHours>(erased =>
        {
            erased.HasOne<Department>().WithMany().HasForeignKey(e => e.DepartmentId).Restrict();
            erased.HasOne<Provider>().WithMany().HasForeignKey(e => e.ProviderId).Restrict();
        });
        builder.Entity<Grant>(grant =>
        {
            // A placement's grants are read everywhere, and nothing of them is long: from the index alone.
            grant.HasIndex(g => new
            {
                g.PlacementId,
                g.First,
                g.Last,
                g.MinutesPerWeek,
            });
            // What was extended in a month.
            grant.HasIndex(g => g.RegisteredUtc);
        });
        builder.Entity<Flag>(flag =>
        {
            flag.Property(f => f.About).HasMaxLength(Flag.LongestKey);
            flag.Property(f => f.Counterpart).HasMaxLength(Flag.LongestKey);
            flag.Property(f => f.Rule).HasMaxLength(Flag.LongestKey);
            flag.Property(f => f.CoordinatedWith).HasMaxLength(Flag.LongestWith);
            flag.Property(f => f.Reason).HasMaxLength(Flag.LongestReason);
            flag.Property(f => f.DecidedBy).HasMaxLength(256);
            flag.Property(f => f.DecidedAtDepartments).HasMaxLength(200);
            flag.Property(f => f.PartWithout).HasMaxLength(200);
            flag.HasOne<Citizen>().WithMany().HasForeignKey(f => f.CitizenId).Restrict();
            flag.HasMany(f => f.Placements).WithOne().HasForeignKey(link => link.FlagId);
            // One flag for a condition, whoever finds it first.
            flag.HasIndex(f => new
                {
                    f.CitizenId,
                    f.Kind,
                    f.About,
                })
                .IsUnique()
                .HasFilter("\"ClosedOn\" IS NULL");
            // The order of the worklist.
            flag.HasIndex(f => new
            {
                f.State,
                f.Kind,
                f.Since,
                f.Id,
            });
        });
        builder.Entity<FlagPlacementLink>(link =>
        {
            link.HasKey(l => new { l.FlagId, l.PlacementId });
            link.HasOne<Placement>().WithMany().HasForeignKey(l => l.PlacementId).Restrict();
            link.HasOne<Department>().WithMany().HasForeignKey(l => l.DepartmentId).Restrict();
            // A department's flags of a state and kind, counted without looking at one of them.
            link.HasIndex(l => new
            {
                l.DepartmentId,
                l.State,
                l.Kind,
                l.FlagId,
                l.StandsAlone,
                l.IsPart,
            });
        });
        builder.Entity<PublishedRules>(rules =>
        {
            rules.HasKey(r => r.Number);
            // The one who publishes says which it is: of two who publish at once, one is told.
            rules.Property(r => r.Number).ValueGeneratedNever();
            rules.Property(r => r.PublishedBy).HasMaxLength(256);
            rules.Property(r => r.Reason).HasMaxLength(PublishedRules.LongestReason);
            rules.HasMany(r => r.OverlapRules).WithOne().HasForeignKey(rule => rule.RulesNumber);
        });
        builder.Entity<PublishedOverlapRule>(rule =>
        {
            rule.HasOne<Department>().WithMany().HasForeignKey(r => r.OneDepartmentId).Restrict();
            rule.HasOne<Department>().WithMany().HasForeignKey(r => r.OtherDepartmentId).Restrict();
            rule.HasOne<LegalBasis>().WithMany().HasForeignKey(r => r.OneLegalBasisId).Restrict();
            rule.HasOne<LegalBasis>().WithMany().HasForeignKey(r => r.OtherLegalBasisId).Restrict();
        });
        builder.Entity<SharingGround>(ground =>
        {
            ground.Property(g => g.Name).HasMaxLength(100);
            ground.HasIndex(g => g.Name).IsUnique();
        });
        builder.Entity<SharingBasis>(basis =>
        {
            basis.Property(b => b.Source).HasMaxLength(100);
            basis.Property(b => b.RecordedBy).HasMaxLength(256);
            basis.Property(b => b.WithdrawnBy).HasMaxLength(256);
            basis.HasOne<Citizen>().WithMany(c => c.SharingBases).HasForeignKey(b => b.CitizenId).Restrict();
            basis.HasOne(b => b.Ground).WithMany().HasForeignKey(b => b.GroundId).Restrict();
            basis.HasMany(b => b.Departments).WithOne().HasForeignKey(d => d.SharingBasisId);
        });
        builder.Entity<SharingBasisDepartment>(named =>
        {
            named.HasKey(n => new { n.SharingBasisId, n.DepartmentId });
            named.HasOne<Department>().WithMany().HasForeignKey(n => n.DepartmentId).Restrict();
        });
        builder.Entity<LookupPurpose>(purpose =>
        {
            purpose.Property(p => p.Name).HasMaxLength(100);
            purpose.HasIndex(p => p.Name).IsUnique();
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
            lookup.Property(l => l.Criterion).HasMaxLength(LookupEntry.LongestCriterion);
            lookup.Property(l => l.PurposeName).HasMaxLength(100);
            lookup.HasOne(l => l.Purpose).WithMany().HasForeignKey(l => l.PurposeId).Restrict();
            // The log is read newest first, by whichever of these it is searched. Each is paid for at every lookup; few
            // rows have a purpose.
            lookup.HasIndex(l => l.AtUtc);
            lookup.HasIndex(l => new { l.CitizenId, l.AtUtc });
            lookup.HasIndex(l => new { l.UserId, l.AtUtc });
            lookup.HasIndex(l => new { l.PurposeId, l.AtUtc }).HasFilter("\"PurposeId\" IS NOT NULL");
            lookup.HasIndex(l => new { l.Kind, l.AtUtc });
        });
        builder.Entity<SpotCheck>(check =>
        {
            check.Property(c => c.DrawnBy).HasMaxLength(256);
            check.HasMany(c => c.Items).WithOne().HasForeignKey(item => item.SpotCheckId).Restrict();
        });
        builder.Entity<SpotCheckItem>(item =>
        {
            item.Property(i => i.Remark).HasMaxLength(SpotCheckItem.LongestRemark);
            item.Property(i => i.JudgedBy).HasMaxLength(256);
            // No foreign key to the lookup: beginning a damaged log anew may close gaps in its numbers.
            item.HasIndex(i => new { i.SpotCheckId, i.LookupId }).IsUnique();
        });
        builder.Entity<Erasure>(erasure =>
        {
            erasure.Property(e => e.ProposedBy).HasMaxLength(256);
            erasure.Property(e => e.DecidedBy).HasMaxLength(256);
        });
        builder.Entity<ErasedPlacement>(erased =>
        {
            erased.HasOne<Department>().WithMany().HasForeignKey(e => e.DepartmentId).Restrict();
            erased.HasOne<TargetGroup>().WithMany().HasForeignKey(e => e.TargetGroupId).Restrict();
            erased.HasOne<LegalBasis>().WithMany().HasForeignKey(e => e.LegalBasisId).Restrict();
            erased.HasOne<ProviderCategory>().WithMany().HasForeignKey(e => e.CategoryId).Restrict();
            erased.HasOne<Unit>().WithMany().HasForeignKey(e => e.UnitId).Restrict();
            erased.HasOne<Outcome>().WithMany().HasForeignKey(e => e.OutcomeId).Restrict();
        });
        builder.Entity<LogHead>(head =>
        {
            head.HasKey(h => h.Log);
            head.Property(h => h.Log).HasMaxLength(20);
            head.Property(h => h.KeyFingerprint).HasMaxLength(16);
        });
        builder.Entity<Alarm>(alarm =>
        {
            alarm.Property(a => a.Subject).HasMaxLength(20);
            alarm.Property(a => a.AcknowledgedBy).HasMaxLength(256);
        });
        builder.Entity<JobRun>(run =>
        {
            run.HasKey(r => r.Job);
            run.Property(r => r.Job).HasMaxLength(40);
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
            user.Property(u => u.Language).HasMaxLength(2);
            user.Property(u => u.WantsDigest).HasDefaultValue(true).HasSentinel(true);
            user.HasMany(u => u.Memberships).WithOne().HasForeignKey(membership => membership.UserId);
        });
        builder.Entity<UserSession>(session =>
        {
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.Device).HasMaxLength(40);
            session.HasOne<RegistryUser>().WithMany().HasForeignKey(s => s.UserId).Restrict();
        });
        builder.Entity<PasswordLink>(link =>
        {
            link.HasKey(l => l.UserId);
            // Also tells a link that is being used from one that has just taken its place.
            link.Property(l => l.TokenHash).HasMaxLength(64).IsConcurrencyToken();
            link.HasIndex(l => l.TokenHash).IsUnique();
            link.HasOne<RegistryUser>().WithOne().HasForeignKey<PasswordLink>(l => l.UserId);
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
