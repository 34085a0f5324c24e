using System.Net;
using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Access;

/// <summary>Every endpoint of the running program, whoever asks for it.</summary>
public abstract class PageAccessTests(RegistryWebApp app)
{
    [Fact]
    public void Table_HasOneRowForEachEndpoint_AndNoOther()
    {
        var endpoints = Endpoints().Select(PageAccess.NameOf).Distinct().ToList();
        var rows = PageAccess.Table.Select(row => row.Page).ToList();

        Assert.Empty(endpoints.Except(rows));
        Assert.Empty(rows.Except(endpoints));
    }

    [Fact]
    public void Endpoints_ThatAskNoTable_AreOpenInItToo()
    {
        var open = Endpoints()
            .FindAll(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

        Assert.NotEmpty(open);
        Assert.All(open, endpoint => Assert.True(PageAccess.RowOf(endpoint)?.IsAnonymous));
        Assert.All(AllEndpoints(), endpoint => Assert.Null(endpoint.Metadata.GetMetadata<IAuthorizeData>()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Caseworker)]
    [InlineData(Roles.DepartmentHead)]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor)]
    public async Task Get_EveryEndpoint_OpensForThoseOfItsRow(string? role)
    {
        var browser = await OpenAsync(role);
        foreach (var endpoint in Endpoints())
        {
            var answer = await browser.GetAsync(AddressOf(endpoint));
            AssertAnswer(
                endpoint,
                role,
                answer,
                HttpStatusCode.OK,
                HttpStatusCode.Redirect,
                HttpStatusCode.NotFound
            );
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Caseworker)]
    [InlineData(Roles.DepartmentHead)]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor)]
    public async Task Post_WithoutToken_IsRefusedByEveryPageThatTakesPosts(string? role)
    {
        var browser = await OpenAsync(role);
        var pages = app.Services.GetRequiredService<PageLoader>();
        var posted = 0;
        foreach (var endpoint in Endpoints())
        {
            if (
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page
                || page.ViewEnginePath == "/Error"
            )
            {
                continue;
            }

            var compiled = await pages.LoadAsync(page, endpoint.Metadata);
            foreach (var handler in compiled.HandlerMethods.Where(method => method.HttpMethod == "Post"))
            {
                posted++;
                var answer = await browser.PostRawAsync(
                    $"{AddressOf(endpoint)}?handler={handler.Name}",
                    new() { ["Anything"] = "1" }
                );
                AssertAnswer(endpoint, role, answer, HttpStatusCode.BadRequest);
            }
        }

        Assert.True(posted > 15, $"Only {posted} handlers were found.");
    }

    [Fact]
    public async Task Get_PageWithoutRow_IsRefusedWhateverTheRole()
    {
        await using var extended = new SqliteApp();
        await extended.InitializeAsync();
        extended.ConfigureServices = services =>
            services.AddRazorPages().AddApplicationPart(typeof(PageAccessTests).Assembly);
        const string page = "/form-sample";

        Assert.Contains(
            extended.Services.GetRequiredService<EndpointDataSource>().Endpoints,
            endpoint => PageAccess.NameOf(endpoint) == "/Shared/FormSample"
        );
        Assert.Equal("/Account/SignIn", (await extended.OpenBrowser().GetAsync(page)).Path);
        foreach (var role in Roles.All)
        {
            var browser = await extended.SignInAsync(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(page)).Status);
        }
    }

    private static void AssertAnswer(
        RouteEndpoint endpoint,
        string? role,
        PageAnswer answer,
        params HttpStatusCode[] allowed
    )
    {
        var row = PageAccess.RowOf(endpoint);
        Assert.True(row is not null, $"{PageAccess.NameOf(endpoint)} has no row.");
        var asked =
            $"{row.Page} as {role ?? "nobody"}: {(int)answer.Status} {answer.Response.Headers.Location}";
        var isSentToSignIn =
            answer.Status == HttpStatusCode.Redirect
            && answer
                .Response.Headers.Location!.ToString()
                .Contains("/Account/SignIn?", StringComparison.Ordinal);
        var isOpen =
            row.IsAnonymous
            || (
                role is not null
                && (row.Roles.Length == 0 || row.Roles.Contains(role, StringComparer.Ordinal))
            );
        Assert.True(
            (isOpen, role) switch
            {
                (true, _) => allowed.Contains(answer.Status) && !isSentToSignIn,
                (false, null) => isSentToSignIn,
                _ => answer.Status == HttpStatusCode.Forbidden,
            },
            asked
        );
    }

    /// <summary>A browser that follows no redirect.</summary>
    private async Task<Browser> OpenAsync(string? role)
    {
        var browser = new Browser(
            app.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false })
        );
        if (role is not null)
        {
            var user = await app.Data.CreateUserAsync([role], (await app.Data.CreateDepartmentAsync()).Id);
            var answer = await browser.SubmitAsync(
                await browser.GetAsync("/Account/SignIn"),
                "main form",
                new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = TestData.Password }
            );
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        }

        return browser;
    }

    /// <summary>An address of the endpoint; where it wants a record, one that does not exist.</summary>
    private static string AddressOf(RouteEndpoint endpoint)
    {
        var parts = endpoint.RoutePattern.PathSegments.SelectMany(segment => segment.Parts.Select(Part));
        return "/" + string.Join('/', parts.Where(part => part.Length > 0));
    }

    private static string Part(RoutePatternPart part) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { IsOptional: true } => "",
            RoutePatternParameterPart { Name: "reference" } => "B-999999",
            _ => "999999",
        };

    private List<RouteEndpoint> Endpoints() => AllEndpoints().FindAll(endpoint => !IsStaticFile(endpoint));

    private List<RouteEndpoint> AllEndpoints() =>
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.Select(endpoint => Assert.IsType<RouteEndpoint>(endpoint)),
        ];

    // Outside production there is also a catch-all for static files that were added after the build; it has no row and
    // is refused.
    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null
        || endpoint.RoutePattern.RawText == "{**path:file}";
}

public sealed class PageAccessTests_Sqlite(SqliteApp app) : PageAccessTests(app), IClassFixture<SqliteApp>;

public sealed class PageAccessTests_PostgreSql(PostgreSqlApp app)
    : PageAccessTests(app),
        IClassFixture<PostgreSqlApp>;
