using System.Net;
using System.Reflection;
using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MentorRegistry.Web.Tests.Access;

public sealed class ThrottlesTests : IClassFixture<SqliteApp>
{
    private const int Searches = 3;
    private const int Files = 2;
    private const int Checks = 8;
    private const int Citizens = 4;

    private static readonly LogLines s_lines = new();

    private readonly SqliteApp _app;

    public ThrottlesTests(SqliteApp app)
    {
        _app = app;
        app.Settings["Access:SearchesPerMinute"] = $"{Searches}";
        app.Settings["Access:ExportsPerHour"] = $"{Files}";
        app.Settings["Access:CitizenPagesPerHour"] = $"{Citizens}";
        app.Settings["Access:ChecksPerMinute"] = $"{Checks}";
        app.Settings["Logging:LogLevel:Default"] = "Information";
        app.ConfigureServices = services =>
            services.AddLogging(logging => logging.ClearProviders().AddProvider(s_lines));
    }

    [Theory]
    [InlineData("da", "Vent et minut, og prøv igen.")]
    [InlineData("en", "Wait a minute, and try again.")]
    public async Task Search_MoreInAMinuteThanAllowed_IsToldWhenToTryAgain(string language, string advice)
    {
        var user = await CreateCaseworkerAsync();
        var browser = await _app.SignInAsync(user, language);
        var start = await browser.GetAsync("/");
        PageAnswer? answer = null;
        for (var search = 0; search < Searches; search++)
        {
            answer = await SearchAsync(browser, start);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }

        // Both places that search count together.
        answer = await browser.SubmitAsync(
            await browser.GetAsync("/Department"),
            "main form:has([name=Search])",
            new() { ["Search"] = "Hansen" }
        );

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.InRange(answer.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains(advice, answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            s_lines.All,
            line =>
                line.StartsWith("POST /MyDepartment/Index - 429 ", StringComparison.Ordinal)
                && line.Contains($"by {user.UserName}", StringComparison.Ordinal)
        );
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
        var colleague = await _app.SignInAsync(await CreateCaseworkerAsync());
        Assert.Equal(HttpStatusCode.OK, (await SearchAsync(colleague, await colleague.GetAsync("/"))).Status);
    }

    [Fact]
    public async Task Search_LanguageSwitched_DoesNotCount()
    {
        var browser = await _app.SignInAsync(await CreateCaseworkerAsync());
        var start = await browser.GetAsync("/");
        for (var time = 0; time < 2 * Searches; time++)
        {
            await browser.PostRawAsync("/?handler=Language", Token(start));
        }

        Assert.Equal(HttpStatusCode.OK, (await SearchAsync(browser, start)).Status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Export_MoreInAnHourThanAllowed_IsToldWhenToTryAgain(string method)
    {
        var browser = await _app.SignInAsync(await CreateCaseworkerAsync());
        for (var file = 0; file < Files; file++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/Department?handler=export");
            var made = await browser.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        }

        var answer = await browser.GetAsync("/Department?handler=Export");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.InRange(answer.Response.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 59, 60);
        Assert.Contains("Vent 60 minutter, og prøv igen.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Department")).Status);
    }

    [Fact]
    public async Task CitizenFile_SearchesAndFiles_CountAsOthersDo()
    {
        var citizen = await _app.Data.CreateCitizenAsync();
        var browser = await _app.SignInAsync(Roles.Auditor);
        var start = await browser.GetAsync("/Oversight/CitizenFile");
        PageAnswer? answer = null;
        for (var number = 0; number <= Searches; number++)
        {
            answer = await browser.SubmitAsync(
                start,
                "main form",
                new() { ["Query"] = TestData.CreateCpr() }
            );
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.Status);
        for (var file = 0; file <= Files; file++)
        {
            answer = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}?handler=Json");
            Assert.Equal(file < Files ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, answer.Status);
        }
    }

    /// <summary>By its address too, and whatever method or form it is asked for in.</summary>
    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("GET", "?handler=Json")]
    [InlineData("HEAD", "?handler=json")]
    public async Task CitizenFile_OpenedByAddressMoreThanAllowed_IsToldToWait(string method, string query)
    {
        var citizen = await _app.Data.CreateCitizenAsync();
        var user = await _app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await _app.SignInAsync(user);
        var address = $"/Oversight/CitizenFile/{citizen.Reference}";
        for (var document = 0; document < Files; document++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address + query);
            var opened = await browser.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }

        var answer = await browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.DoesNotContain(citizen.CurrentNumber!.Digits[6..], answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            s_lines.All,
            line =>
                line.StartsWith("GET /Oversight/CitizenFile - 429 ", StringComparison.Ordinal)
                && line.Contains($"by {user.UserName}", StringComparison.Ordinal)
        );
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Oversight/CitizenFile")).Status);
    }

    /// <summary>The reference is part of the address: beside it, it would stand where the limit does not look.</summary>
    [Theory]
    [InlineData("?handler=Json&reference={0}", HttpStatusCode.NotFound)]
    [InlineData("?reference={0}", HttpStatusCode.OK)]
    public async Task CitizenFile_ReferenceBesideTheAddress_OpensNothing(string query, HttpStatusCode status)
    {
        var citizen = await _app.Data.CreateCitizenAsync();
        var user = await _app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await _app.SignInAsync(user);

        var answer = await browser.GetAsync(
            "/Oversight/CitizenFile"
                + string.Format(System.Globalization.CultureInfo.InvariantCulture, query, citizen.Reference)
        );

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain(citizen.Name, answer.Html, StringComparison.Ordinal);
        Assert.False(await _app.DbAsync(db => db.Lookups.AnyAsync(l => l.UserId == user.Id)));
    }

    [Fact]
    public async Task Overview_MoreCitizensInAnHourThanWorkAsksFor_IsToldToWait()
    {
        var department = await _app.Data.CreateDepartmentAsync();
        var browser = await _app.SignInAsync(Roles.Caseworker, department.Id);
        for (var opened = 0; opened <= Citizens; opened++)
        {
            var citizen = await _app.Data.CreateCitizenAsync();
            await _app.Data.CreatePlacementAsync(citizen, department);

            // Overview and sheet count together.
            var answer = await browser.GetAsync(
                $"/Citizens/{citizen.Reference}{(opened % 2 == 0 ? "" : "/Sheet")}"
            );

            Assert.Equal(
                opened < Citizens ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests,
                answer.Status
            );
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Department")).Status);
    }

    /// <summary>One budget, however a citizen is opened; what is saved and checked on a form that is open is none of it.</summary>
    [Theory]
    [InlineData("/Citizens/{0}/Sheet")]
    [InlineData("/Citizens/{0}/Purpose")]
    [InlineData("/Citizens/{0}/Sharing")]
    [InlineData("/Citizens/{0}/Edit")]
    [InlineData("/Placements/Register?citizen={0}")]
    [InlineData("/Placements/Extend/{1}")]
    [InlineData("/Placements/Change/{1}")]
    [InlineData("/Placements/End/{1}")]
    [InlineData("/Placements/Cancel/{1}")]
    public async Task Citizen_OpenedByAnotherPage_CountsAsTheOverviewDoes(string address)
    {
        var department = await _app.Data.CreateDepartmentAsync();
        var citizen = await _app.Data.CreateCitizenAsync();
        var placement = await _app.Data.CreatePlacementAsync(citizen, department);
        var browser = await _app.SignInAsync(Roles.Caseworker, department.Id);
        var path = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            address,
            citizen.Reference,
            placement.Id
        );
        PageAnswer? answer = null;
        for (var opened = 0; opened < Citizens; opened++)
        {
            using var request = new HttpRequestMessage(
                opened % 2 == 0 ? HttpMethod.Get : HttpMethod.Head,
                path
            );
            var status = (
                await browser.Client.SendAsync(request, TestContext.Current.CancellationToken)
            ).StatusCode;
            Assert.True(
                status == HttpStatusCode.OK
                    || (address.EndsWith("Purpose", StringComparison.Ordinal) && opened >= Citizens / 2),
                $"{status}"
            );
            answer = await browser.GetAsync("/");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.GetAsync(path)).Status);
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await browser.GetAsync($"/Citizens/{citizen.Reference}")).Status
        );
        var fields = Token(answer!);
        fields["citizen"] = citizen.Reference;
        Assert.Equal(
            HttpStatusCode.OK,
            (await browser.PostRawAsync("/Placements/Register?handler=Live", fields)).Status
        );
    }

    /// <summary>Who says why for one citizen after another opens them, wherever the form is sent on to.</summary>
    [Fact]
    public async Task Purpose_GivenForMoreCitizensThanWorkAsksFor_IsToldToWait()
    {
        var purpose = await _app.Data.CreatePurposeAsync();
        var browser = await _app.SignInAsync(await CreateCaseworkerAsync());
        var fields = Token(await browser.GetAsync("/"));
        fields["PurposeId"] = $"{purpose.Id}";
        var statuses = new List<HttpStatusCode>();
        for (var given = 0; given <= Citizens; given++)
        {
            var citizen = await _app.Data.CreateCitizenAsync();
            var answer = await browser.PostRawAsync(
                $"/Citizens/{citizen.Reference}/Purpose?then=Register",
                fields
            );
            statuses.Add(answer.Status);
        }

        // Each is counted twice: the purpose, and the form that it leads to.
        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[Citizens / 2]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    /// <summary>What was found is shown again, so it is found again.</summary>
    [Fact]
    public async Task List_SearchShownInAnotherLanguage_CountsAsASearch()
    {
        var browser = await _app.SignInAsync(await CreateCaseworkerAsync());
        var fields = Token(await browser.GetAsync("/"));
        fields["Search"] = "Hansen";
        for (var search = 0; search <= Searches; search++)
        {
            var answer = await browser.PostRawAsync("/Department?handler=Language", fields);
            Assert.Equal(
                search < Searches ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests,
                answer.Status
            );
        }
    }

    /// <summary>A limit that is taken from one page leaves every other test green.</summary>
    [Theory]
    [InlineData(
        Throttles.SignIn,
        "/Account/ChangePassword",
        "/Account/ChoosePassword",
        "/Account/Confirm",
        "/Account/SecondFactor",
        "/Account/SignIn",
        "/Account/SignInCode"
    )]
    [InlineData(Throttles.Search, "/Index")]
    [InlineData(Throttles.Found, "/MyDepartment/Index", "/Oversight/Insight", "/Oversight/Log")]
    [InlineData(Throttles.Document, "/Oversight/CitizenFile")]
    [InlineData(Throttles.Citizen, "/Citizens/Overview", "/Citizens/Purpose", "/Citizens/Sheet")]
    [InlineData(
        Throttles.CitizenForm,
        "/Citizens/Edit",
        "/Citizens/Sharing",
        "/Flags/Decide",
        "/Placements/Cancel",
        "/Placements/Change",
        "/Placements/End",
        "/Placements/Extend",
        "/Placements/Register"
    )]
    [InlineData(Throttles.Uploads, "/Imports/Hours", "/Imports/Placements", "/Statistics/BenchmarkImport")]
    public async Task Limit_OfTheRunningProgram_StandsOnThesePages(string limit, params string[] pages)
    {
        var limited = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                // The page's own attributes are read when it is first asked for.
                var compiled = await _app
                    .Services.GetRequiredService<PageLoader>()
                    .LoadAsync(page, endpoint.Metadata);
                if (compiled.ModelTypeInfo!.GetCustomAttribute<ThrottledAttribute>()?.As == limit)
                {
                    limited.Add(page.ViewEnginePath);
                }
            }
        }

        Assert.Equal(pages, limited);
    }

    /// <summary>Live checks are many while a person types, and few for a script that tries every day.</summary>
    [Theory]
    [InlineData("Live")]
    [InlineData("check")]
    public async Task Form_LookedAtMoreThanAllowed_IsToldToWait(string handler)
    {
        var browser = await _app.SignInAsync(await CreateCaseworkerAsync());
        var fields = Token(await browser.GetAsync("/"));
        for (var time = 0; time <= Checks; time++)
        {
            var answer = await browser.PostRawAsync($"/Placements/Register?handler={handler}", fields);
            Assert.Equal(time < Checks ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, answer.Status);
        }
    }

    [Fact]
    public async Task Edit_NumbersTriedOneAfterTheOther_CountAsSearches()
    {
        var department = await _app.Data.CreateDepartmentAsync();
        var citizen = await _app.Data.CreateCitizenAsync();
        await _app.Data.CreatePlacementAsync(citizen, department);
        var browser = await _app.SignInAsync(Roles.Caseworker, department.Id);
        var form = await browser.GetAsync($"/Citizens/{citizen.Reference}/Edit");
        PageAnswer? answer = null;
        for (var number = 0; number <= Searches; number++)
        {
            answer = await browser.SubmitAsync(
                form,
                "main form",
                new() { ["Input.Name"] = "", ["Input.NewNumber"] = TestData.CreateCpr() }
            );
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.Status);
    }

    /// <summary>A handler's name that the page does not have would let the one without a name answer, outside its limit.</summary>
    [Theory]
    [InlineData("/Department?handler=Acknowledge")]
    [InlineData("/Department?handler=Live")]
    [InlineData("/Imports/Placements?handler=Acknowledge")]
    public async Task Post_HandlerThatThePageDoesNotHave_IsNotFound(string path)
    {
        var head = await _app.Data.CreateUserAsync(
            [Roles.DepartmentHead],
            (await _app.Data.CreateDepartmentAsync()).Id
        );
        var browser = await _app.SignInAsync(head);

        var answer = await browser.PostRawAsync(path, Token(await browser.GetAsync("/")));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Import_FilesUploadedOneAfterTheOther_AreLimitedAsFilesAre()
    {
        var browser = await _app.SignInAsync(await _app.Data.CreateUserAsync([Roles.Administrator]));
        var fields = Token(await browser.GetAsync("/Imports/Placements"));
        for (var file = 0; file <= Files; file++)
        {
            var answer = await browser.PostRawAsync("/Imports/Placements", fields);
            Assert.Equal(file < Files ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, answer.Status);
        }
    }

    [Fact]
    public async Task NewCitizen_NumbersTriedOneAfterTheOther_CountAsSearches()
    {
        var browser = await _app.SignInAsync(await CreateCaseworkerAsync());
        var fields = Token(await browser.GetAsync("/"));
        PageAnswer? answer = null;
        for (var number = 0; number <= Searches; number++)
        {
            fields["cpr"] = TestData.CreateCpr();
            answer = await browser.PostRawAsync("/Placements/Register?handler=NewCitizen", fields);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.Status);
    }

    private async Task<RegistryUser> CreateCaseworkerAsync() =>
        await _app.Data.CreateUserAsync([Roles.Caseworker], (await _app.Data.CreateDepartmentAsync()).Id);

    private static Task<PageAnswer> SearchAsync(Browser browser, PageAnswer start) =>
        browser.SubmitAsync(start, "form.citizen-search", new() { ["Query"] = TestData.CreateCpr() });

    private static Dictionary<string, string> Token(PageAnswer page) =>
        new() { ["__RequestVerificationToken"] = page.AntiforgeryToken };
}
