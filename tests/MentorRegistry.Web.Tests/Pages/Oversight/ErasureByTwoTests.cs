using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Tests.Data.Erasing;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>Two accounts that one of them holds in the hand are one person.</summary>
public abstract class ErasureByTwoTests(RegistryWebApp app)
{
    private const string Page = "/Oversight/Erasure";
    private const string Form = "main form:has([name='Input.DisplayName'])";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("role", true)]
    [InlineData("role", false)]
    [InlineData("#new-link", true)]
    [InlineData("#new-link", false)]
    [InlineData("#second-factor", true)]
    [InlineData("#second-factor", false)]
    public async Task Approve_OneHasHadTheOthersAccountInHand_IsRefused(string deed, bool proposerDidIt)
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = await app.SignInAsync(administrator);
        var page = await browser.GetAsync($"/Administration/Users/Edit/{user.Id}");
        await (
            deed == "role"
                ? browser.SubmitAsync(page, Form, new() { ["Input.Roles"] = Roles.Auditor })
                : browser.SubmitAsync(page, deed)
        );
        await ComeBackAsync(user);
        var (proposer, approver) = proposerDidIt ? (administrator, user) : (user, administrator);

        var refused = await ApproveAsync(proposer, approver);

        Assert.Contains("kan ikke godkende for hinanden", refused.Text, StringComparison.Ordinal);
        Assert.Null(refused.Document.QuerySelector("form[action*=Approve]"));
        Assert.True(await IsThereAsync(citizen.Id));
        Assert.Null((await LastAsync()).DecidedUtc);
    }

    [Fact]
    public async Task Approve_AccountMadeByProposer_IsRefused()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = await app.SignInAsync(administrator);
        var name = $"ny{Guid.NewGuid():N}";
        await browser.SubmitAsync(
            await browser.GetAsync("/Administration/Users/Edit"),
            Form,
            new()
            {
                ["Input.UserName"] = name,
                ["Input.DisplayName"] = "Åse Prøve",
                ["Input.Roles"] = Roles.Auditor,
            }
        );
        var made = await app.DbAsync(db => db.Users.SingleAsync(user => user.UserName == name, Ct));
        await ComeBackAsync(made);

        var refused = await ApproveAsync(administrator, made);

        Assert.Contains("kan ikke godkende for hinanden", refused.Text, StringComparison.Ordinal);
        Assert.True(await IsThereAsync(citizen.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Approve_RoleGivenByOneWhoHasHersFromTheOther_IsRefused(bool proposerIsAbove)
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var between = await app.Data.CreateUserAsync([Roles.Auditor]);
        var last = await app.Data.CreateUserAsync([Roles.Auditor]);
        foreach (var (by, whom) in new[] { (administrator, between), (between, last) })
        {
            var browser = await app.SignInAsync(by);
            await browser.SubmitAsync(
                await browser.GetAsync($"/Administration/Users/Edit/{whom.Id}"),
                Form,
                new() { ["Input.Roles"] = Roles.Administrator }
            );
        }

        var (proposer, approver) = proposerIsAbove ? (administrator, last) : (last, administrator);
        var refused = await ApproveAsync(proposer, approver);

        Assert.Contains("kan ikke godkende for hinanden", refused.Text, StringComparison.Ordinal);
        Assert.True(await IsThereAsync(citizen.Id));
    }

    [Fact]
    public async Task Approve_ProposerHasOnlyRenamedTheOther_IsApproved()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var auditor = await app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(administrator);
        await browser.SubmitAsync(
            await browser.GetAsync($"/Administration/Users/Edit/{auditor.Id}"),
            Form,
            new() { ["Input.DisplayName"] = "Et nyt navn" }
        );

        var page = await ApproveAsync(administrator, auditor);

        Assert.Contains("Sletningen er gennemført", page.Text, StringComparison.Ordinal);
        Assert.False(await IsThereAsync(citizen.Id));
    }

    // The approval itself, as the button sends it, also where there is no button.
    private async Task<PageAnswer> ApproveAsync(RegistryUser proposer, RegistryUser approver)
    {
        var rejecting = await app.SignInAsync(Roles.Auditor);
        var open = await rejecting.GetAsync(Page);
        if (open.Document.QuerySelector("form[action*=Reject]") is not null)
        {
            await rejecting.SubmitAsync(open, "form[action*=Reject]");
        }

        var proposing = await app.SignInAsync(proposer);
        await proposing.SubmitAsync(await proposing.GetAsync(Page), "form[action*=Propose]");
        var approving = await app.SignInAsync(approver);
        var page = await approving.GetAsync(Page);
        return await approving.PostRawAsync(
            $"{Page}?handler=Approve",
            new()
            {
                ["id"] = $"{(await LastAsync()).Id}",
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
            }
        );
    }

    // As if the person had chosen a password and set the code up.
    private Task<int> ComeBackAsync(RegistryUser user) =>
        app.DbAsync(async db =>
        {
            var like = await app.Data.CreateUserAsync([Roles.Auditor]);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AspNetUserTokens" ("UserId", "LoginProvider", "Name", "Value")
                SELECT {user.Id}, "LoginProvider", "Name", "Value" FROM "AspNetUserTokens"
                WHERE "UserId" = {like.Id}
                AND NOT EXISTS (SELECT 1 FROM "AspNetUserTokens" WHERE "UserId" = {user.Id})
                """,
                Ct
            );
            return await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE "AspNetUsers" SET "PasswordHash" = {like.PasswordHash}, "TwoFactorEnabled" = {true}
                WHERE "Id" = {user.Id}
                """,
                Ct
            );
        });

    private Task<Erasure> LastAsync() =>
        app.DbAsync(db => db.Erasures.AsNoTracking().OrderByDescending(e => e.Id).FirstAsync(Ct));

    private Task<bool> IsThereAsync(long citizenId) =>
        app.DbAsync(db => db.Citizens.AnyAsync(c => c.Id == citizenId, Ct));
}

public sealed class ErasureByTwoTests_Sqlite(SqliteApp app)
    : ErasureByTwoTests(app),
        IClassFixture<SqliteApp>;

public sealed class ErasureByTwoTests_PostgreSql(PostgreSqlApp app)
    : ErasureByTwoTests(app),
        IClassFixture<PostgreSqlApp>;
