using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests;

/// <summary>
/// Makes what a test needs. Everything has a name of its own, so that tests of one class do not meet. Periods are
/// written as ISO days with two dots between: <c>2026-01-01..2026-06-30</c>, open as <c>2026-01-01..</c>.
/// </summary>
public sealed class TestData(RegistryWebApp app)
{
    public const string Password = "et langt kodeord til test";

    public const string AuthenticatorKey = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private static string? s_passwordHash;
    private static int s_last;

    public static DatePeriod Period(string days)
    {
        var ends = days.Split("..");
        return new DatePeriod(Day(ends[0]), ends[1].Length == 0 ? null : Day(ends[1]));
    }

    public static DateOnly Day(string iso) =>
        DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A replacement number (day + 60) that no other test has.</summary>
    public static string CreateCpr()
    {
        var number = Interlocked.Increment(ref s_last);
        var day = 61 + (number % 28);
        var month = 1 + (number / 28 % 12);
        var year = 40 + (number / 336 % 50);
        return $"{day:00}{month:00}{year:00}{number % 4000:0000}";
    }

    public static string CreateName(string kind) => $"{kind} {Interlocked.Increment(ref s_last)}";

    public Task<Department> CreateDepartmentAsync(string? name = null) =>
        AddAsync(
            new Department
            {
                Name = name ?? CreateName("Afdeling"),
                Phone = "70 00 00 01",
                Email = "afdeling@example.dk",
            }
        );

    public Task<Unit> CreateUnitAsync(Department department, string? name = null) =>
        AddAsync(new Unit { DepartmentId = department.Id, Name = name ?? CreateName("Enhed") });

    public Task<TargetGroup> CreateTargetGroupAsync(string? name = null, Department? department = null) =>
        AddAsync(new TargetGroup { Name = name ?? CreateName("Målgruppe"), DepartmentId = department?.Id });

    public Task<LegalBasis> CreateLegalBasisAsync(
        string? name = null,
        Department? department = null,
        int? longestGrantMonths = null
    ) =>
        AddAsync(
            new LegalBasis
            {
                Name = name ?? CreateName("Paragraf"),
                DepartmentId = department?.Id,
                LongestGrantMonths = longestGrantMonths,
                PlainWords = "Hjælp til hverdagen",
            }
        );

    public async Task<Provider> CreateProviderAsync(string? name = null)
    {
        var category = await AddAsync(new ProviderCategory { Name = CreateName("Kategori") });
        return await AddAsync(
            new Provider
            {
                Name = name ?? CreateName("Leverandør"),
                CategoryId = category.Id,
                Phone = "70 00 00 02",
            }
        );
    }

    /// <summary>A rate of a provider.</summary>
    public async Task<Rate> CreateRateAsync(
        Provider provider,
        string days = "2026-01-01..",
        int kroner = 500
    ) =>
        await app.DbAsync(async db =>
        {
            var rate = new Rate(Period(days), kroner * 100);
            (await db.Providers.SingleAsync(p => p.Id == provider.Id)).Rates.Add(rate);
            await db.SaveChangesAsync();
            return rate;
        });

    /// <summary>Hours of a placement: delivered and billable alike, unless it is said.</summary>
    public Task<HoursLine> CreateHoursAsync(
        Placement placement,
        string days,
        int minutes = 120,
        int? billable = null,
        int noShows = 0,
        long? orePerHour = 500_00
    )
    {
        var line = new HoursLine(Period(days))
        {
            PlacementId = placement.Id,
            CitizenId = placement.CitizenId,
            DepartmentId = placement.DepartmentId,
            ProviderId = placement.ProviderId,
        };
        line.Set(new HoursAmount(minutes, billable ?? minutes, noShows), orePerHour);
        return AddAsync(line);
    }

    /// <summary>A month of the department, closed.</summary>
    public Task<HoursMonth> CloseMonthAsync(Department department, string month = "2026-10") =>
        AddAsync(
            new HoursMonth
            {
                DepartmentId = department.Id,
                Month = Day(month + "-01"),
                IsClosed = true,
                ClosedOn = Day("2026-11-05"),
                ClosedBy = "Lisbeth",
            }
        );

    public async Task<Mentor> CreateMentorAsync(string? name = null, Provider? provider = null) =>
        await AddAsync(
            new Mentor
            {
                Name = name ?? CreateName("Mentor"),
                ProviderId = (provider ?? await CreateProviderAsync()).Id,
                Phone = "70 00 00 03",
                Email = "mentor@example.dk",
            }
        );

    /// <summary>A consent by which the departments see each other's placements of the citizen.</summary>
    public async Task<SharingBasis> CreateSharingAsync(Citizen citizen, params Department[] departments) =>
        await CreateSharingAsync(citizen, "2026-01-01..", departments);

    public async Task<SharingBasis> CreateSharingAsync(
        Citizen citizen,
        string days,
        params Department[] departments
    )
    {
        var ground = await CreateSharingGroundAsync();
        var basis = new SharingBasis
        {
            CitizenId = citizen.Id,
            GroundId = ground.Id,
            First = Period(days).First,
            Last = Period(days).Last,
            RecordedBy = "Mikkel Abildgård",
            RecordedUtc = new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc),
        };
        basis.Departments.AddRange(
            departments.Select(department => new SharingBasisDepartment { DepartmentId = department.Id })
        );
        return await AddAsync(basis);
    }

    public Task<SharingGround> CreateSharingGroundAsync(string? name = null) =>
        AddAsync(new SharingGround { Name = name ?? CreateName("Samtykke"), IsConsent = true });

    /// <summary>Gives the purpose another name, in the database and in hand.</summary>
    public Task<int> RenameAsync(LookupPurpose purpose)
    {
        purpose.Name = CreateName("Omdøbt");
        return app.DbAsync(async db =>
        {
            (await db.LookupPurposes.SingleAsync(p => p.Id == purpose.Id)).Name = purpose.Name;
            return await db.SaveChangesAsync();
        });
    }

    public Task<LookupPurpose> CreatePurposeAsync(string? name = null) =>
        AddAsync(new LookupPurpose { Name = name ?? CreateName("Formål") });

    /// <summary>What can come of a placement.</summary>
    public Task<Outcome> CreateOutcomeAsync(string? name = null, bool isGoal = true) =>
        AddAsync(new Outcome { Name = name ?? CreateName("Udfald"), IsGoal = isGoal });

    /// <summary>What a citizen can have beside a mentor.</summary>
    public Task<Measure> CreateMeasureAsync(string? name = null) =>
        AddAsync(new Measure { Name = name ?? CreateName("Indsats") });

    public Task<Citizen> CreateCitizenAsync(string? name = null, string? cpr = null, bool isProtected = false)
    {
        var citizen = new Citizen { Name = name ?? CreateName("Borger"), IsProtected = isProtected };
        citizen.GiveNumber(CprNumber.Parse(cpr ?? CreateCpr()), new DateOnly(2020, 1, 1));
        return AddAsync(citizen);
    }

    /// <summary>A placement with one grant for <paramref name="days"/>, or with a grant for each of several.</summary>
    public async Task<Placement> CreatePlacementAsync(
        Citizen? citizen = null,
        Department? department = null,
        string days = "2026-06-01..2027-05-31",
        Mentor? mentor = null,
        Provider? provider = null,
        TargetGroup? targetGroup = null,
        LegalBasis? legalBasis = null,
        int minutesPerWeek = 180,
        bool cancelled = false,
        string[]? furtherGrants = null
    )
    {
        citizen ??= await CreateCitizenAsync();
        department ??= await CreateDepartmentAsync();
        provider ??= mentor is null ? await CreateProviderAsync() : null;
        targetGroup ??= await CreateTargetGroupAsync();
        legalBasis ??= await CreateLegalBasisAsync();
        return await app.DbAsync(async db =>
        {
            var placement = new Placement
            {
                Citizen = await db.Citizens.SingleAsync(c => c.Id == citizen.Id),
                DepartmentId = department.Id,
                ProviderId = mentor?.ProviderId ?? provider!.Id,
                MentorId = mentor?.Id,
                TargetGroupId = targetGroup.Id,
                LegalBasisId = legalBasis.Id,
                RegisteredUtc = new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc),
            };
            foreach (var period in (string[])[days, .. furtherGrants ?? []])
            {
                Assert.Empty(
                    placement.Extend(new Grant(Period(period), minutesPerWeek, Period(period).First))
                );
            }

            if (cancelled)
            {
                placement.Cancel("Oprettet ved en fejl");
            }

            db.Placements.Add(placement);
            await db.SaveChangesAsync();
            return placement;
        });
    }

    /// <summary>
    /// A user with <see cref="Password"/>, and with <see cref="AuthenticatorKey"/> where a role demands a second factor.
    /// </summary>
    public async Task<RegistryUser> CreateUserAsync(string[] roles, params long[] departmentIds)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        var user = new RegistryUser
        {
            UserName = $"bruger{Interlocked.Increment(ref s_last)}",
            DisplayName = CreateName("Bruger"),
        };
        user.PasswordHash = s_passwordHash ??= users.PasswordHasher.HashPassword(user, Password);
        user.Memberships.AddRange(departmentIds.Select(id => new UserMembership { DepartmentId = id }));
        Assert.True((await users.CreateAsync(user)).Succeeded);
        Assert.True((await users.AddToRolesAsync(user, roles)).Succeeded);
        if (SecondFactor.IsRequiredOf(roles))
        {
            await SetSecondFactorAsync(scope.ServiceProvider, user);
        }

        return user;
    }

    /// <summary>As if the person had set the code up.</summary>
    public async Task SetSecondFactorAsync(RegistryUser user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        await SetSecondFactorAsync(scope.ServiceProvider, (await users.FindByIdAsync(user.Id))!);
    }

    private static async Task SetSecondFactorAsync(IServiceProvider services, RegistryUser user)
    {
        var secondFactor = services.GetRequiredService<SecondFactor>();
        await secondFactor.KeepKeyAsync(user, AuthenticatorKey, CancellationToken.None);
        var users = services.GetRequiredService<UserManager<RegistryUser>>();
        Assert.True((await users.UpdateAsync(user)).Succeeded);
    }

    /// <summary>Publishes what is said of a pair, beside what was said before; this machine's pages know it.</summary>
    public Task PublishAsync(OverlapRule rule) =>
        app.DbAsync(async db =>
        {
            var rules = app.Services.GetRequiredService<RulesInForce>();
            var inForce = await rules.AskAsync(db, CancellationToken.None);
            db.PublishedRules.Add(
                PublishedRules.Next(
                    inForce,
                    inForce with
                    {
                        OverlapRules = [.. inForce.OverlapRules, rule],
                    },
                    "Prøve",
                    "Vibeke",
                    DateTime.UnixEpoch
                )
            );
            await db.SaveChangesAsync();
            return await rules.AskAsync(db, CancellationToken.None);
        });

    /// <summary>Writes one thing to the database, past the pages.</summary>
    public Task<T> AddAsync<T>(T entity)
        where T : class =>
        app.DbAsync(async db =>
        {
            db.Add(entity);
            await db.SaveChangesAsync();
            return entity;
        });
}
