using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Digests;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Digests;

/// <summary>Who is to have a digest, who gets it, and whose reaches nobody. The day is 20 November 2026.</summary>
public abstract class DigestRecipientsTests(RegistryWebApp app)
{
    [Fact]
    public async Task Heads_AreThoseWhoCanSignInHeadSomethingAndWantIt()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var closed = await app.Data.AddAsync(
            new Department { Name = TestData.CreateName("Nedlagt"), ValidTo = new DateOnly(2026, 11, 19) }
        );
        var unit = await app.Data.CreateUnitAsync(department);
        var head = await HeadAsync(department);
        var ofUnit = await DigestScene.CreateUserAsync(app, Roles.DepartmentHead);
        await DigestScene.ChangeAsync(
            app,
            ofUnit,
            u => u.Memberships.Add(new UserMembership { DepartmentId = department.Id, UnitId = unit.Id })
        );
        RegistryUser[] none =
        [
            await HeadAsync(department, u => u.IsDisabled = true),
            await HeadAsync(department, u => u.WantsDigest = false),
            await HeadAsync(department, u => u.PasswordHash = null),
            await HeadAsync(closed),
            await DigestScene.CreateUserAsync(app, Roles.DepartmentHead),
            await DigestScene.CreateUserAsync(app, Roles.Caseworker, department.Id),
        ];

        var heads = await app.DbAsync(db =>
            DigestRecipients.HeadsAsync(db, RegistryWebApp.Today, CancellationToken.None)
        );

        Assert.Contains(head.Id, heads);
        Assert.Contains(ofUnit.Id, heads);
        Assert.All(none, user => Assert.DoesNotContain(user.Id, heads));
        Assert.Equal(heads.Order(StringComparer.Ordinal), heads);
    }

    [Theory]
    [InlineData("2026-11-20..2026-11-20", true)]
    [InlineData("2026-11-01..", true)]
    [InlineData("2026-11-01..2026-11-19", false)]
    [InlineData("2026-11-21..", false)]
    public async Task Recipient_IsWhoStandsInOnTheDay(string days, bool gets)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var head = await HeadAsync(department);
        var standIn = await DigestScene.CreateUserAsync(app, Roles.Caseworker, department.Id);
        await StandInAsync(head, standIn, days);

        Assert.Equal(gets ? standIn.Id : head.Id, await RecipientAsync(head));
    }

    [Fact]
    public async Task Recipient_StandInWhoMayNotOrCannot_IsTheHead()
    {
        var (department, other) = (
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync()
        );
        RegistryUser[] those =
        [
            await DigestScene.CreateUserAsync(app, Roles.Caseworker, other.Id),
            await DigestScene.CreateUserAsync(app, Roles.Administrator, department.Id),
            await HeadAsync(department, u => u.IsDisabled = true),
            // A digest that goes nowhere would be worse than one that waits for the head.
            await HeadAsync(department, u => u.Email = null),
            await HeadAsync(department, u => u.Email = "a@example.dk,b@example.dk"),
        ];
        foreach (var standIn in those)
        {
            var head = await HeadAsync(department);
            await StandInAsync(head, standIn, "2026-11-01..");
            Assert.Equal(head.Id, await RecipientAsync(head));
        }
    }

    [Fact]
    public async Task ReachingNobody_SaysWhichAndWhy()
    {
        var without = await app.Data.CreateDepartmentAsync();
        var unsubscribed = await app.Data.CreateDepartmentAsync();
        await HeadAsync(unsubscribed, u => u.WantsDigest = false);
        var noAddress = await app.Data.CreateDepartmentAsync();
        await HeadAsync(noAddress, u => u.Email = null);
        await HeadAsync(noAddress, u => u.Email = "a@example.dk,b@example.dk");
        await HeadAsync(noAddress, u => u.WantsDigest = false);
        var reached = await app.Data.CreateDepartmentAsync();
        await HeadAsync(reached, u => u.Email = null);
        await HeadAsync(reached);
        var byStandIn = await app.Data.CreateDepartmentAsync();
        var away = await HeadAsync(byStandIn, u => u.Email = null);
        await StandInAsync(
            away,
            await DigestScene.CreateUserAsync(app, Roles.Caseworker, byStandIn.Id),
            "2026-11-01.."
        );
        var closed = await app.Data.AddAsync(
            new Department { Name = TestData.CreateName("Nedlagt"), ValidTo = new DateOnly(2026, 11, 19) }
        );

        var found = (
            await app.DbAsync(db =>
                DigestRecipients.ReachingNobodyAsync(db, RegistryWebApp.Today, CancellationToken.None)
            )
        ).ToDictionary(department => department.Id, department => department.Why);

        Assert.Equal(Unreached.NoHead, found[without.Id]);
        Assert.Equal(Unreached.AllUnsubscribed, found[unsubscribed.Id]);
        Assert.Equal(Unreached.NoAddress, found[noAddress.Id]);
        Assert.All(
            (Department[])[reached, byStandIn, closed],
            department => Assert.DoesNotContain(department.Id, found.Keys)
        );

        var start = await (await app.SignInAsync(Roles.Administrator)).GetAsync("/");
        Assert.Contains($"{without.Name}: ingen leder kan logge på", start.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(reached.Name + ":", start.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leder@example.dk", true)]
    [InlineData("a@example.dk,b@example.dk", false)]
    [InlineData("Leder <leder@example.dk>", false)]
    [InlineData("leder", false)]
    [InlineData("leder@example.dk\r\nBcc: x@example.dk", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsAddress_IsOneAddressAndNoMore(string? address, bool expected) =>
        Assert.Equal(expected, DigestRecipients.IsAddress(address));

    private async Task<RegistryUser> HeadAsync(Department department, Action<RegistryUser>? change = null)
    {
        var head = await DigestScene.CreateUserAsync(app, Roles.DepartmentHead, department.Id);
        await DigestScene.ChangeAsync(app, head, change ?? (_ => { }));
        return head;
    }

    private Task<StandIn> StandInAsync(RegistryUser head, RegistryUser standIn, string days) =>
        app.Data.AddAsync(
            new StandIn
            {
                HeadId = head.Id,
                StandInId = standIn.Id,
                First = TestData.Period(days).First,
                Last = TestData.Period(days).Last,
            }
        );

    private Task<string> RecipientAsync(RegistryUser head) =>
        app.DbAsync(db =>
            DigestRecipients.RecipientOfAsync(db, head.Id, RegistryWebApp.Today, CancellationToken.None)
        );
}

public sealed class DigestRecipientsTests_Sqlite(SqliteApp app)
    : DigestRecipientsTests(app),
        IClassFixture<SqliteApp>;

public sealed class DigestRecipientsTests_PostgreSql(PostgreSqlApp app)
    : DigestRecipientsTests(app),
        IClassFixture<PostgreSqlApp>;
