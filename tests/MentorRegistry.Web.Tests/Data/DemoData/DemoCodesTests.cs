using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.DemoData;

/// <summary>The demo tells its users' codes; nothing else ever may.</summary>
public sealed class DemoCodesTests : IAsyncLifetime
{
    private readonly SqliteApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("Development", true, "leder", true)]
    [InlineData("Development", true, "enanden", false)]
    [InlineData("Development", false, "leder", false)]
    [InlineData("Production", true, "leder", false)]
    [InlineData("Staging", true, "leder", false)]
    [InlineData("Testing", true, "leder", false)]
    public async Task Get_CodesPage_TellsTheCodeOnlyOfDemoUsersInADemoInDevelopment(
        string environment,
        bool isDemo,
        string userName,
        bool tells
    )
    {
        _app.EnvironmentName = environment;
        _app.Settings["Demo:LoadOnFirstStart"] = "false";
        var user = await _app.Data.CreateUserAsync([Roles.DepartmentHead]);
        await _app.DbAsync(async db =>
        {
            var stored = await db.Users.SingleAsync(u => u.Id == user.Id);
            (stored.UserName, stored.NormalizedUserName) = (userName, userName.ToUpperInvariant());
            if (isDemo)
            {
                db.Installations.Add(new Installation { DemoLoadedUtc = DateTime.UnixEpoch });
            }

            await db.SaveChangesAsync();
            await _app
                .Services.GetRequiredService<DemoMark>()
                .ReadAsync(db, TestContext.Current.CancellationToken);
            return 0;
        });
        var browser = _app.OpenBrowser();

        var page = await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = userName, ["Input.Password"] = TestData.Password }
        );

        Assert.Equal("/Account/SignInCode", page.Path);
        Assert.Equal(tells ? 1 : 0, page.Document.QuerySelectorAll(".demo-code").Length);
        if (tells)
        {
            var inside = await browser.SubmitAsync(
                page,
                "#code",
                new() { ["Code.Code"] = page.TextOf(".demo-code code") }
            );
            Assert.Equal("/", inside.Path);
        }
    }
}
