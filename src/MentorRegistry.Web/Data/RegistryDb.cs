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
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MentorRegistry.Web.Data;

/// <summary>
/// The registry's data. Every save is one transaction that also writes the history (<see cref="AuditTrail"/>), moves
/// the version numbers on, and passes the write gate.
/// </summary>
public abstract class RegistryDb(
    DbContextOptions options,
    CurrentUser user,
    Clock clock,
    WriteGate gate,
    LogChain chain,
    RulesInForce rules
) : IdentityDbContext<RegistryUser, IdentityRole, string>(options)
{
    public DbSet<Citizen> Citizens => Set<Citizen>();

    public DbSet<CitizenNumber> CitizenNumbers => Set<CitizenNumber>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<TargetGroup> TargetGroups => Set<TargetGroup>();

    public DbSet<LegalBasis> LegalBases => Set<LegalBasis>();

    public DbSet<ProviderCategory> ProviderCategories => Set<ProviderCategory>();

    public DbSet<Provider> Providers => Set<Provider>();

    public DbSet<Rate> Rates => Set<Rate>();

    public DbSet<CorpsAccount> CorpsAccounts => Set<CorpsAccount>();

    public DbSet<Mentor> Mentors => Set<Mentor>();

    public DbSet<Placement> Placements => Set<Placement>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<HoursLine> HoursLines => Set<HoursLine>();

    public DbSet<HoursMonth> HoursMonths => Set<HoursMonth>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceLine> InvoiceLines => Set<InvoiceLine>();

    public DbSet<Budget> Budgets => Set<Budget>();

    public DbSet<SpendingCeiling> SpendingCeilings => Set<SpendingCeiling>();

    public DbSet<BudgetSum> BudgetSums => Set<BudgetSum>();

    public DbSet<BudgetSumYear> BudgetSumYears => Set<BudgetSumYear>();

    public DbSet<Digest> Digests => Set<Digest>();

    public DbSet<DigestAttempt> DigestAttempts => Set<DigestAttempt>();

    public DbSet<StandIn> StandIns => Set<StandIn>();

    public DbSet<Outcome> Outcomes => Set<Outcome>();

    public DbSet<Measure> Measures => Set<Measure>();

    public DbSet<BenchmarkFigure> BenchmarkFigures => Set<BenchmarkFigure>();

    public DbSet<BenchmarkPopulation> BenchmarkPopulations => Set<BenchmarkPopulation>();

    public DbSet<BenchmarkNotes> BenchmarkNotes => Set<BenchmarkNotes>();

    public DbSet<Paper> Papers => Set<Paper>();

    public DbSet<SharingBasis> SharingBases => Set<SharingBasis>();

    public DbSet<SharingGround> SharingGrounds => Set<SharingGround>();

    public DbSet<LookupPurpose> LookupPurposes => Set<LookupPurpose>();

    public DbSet<Flag> Flags => Set<Flag>();

    public DbSet<PublishedRules> PublishedRules => Set<PublishedRules>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<LookupEntry> Lookups => Set<LookupEntry>();

    public DbSet<Erasure> Erasures => Set<Erasure>();

    public DbSet<ErasedPlacement> ErasedPlacements => Set<ErasedPlacement>();

    public DbSet<ErasedHours> ErasedHours => Set<ErasedHours>();

    public DbSet<SpotCheck> SpotChecks => Set<SpotCheck>();

    public DbSet<SpotCheckItem> SpotCheckItems => Set<SpotCheckItem>();

    public DbSet<LogHead> LogHeads => Set<LogHead>();

    public DbSet<Alarm> Alarms => Set<Alarm>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<UserSession> Sessions => Set<UserSession>();

    public DbSet<PasswordLink> PasswordLinks => Set<PasswordLink>();

    public DbSet<ImportFile> ImportFiles => Set<ImportFile>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<Installation> Installations => Set<Installation>();

    /// <summary>Why the changes about to be saved are made; the history keeps it with each of them.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether what is saved undoes what was saved just before: flags that it closed are again what they were.</summary>
    public bool IsUndone { get; set; }

    /// <summary>
    /// Runs several saves as one: all of it is written, or nothing. Begins the transaction as a writing one, so that
    /// it cannot fail late, and holds the write gate until it is committed.
    /// </summary>
    public async Task<T> InOneTransactionAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        using var _ = await gate.EnterAsync(ct);
        await using var transaction = await Database.BeginTransactionAsync(ct);
        try
        {
            var result = await write();
            await AddUpBudgetsAsync(ct);
            await transaction.CommitAsync(ct);
            return result;
        }
        finally
        {
            _budgetsToAddUp.Clear();
        }
    }

    /// <summary>
    /// Has the departments' kept sums added up anew before the transaction ends. A save that changes what they depend on
    /// sees to them itself; who writes past it asks here, within a transaction and after locking the change log.
    /// </summary>
    public void AddUpBudgetsOf(IEnumerable<long> departmentIds) =>
        _budgetsToAddUp.UnionWith(departmentIds.Select(id => ((long?)id, (long?)null)));

    /// <summary>Whether some sums are behind until this transaction ends.</summary>
    public bool HasBudgetsToAddUp => _budgetsToAddUp.Count > 0;

    /// <summary>The same of providers, in all departments.</summary>
    internal void AddUpBudgetsOfProviders(IEnumerable<long> providerIds) =>
        _budgetsToAddUp.UnionWith(providerIds.Select(id => ((long?)null, (long?)id)));

    /// <summary>
    /// Leaves nothing of deleted rows in SQLite's file: makes it anew of what is there, and empties the write-ahead log.
    /// SQLite's own secure_delete leaves copies behind where pages were split (1 of 400 deleted numbers, tried). On
    /// PostgreSQL that is the server's business, see docs/operations.md.
    /// </summary>
    public async Task WipeFreeSpaceAsync(CancellationToken ct)
    {
        if (!Database.IsSqlite())
        {
            return;
        }

        using var _ = await gate.EnterAsync(ct);
        await Database.ExecuteSqlRawAsync("VACUUM", ct);
        await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }

    /// <summary>Locks the end of a log, to append to it within this transaction.</summary>
    public Task<LogEnd> LockLogAsync(ChainedLog log, CancellationToken ct) => chain.LockAsync(this, log, ct);

    /// <summary>Writes one row of a log and nothing else: what is tracked stays as it is.</summary>
    /// <param name="log">Which log.</param>
    /// <param name="row">What to write.</param>
    /// <param name="unless">Asked while nobody else writes to the log: nothing is written where it is so.</param>
    /// <param name="ct">Breaks off.</param>
    public Task<bool> WriteLogAsync(
        ChainedLog log,
        IChained row,
        Func<Task<bool>>? unless,
        CancellationToken ct
    ) =>
        InOneTransactionAsync(
            async () =>
            {
                var end = await LockLogAsync(log, ct);
                if (unless is not null && await unless())
                {
                    return false;
                }

                end.Append(row);
                await end.InsertAsync(row, ct);
                await end.SaveAsync(ct);
                return true;
            },
            ct
        );

    /// <summary>
    /// Brings the citizens' flags in step with their placements and saves them. A save that changes placements does so
    /// itself; who writes past it, and the nightly sweep, ask here. The flags are no longer tracked afterwards.
    /// </summary>
    public async Task KeepFlagsAsync(
        IReadOnlyCollection<long> citizenIds,
        DateOnly today,
        CancellationToken ct
    ) => await KeepFlagsAsync(citizenIds, await rules.AskAsync(this, ct), today, ct);

    /// <summary>
    /// Keeps the flags of those whom a save is about, in its transaction. Overridden by the benchmark alone, which holds
    /// a save against one without this.
    /// </summary>
    protected virtual async Task KeepFlagsAsync(FlagCauses causes, CancellationToken ct)
    {
        var inForce = await rules.AskAsync(this, ct);
        await KeepFlagsAsync(
            await causes.CitizensAsync(this, inForce, clock.Today, ct),
            inForce,
            clock.Today,
            ct
        );
    }

    private async Task KeepFlagsAsync(
        IReadOnlyCollection<long> citizenIds,
        FlagRules inForce,
        DateOnly today,
        CancellationToken ct
    )
    {
        foreach (var ids in citizenIds.Distinct().Order().Chunk(FlagKeeper.AtOnce))
        {
            await FlagKeeper.KeepAsync(this, ids, inForce, today, IsUndone, ct);
            _keepsFlags = true;
            try
            {
                await SaveChangesAsync(ct);
            }
            finally
            {
                _keepsFlags = false;
            }

            foreach (var entry in ChangeTracker.Entries<Flag>().ToList())
            {
                entry.Entity.Placements.ForEach(link => Entry(link).State = EntityState.Detached);
                entry.State = EntityState.Detached;
            }
        }
    }

    /// <summary>Takes the content out of a log's row, to be saved after; the chain holds (<see cref="LogLinks.Erase" />).</summary>
    public void EraseContent(ChainedLog log, IChained row, Action clear) =>
        chain.LinksOf(log, Model).Erase(row, clear);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException(
            "Save with SaveChangesAsync: a request thread must not wait for the disk."
        );

    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    ) =>
        Database.CurrentTransaction is null
            ? InOneTransactionAsync(() => SaveWithHistoryAsync(cancellationToken), cancellationToken)
            : SaveWithHistoryAsync(cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<LookupKind>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<LookupPatterns>().HaveConversion<string>().HaveMaxLength(60);
        configurationBuilder.Properties<LookupExplanation>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<AlarmKind>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ProviderKind>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<FlagKind>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<FlagState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<FlagReopening>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<FlagDecision>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<OverlapTreatment>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<DigestState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<DigestOutcome>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<BenchmarkArea>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<BenchmarkKind>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<AuditAction>().HaveConversion<string>().HaveMaxLength(20);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        RegistryMappings.Apply(builder, Database.IsNpgsql());
    }

    private readonly HashSet<(long? DepartmentId, long? ProviderId)> _budgetsToAddUp = [];

    private async Task AddUpBudgetsAsync(CancellationToken ct)
    {
        if (_budgetsToAddUp.Count == 0)
        {
            return;
        }

        var whole = _budgetsToAddUp.Select(of => of.DepartmentId).OfType<long>().ToHashSet();
        foreach (var department in whole.Order())
        {
            await KeptBudgetSums.AddUpAsync(this, department, providerId: null, ct);
        }

        foreach (var provider in _budgetsToAddUp.Select(of => of.ProviderId).OfType<long>().Order())
        {
            foreach (var department in (await KeptBudgetSums.DepartmentsAsync(this, ct)).Except(whole))
            {
                await KeptBudgetSums.AddUpAsync(this, department, provider, ct);
            }
        }
    }

    // Whether what is saved are flags brought in step.
    private bool _keepsFlags;

    // The ends of the logs while a save goes on: the flags that it keeps are a save within it, and go on from there.
    private Dictionary<ChainedLog, LogEnd>? _ends;

    private async Task<int> SaveWithHistoryAsync(CancellationToken ct)
    {
        if (_ends is { } begun)
        {
            return await SaveRowsAsync(begun, ct);
        }

        var ends = _ends = [];
        try
        {
            var saved = await SaveRowsAsync(ends, ct);
            foreach (var end in ends.Values)
            {
                await end.SaveAsync(ct);
            }

            return saved;
        }
        finally
        {
            _ends = null;
        }
    }

    private async Task<int> SaveRowsAsync(Dictionary<ChainedLog, LogEnd> ends, CancellationToken ct)
    {
        ChangeTracker.DetectChanges();
        RowVersions.MoveOn(ChangeTracker);
        RegistrationTimes.Set(ChangeTracker, clock.UtcNow);
        DanishText.SetKeys(ChangeTracker);
        var causes = FlagKeeper.CausesOf(ChangeTracker);
        var budgetCauses = BudgetCauses.Of(ChangeTracker);
        var budgets = budgetCauses.Any ? new BudgetKeeper(this, budgetCauses) : null;
        var changes = AuditTrail.Collect(ChangeTracker, user.IsSignedIn);
        var rows = ChangeTracker
            .Entries<IChained>()
            .Where(entry => entry.State == EntityState.Added)
            .ToLookup(entry => entry.Entity.GetType());
        foreach (var log in ChainedLog.All)
        {
            if (
                !ends.ContainsKey(log)
                && (rows.Contains(log.Row) || (log == ChainedLog.Audit && changes.Count > 0))
            )
            {
                ends.Add(log, await LockLogAsync(log, ct));
            }
        }

        foreach (var (log, end) in ends)
        {
            foreach (var row in rows[log.Row])
            {
                end.Append(row.Entity);
                // Said to the tracker too, which has a number of its own for a new row.
                row.Property(nameof(IChained.Id)).CurrentValue = row.Entity.Id;
            }
        }

        if (budgets is not null)
        {
            await budgets.BeforeAsync(ct);
        }

        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, ct);
        if (budgets is not null)
        {
            await budgets.AfterAsync(ct);
        }

        if (changes.Count > 0)
        {
            // After the first save, because only then do new rows have their numbers. Same transaction.
            var entries = changes
                .OrderBy(change => AuditTrail.Place(change.Entry.Entity, change.Root))
                .Select(change =>
                    // Whose save it was, and why, is for those who see what was saved: a flag is also of another
                    // department, and what time alone has caused is found by whoever saves first.
                    _keepsFlags
                        ? change.ToEntry(null, clock.UtcNow, reason: null)
                        : change.ToEntry(user, clock.UtcNow, Reason)
                )
                .ToList();
            entries.ForEach(ends[ChainedLog.Audit].Append);
            AuditEntries.AddRange(entries);
            await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, ct);
        }

        if (causes.Any)
        {
            await KeepFlagsAsync(causes, ct);
        }

        return saved;
    }

    private sealed class UtcConverter()
        : ValueConverter<DateTime, DateTime>(
            instant => instant,
            stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc)
        );
}

/// <summary>The registry on SQLite; a class of its own because each database has its own migrations.</summary>
public sealed class SqliteRegistryDb(
    DbContextOptions<SqliteRegistryDb> options,
    CurrentUser user,
    Clock clock,
    WriteGate gate,
    LogChain chain,
    RulesInForce rules
) : RegistryDb(options, user, clock, gate, chain, rules);

/// <summary>The registry on PostgreSQL.</summary>
public sealed class PostgreSqlRegistryDb(
    DbContextOptions<PostgreSqlRegistryDb> options,
    CurrentUser user,
    Clock clock,
    WriteGate gate,
    LogChain chain,
    RulesInForce rules
) : RegistryDb(options, user, clock, gate, chain, rules);

/// <summary>What is to be known of the database as a whole. One row.</summary>
public sealed class Installation
{
    public int Id { get; set; } = 1;

    /// <summary>When the demo was loaded, UTC; a demo database says so on every page. <c>null</c> = real.</summary>
    public DateTime? DemoLoadedUtc { get; set; }
}
