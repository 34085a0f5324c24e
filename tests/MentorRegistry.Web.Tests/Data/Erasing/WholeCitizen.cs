using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.Erasing;

/// <summary>A citizen with everything that the register can hold on one, and where all of it lies.</summary>
internal static class WholeCitizen
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Two numbers, an ended and a cancelled placement with all their values, a basis, changes, lookups, a spot check.</summary>
    public static async Task<Citizen> CreateWholeCitizenAsync(
        this RegistryWebApp app,
        string days = "2018-02-03..2019-04-05"
    )
    {
        var (one, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var unit = await app.Data.CreateUnitAsync(one);
        var mentor = await app.Data.CreateMentorAsync();
        var purpose = await app.Data.CreatePurposeAsync();
        var outcome = await app.Data.CreateOutcomeAsync();
        var measure = await app.Data.CreateMeasureAsync();
        var first = TestData.CreateCpr();
        // Somebody searched for the number before the citizen was there: the row names nobody.
        await AddLookupAsync(app, null, LookupKind.Search, criterion: first);
        var citizen = await app.Data.CreateCitizenAsync(cpr: first, isProtected: true);
        var placement = await app.Data.CreatePlacementAsync(citizen, one, days, mentor, furtherGrants: null);
        var cancelled = await app.Data.CreatePlacementAsync(
            citizen,
            other,
            "2017-06-07..2017-08-09",
            cancelled: true
        );
        var basis = await app.Data.CreateSharingAsync(citizen, "2018-03-04..2019-05-06", one, other);
        await app.DbAsync(async db =>
        {
            var loaded = await db
                .Citizens.Include(c => c.Numbers)
                .Include(c => c.Placements)
                    .ThenInclude(p => p.Grants)
                .SingleAsync(c => c.Id == citizen.Id, Ct);
            loaded.Name = TestData.CreateName("Omdøbt");
            loaded.RegisteredUtc = new DateTime(2018, 1, 2, 9, 10, 0, DateTimeKind.Utc);
            loaded.GiveNumber(CprNumber.Parse(TestData.CreateCpr()), new DateOnly(2021, 1, 15));
            var changed = loaded.Placements.Single(p => p.Id == placement.Id);
            changed.UnitId = unit.Id;
            changed.HelpsWith = TestData.CreateName("Hjælp");
            changed.Goal = TestData.CreateName("Mål");
            changed.OutcomeId = outcome.Id;
            changed.Measures.Add(new PlacementMeasure { MeasureId = measure.Id });
            changed.Caseworker = TestData.CreateName("Sagsbehandler");
            changed.SourceSystem = TestData.CreateName("System");
            changed.SourceId = TestData.CreateName("Sag");
            changed.SourceFingerprint = 7;
            Assert.True(changed.EndOn(new DateOnly(2019, 3, 1), TestData.CreateName("Årsag")));
            loaded.Placements.Single(p => p.Id == cancelled.Id).RegisteredUtc = new DateTime(
                2017,
                6,
                1,
                8,
                0,
                0,
                DateTimeKind.Utc
            );
            var changedBasis = await db.SharingBases.SingleAsync(b => b.Id == basis.Id, Ct);
            changedBasis.Source = TestData.CreateName("Journal");
            changedBasis.RecordedUtc = new DateTime(2018, 3, 4, 8, 0, 0, DateTimeKind.Utc);
            changedBasis.Withdraw(new DateOnly(2019, 2, 11), TestData.CreateName("Medarbejder"));
            db.Reason = TestData.CreateName("Begrundelse");
            return await db.SaveChangesAsync(Ct);
        });
        await AddFlagAsync(app, citizen.Id, placement.Id);
        await AddHoursAsync(app, placement);
        var lookup = await AddLookupAsync(app, citizen.Id, LookupKind.Overview, purpose.Id);
        var check = new SpotCheck { DrawnBy = "Medarbejder der trak", Lookups = 1 };
        check.Items.Add(new SpotCheckItem { LookupId = lookup.Id });
        await app.Data.AddAsync(check);
        foreach (var needsFollowUp in (bool[])[true, false])
        {
            await app.DbAsync(async db =>
            {
                var item = await db.SpotCheckItems.SingleAsync(i => i.LookupId == lookup.Id, Ct);
                var remark = TestData.CreateName("Bemærkning");
                var judgedUtc = new DateTime(2026, 11, 19, 9, 8, 7, DateTimeKind.Utc);
                Assert.True(item.TryJudge(needsFollowUp, remark, "Medarbejder der bedømte", judgedUtc));
                return await db.SaveChangesAsync(Ct);
            });
        }

        return await app.DbAsync(db =>
            db.Citizens.Include(c => c.Numbers).AsNoTracking().SingleAsync(c => c.Id == citizen.Id, Ct)
        );
    }

    private static async Task AddHoursAsync(RegistryWebApp app, Placement placement)
    {
        var line = await app.Data.CreateHoursAsync(
            placement,
            "2018-03-05..2018-03-11",
            minutes: 137,
            billable: 149,
            noShows: 11,
            orePerHour: 431_17
        );
        await app.DbAsync(async db =>
        {
            var told = await db.HoursLines.SingleAsync(l => l.Id == line.Id, Ct);
            told.Reason = TestData.CreateName("Flere timer");
            var invoice = new Invoice
            {
                DepartmentId = placement.DepartmentId,
                ProviderId = placement.ProviderId,
                Month = new DateOnly(2018, 3, 1),
                Number = TestData.CreateName("F"),
                AmountOre = 9_876_54,
            };
            invoice.Lines.Add(
                new InvoiceLine
                {
                    PlacementId = placement.Id,
                    CitizenId = placement.CitizenId,
                    Minutes = 151,
                }
            );
            db.Invoices.Add(invoice);
            return await db.SaveChangesAsync(Ct);
        });
    }

    // Found and decided then, and closed when the placement ended.
    private static Task<int> AddFlagAsync(RegistryWebApp app, long citizenId, long placementId) =>
        app.DbAsync(async db =>
        {
            var span = (await db.Placements.SingleAsync(p => p.Id == placementId, Ct)).Span;
            var flag = Flag.Open(
                citizenId,
                new FlagCondition(
                    new FlagKey(FlagKind.GrantEnding, $"{placementId}"),
                    new DateOnly(2019, 1, 30),
                    span.Period,
                    [span],
                    "m1",
                    "30 days ahead"
                ),
                rulesVersion: 3,
                today: new DateOnly(2019, 1, 31)
            );
            db.Flags.Add(flag);
            await db.SaveChangesAsync(Ct);
            Assert.Empty(
                flag.Decide(
                    FlagDecision.Coordinated,
                    TestData.CreateName("Grund"),
                    null,
                    TestData.CreateName("Aftalt med"),
                    "Medarbejder der besluttede",
                    new DateOnly(2019, 2, 1)
                )
            );
            flag.Close(new DateOnly(2019, 3, 2));
            return await db.SaveChangesAsync(Ct);
        });

    /// <summary>
    /// Every row of every table that is the citizen's: those of tables with a CitizenId, and of tables that belong to
    /// one of these. A table without a row fails, so that a new one gets its place here, in the document and in erasure.
    /// </summary>
    public static async Task<List<(IEntityType Table, object Row)>> RowsOfAsync(RegistryDb db, long citizenId)
    {
        var found = new List<(IEntityType, object)>();
        foreach (var table in TablesOfCitizens(db.Model))
        {
            var rows = await AllAsync(db, table.ClrType);
            var own = rows.Where(row => IsOf(db, table, row, citizenId)).ToList();
            found.AddRange(own.Select(row => (table, row)));
        }

        return found;
    }

    /// <summary>The tables that hold something about citizens.</summary>
    public static List<IEntityType> TablesOfCitizens(IModel model)
    {
        var tables = model
            .GetEntityTypes()
            .Where(type => type.ClrType == typeof(Citizen) || type.FindProperty("CitizenId") is not null)
            .ToList();
        tables.AddRange(
            model
                .GetEntityTypes()
                .Where(type =>
                    !tables.Contains(type)
                    && type.GetForeignKeys().Any(key => tables.Contains(key.PrincipalEntityType))
                )
        );
        // No key leads to it: beginning a damaged log anew may close gaps in its numbers.
        tables.Add(model.FindEntityType(typeof(SpotCheckItem))!);
        return tables;
    }

    private static bool IsOf(RegistryDb db, IEntityType table, object row, long citizenId)
    {
        var values = db.Entry(row);
        if (row is Citizen citizen)
        {
            return citizen.Id == citizenId;
        }

        if (table.FindProperty("CitizenId") is not null)
        {
            return (long?)values.Property("CitizenId").CurrentValue == citizenId;
        }

        return row switch
        {
            Grant grant => db.Placements.Local.Any(p =>
                p.Id == grant.PlacementId && p.CitizenId == citizenId
            ),
            PlacementMeasure of => db.Placements.Local.Any(p =>
                p.Id == of.PlacementId && p.CitizenId == citizenId
            ),
            SharingBasisDepartment named => db.SharingBases.Local.Any(b =>
                b.Id == named.SharingBasisId && b.CitizenId == citizenId
            ),
            FlagPlacementLink link => db.Flags.Local.Any(f =>
                f.Id == link.FlagId && f.CitizenId == citizenId
            ),
            SpotCheckItem item => db.Lookups.Local.Any(l =>
                l.Id == item.LookupId && l.CitizenId == citizenId
            ),
            _ => throw new InvalidOperationException($"{table.Name}: whose row is it?"),
        };
    }

    private static async Task<List<object>> AllAsync(RegistryDb db, Type type)
    {
        var set =
            (IQueryable<object>)
                typeof(DbContext)
                    .GetMethod(nameof(DbContext.Set), [])!
                    .MakeGenericMethod(type)
                    .Invoke(db, null)!;
        return await set.ToListAsync(Ct);
    }

    private static async Task<LookupEntry> AddLookupAsync(
        RegistryWebApp app,
        long? citizenId,
        LookupKind kind,
        long? purposeId = null,
        string? criterion = null
    ) =>
        await app.Data.AddAsync(
            new LookupEntry
            {
                AtUtc = app.Services.GetRequiredService<Clock>().UtcNow,
                UserId = "1",
                UserName = "spejder",
                CitizenId = citizenId,
                Kind = kind,
                PurposeId = purposeId,
                PurposeName = purposeId is null ? null : "Spejderens formål",
                Criterion = criterion,
            }
        );

    /// <summary>What is wrong with both logs; nothing when they verify.</summary>
    public static async Task<List<string>> FaultsAsync(this RegistryWebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var verifier = scope.ServiceProvider.GetRequiredService<LogVerifier>();
        var faults = new List<string>();
        foreach (var log in ChainedLog.All)
        {
            var report = await verifier.VerifyAsync(log, null, Ct);
            faults.AddRange(report.Faults.Select(f => $"{log.Name} {f.Kind} {f.First}-{f.Last}"));
        }

        return faults;
    }
}
