using System.Net;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Statistics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Access;

/// <summary>Every endpoint of the running program, whoever asks for it.</summary>
public abstract class PageAccessTests(RegistryWebApp app)
{
    /// <summary>What a page makes of a record of another department.</summary>
    private enum Others
    {
        /// <summary>As if there were none.</summary>
        NotThere,

        /// <summary>The same, but for administrators, who keep those of all departments.</summary>
        NotThereButKept,

        /// <summary>As if there were none any more: the form opens, and says that it is gone.</summary>
        Gone,

        /// <summary>Why is asked before anything is shown.</summary>
        AsksPurpose,

        /// <summary>Is the whole municipality's.</summary>
        Open,
    }

    private sealed record Records(
        string Reference,
        long PlacementId,
        Guid FileId,
        string UserId,
        long DepartmentId,
        long BasisId,
        long FlagId,
        long DigestId,
        long PaperId
    );

    private sealed record RecordPage(Func<Records, string> Address, Others Foreign)
    {
        public HttpStatusCode[] Answers(bool isForeign, string? role) =>
            (Foreign, isForeign) switch
            {
                (Others.NotThereButKept, true) when role == Roles.Administrator => [HttpStatusCode.OK],
                (Others.NotThere or Others.NotThereButKept, true) => [HttpStatusCode.NotFound],
                (Others.Gone, true) => [HttpStatusCode.OK],
                (Others.AsksPurpose, true) => [HttpStatusCode.Redirect],
                // Reference data has no department, and a citizen of one's own needs no purpose.
                (Others.Open, _) => [HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.NotFound],
                _ => [HttpStatusCode.OK],
            };
    }

    /// <summary>The pages about a record. A page with one in its address that is not here fails a test.</summary>
    private static readonly Dictionary<string, RecordPage> s_records = new(StringComparer.Ordinal)
    {
        ["/Citizens/Overview"] = new(r => $"/Citizens/{r.Reference}", Others.AsksPurpose),
        ["/Citizens/Sheet"] = new(r => $"/Citizens/{r.Reference}/Sheet", Others.AsksPurpose),
        ["/Citizens/Edit"] = new(r => $"/Citizens/{r.Reference}/Edit", Others.NotThere),
        ["/Citizens/Sharing"] = new(r => $"/Citizens/{r.Reference}/Sharing", Others.AsksPurpose),
        ["/Citizens/Purpose"] = new(r => $"/Citizens/{r.Reference}/Purpose", Others.Open),
        ["/Flags/Decide"] = new(r => $"/Flags/{r.FlagId}", Others.NotThere),
        ["/Placements/Register"] = new(
            r => $"/Placements/Register?citizen={r.Reference}",
            Others.AsksPurpose
        ),
        ["/Placements/Extend"] = new(r => $"/Placements/Extend/{r.PlacementId}", Others.NotThere),
        ["/Placements/Change"] = new(r => $"/Placements/Change/{r.PlacementId}", Others.NotThere),
        ["/Placements/End"] = new(r => $"/Placements/End/{r.PlacementId}", Others.NotThere),
        ["/Placements/Cancel"] = new(r => $"/Placements/Cancel/{r.PlacementId}", Others.NotThere),
        ["/Digests/Mail"] = new(r => $"/Digests/Mail/{r.DigestId}", Others.NotThereButKept),
        ["/Digests/Send"] = new(r => $"/Digests/Send/{r.DigestId}", Others.Open),
        ["/Imports/Placements"] = new(r => $"/Imports/Placements/{r.FileId}", Others.Gone),
        ["/Imports/Hours"] = new(r => $"/Imports/Hours/{r.FileId}", Others.Gone),
        ["/Oversight/CitizenFile"] = new(r => $"/Oversight/CitizenFile/{r.Reference}", Others.Open),
        ["/Oversight/SpotCheck"] = new(r => $"/Oversight/SpotChecks/{r.DepartmentId}", Others.Open),
        ["/Oversight/Judge"] = new(r => $"/Oversight/SpotChecks/Judge/{r.DepartmentId}", Others.Open),
        ["/Administration/EditDepartment"] = Kept("Departments"),
        ["/Administration/EditUnit"] = Kept("Units"),
        ["/Administration/EditTargetGroup"] = Kept("TargetGroups"),
        ["/Administration/EditLegalBasis"] = Kept("LegalBases"),
        ["/Administration/EditCategory"] = Kept("Categories"),
        ["/Administration/EditProvider"] = Kept("Providers"),
        ["/Providers/Rates"] = new(r => $"/Providers/Rates/{r.DepartmentId}", Others.Open),
        ["/Providers/EditRate"] = new(r => $"/Providers/EditRate/{r.DepartmentId}", Others.Open),
        ["/Providers/EditCorpsAccount"] = new(
            r => $"/Providers/EditCorpsAccount/{r.DepartmentId}",
            Others.Open
        ),
        ["/Statistics/Paper"] = new(r => $"/Statistics/Papers/{r.PaperId}", Others.NotThereButKept),
        ["/Budget/Index"] = new(r => $"/Budget/{r.DepartmentId}/2026", Others.NotThereButKept),
        ["/Budget/Edit"] = new(r => $"/Budget/Edit/{r.DepartmentId}/2026", Others.Open),
        ["/Budget/EditCeiling"] = new(r => $"/Budget/EditCeiling/{r.DepartmentId}/2026", Others.Open),
        ["/Administration/EditMentor"] = Kept("Mentors"),
        ["/Administration/EditSharingGround"] = Kept("SharingGrounds"),
        ["/Administration/EditLookupPurpose"] = Kept("LookupPurposes"),
        ["/Statistics/BenchmarkYear"] = new(r => "/Statistics/BenchmarkYear/2024", Others.Open),
        ["/Administration/EditOutcome"] = Kept("Outcomes"),
        ["/Administration/EditMeasure"] = Kept("Measures"),
        ["/Administration/EditUser"] = new(r => $"/Administration/Users/Edit/{r.UserId}", Others.Open),
    };

    public static TheoryData<string?> Everybody => new(new string?[] { null }.Concat(Roles.All));

    private static RecordPage Kept(string list) =>
        new(r => $"/Administration/{list}/Edit/{r.DepartmentId}", Others.Open);

    private static bool IsAboutARecord(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Count > 0;

    [Fact]
    public void Table_HasOneRowForEachEndpoint_AndNoOther()
    {
        var endpoints = Endpoints().Select(PageAccess.NameOf).Distinct().ToList();
        var rows = PageAccess.Table.Select(row => row.Page).ToList();

        Assert.Empty(endpoints.Except(rows));
        Assert.Empty(rows.Except(endpoints));
    }

    /// <summary>
    /// Written out a second time: a row of the table that is opened to more roles changes what every other test
    /// expects with it.
    /// </summary>
    [Fact]
    public void Table_EachRole_OpensThesePagesAndNoOther()
    {
        string[] casework =
        [
            "/MyDepartment/Index",
            "/Flags/Index",
            "/Flags/Decide",
            "/Flags/Several",
            "/Hours/Index",
            "/Hours/Sheet",
            "/Hours/Invoices",
            "/Hours/Invoice",
            "/Citizens/Overview",
            "/Citizens/Sheet",
            "/Citizens/Edit",
            "/Citizens/Purpose",
            "/Citizens/Sharing",
            "/Placements/Register",
            "/Placements/Extend",
            "/Placements/Change",
            "/Placements/End",
            "/Placements/Cancel",
        ];
        string[] keeping =
        [
            "/Administration/Index",
            "/Administration/Departments",
            "/Administration/EditDepartment",
            "/Administration/EditUnit",
            "/Administration/TargetGroups",
            "/Administration/EditTargetGroup",
            "/Administration/LegalBases",
            "/Administration/EditLegalBasis",
            "/Administration/Categories",
            "/Administration/EditCategory",
            "/Providers/EditRate",
            "/Providers/EditCorpsAccount",
            "/Budget/Edit",
            "/Budget/EditCeiling",
            "/Administration/EditProvider",
            "/Administration/Mentors",
            "/Administration/EditMentor",
            "/Administration/SharingGrounds",
            "/Administration/EditSharingGround",
            "/Administration/LookupPurposes",
            "/Administration/EditLookupPurpose",
            "/Statistics/BenchmarkImport",
            "/Statistics/BenchmarkYear",
            "/Statistics/BenchmarkNotes",
            "/Administration/Outcomes",
            "/Administration/EditOutcome",
            "/Administration/Measures",
            "/Administration/EditMeasure",
            "/Administration/FlagRules",
            "/Administration/EditFlagRules",
            "/Administration/Jobs",
            "/Digests/Send",
            "/Administration/Users",
            "/Administration/EditUser",
            "/Administration/StandIns",
        ];
        string[] pricing =
        [
            "/Providers/Index",
            "/Providers/Rates",
            "/Statistics/Index",
            "/Statistics/Effect",
            "/Statistics/Benchmark",
        ];
        string[] overseeing =
        [
            "/Oversight/Index",
            "/Oversight/Log",
            "/Oversight/SpotChecks",
            "/Oversight/SpotCheck",
            "/Oversight/Judge",
            "/Oversight/Insight",
            "/Oversight/CitizenFile",
        ];
        string[] anybodySignedIn =
        [
            "/Index",
            "/Account/SignOut",
            "/Account/StaySignedIn",
            "/Account/Index",
            "/Account/Confirm",
            "/Account/Email",
            "/Account/Mail",
            "/Account/SecondFactor",
            "/Account/ChangePassword",
        ];
        string[] nobodyToo =
        [
            "/Account/SignIn",
            "/Account/SignInCode",
            "/Account/ChoosePassword",
            "/Language",
            "/Error",
            "/health/live",
            "/health/ready",
            "/health/digests",
        ];
        string[] PagesOf(Func<PageAccessRow, bool> are) =>
            [.. PageAccess.Table.Where(are).Select(row => row.Page).Order(StringComparer.Ordinal)];
        string[] Sorted(params string[][] pages) =>
            [.. pages.SelectMany(p => p).Order(StringComparer.Ordinal)];
        string[] PagesOfRole(string role) => PagesOf(row => row.Roles.Contains(role));

        Assert.Equal(Sorted(nobodyToo), PagesOf(row => row.IsAnonymous));
        Assert.Equal(Sorted(anybodySignedIn), PagesOf(row => row is { IsAnonymous: false, Roles: [] }));
        Assert.Equal(Sorted(casework, pricing), PagesOfRole(Roles.Caseworker));
        string[] loading =
        [
            "/Imports/Placements",
            "/Imports/Hours",
            "/Costs/Index",
            "/Budget/Index",
            "/Digests/Preview",
            "/Digests/Index",
            "/Digests/Mail",
            "/Statistics/Papers",
            "/Statistics/NewPaper",
            "/Statistics/Paper",
        ];
        Assert.Equal(Sorted(casework, pricing, loading, ["/Hours/Close"]), PagesOfRole(Roles.DepartmentHead));
        Assert.Equal(
            Sorted(keeping, pricing, loading, ["/Oversight/Erasure"]),
            PagesOfRole(Roles.Administrator)
        );
        Assert.Equal(Sorted(overseeing, ["/Oversight/Erasure"]), PagesOfRole(Roles.Auditor));
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

    [Fact]
    public void Records_EveryAddressWithARecordInIt_HasACase()
    {
        var about = Endpoints().Where(IsAboutARecord).Select(PageAccess.NameOf).OfType<string>();

        // Neither an empty address of a page for something new nor the answer to an error is a record's.
        Assert.Empty(about.Distinct().Except([.. s_records.Keys, "/Error"]));
        Assert.Empty(s_records.Keys.Except(Endpoints().Select(PageAccess.NameOf)));
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task GetAndHead_EveryEndpoint_OpensForThoseOfItsRow(string? role)
    {
        var browser = await OpenAsync(role);
        foreach (var endpoint in Endpoints())
        {
            HttpStatusCode[] allowed = [HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.NotFound];
            foreach (var address in await AddressesOfGetAsync(endpoint, AddressOf(endpoint)))
            {
                var answer = await browser.GetAsync(address);
                AssertAnswer(endpoint, role, answer, allowed);
                var head = await SendAsync(browser, HttpMethod.Head, address);
                Assert.Equal($"{address} {answer.Status}", $"{address} {head.StatusCode}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Send_AnyOtherMethod_IsRefusedByEveryEndpoint(string? role)
    {
        var browser = await OpenAsync(role);
        var before = await DatabasePicture.TakeAsync(app);
        foreach (var endpoint in Endpoints())
        {
            foreach (var method in (string[])["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "QUERY"])
            {
                var answer = await SendAsync(browser, new HttpMethod(method), AddressOf(endpoint));
                Assert.Equal(
                    $"{method} {AddressOf(endpoint)} {HttpStatusCode.MethodNotAllowed}",
                    $"{method} {AddressOf(endpoint)} {answer.StatusCode}"
                );
            }
        }

        await DatabasePicture.AssertUnchangedAsync(app, before);
    }

    /// <summary>Own records open, other departments' are answered as the rule says, and reading leaves lookups alone.</summary>
    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task GetAndHead_EveryRecord_OwnOpensAndForeignDoesNot(string? role)
    {
        var (browser, own, foreign) = await OpenWithRecordsAsync(role);
        var before = await DatabasePicture.TakeAsync(app, "Lookups", "LogHeads");
        foreach (var endpoint in Endpoints().Where(e => s_records.ContainsKey(PageAccess.NameOf(e)!)))
        {
            var page = s_records[PageAccess.NameOf(endpoint)!];
            foreach (var (record, foreigners) in ((Records, bool)[])[(own, false), (foreign, true)])
            {
                var address = page.Address(record);
                var answer = await browser.GetAsync(address);
                AssertAnswer(endpoint, role, answer, page.Answers(foreigners, role));
                AssertAsksPurpose(page, foreigners, answer);
                var head = await SendAsync(browser, HttpMethod.Head, address);
                Assert.Equal($"{address} {answer.Status}", $"{address} {head.StatusCode}");
            }
        }

        await DatabasePicture.AssertUnchangedAsync(app, before, "Lookups", "LogHeads");
    }

    /// <summary>
    /// With a token of one's own, so that nothing but the rule refuses: what is another role's, another department's or
    /// nowhere.
    /// </summary>
    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task PostByHand_OthersPagesAndRecords_ChangesNothing(string? role)
    {
        var (browser, _, foreign) = await OpenWithRecordsAsync(role);
        var token = (await browser.GetAsync(role is null ? "/Account/SignIn" : "/")).AntiforgeryToken;
        var before = await DatabasePicture.TakeAsync(app);
        var refused = 0;
        foreach (var endpoint in Endpoints())
        {
            var row = PageAccess.RowOf(endpoint)!;
            var page = s_records.GetValueOrDefault(row.Page);
            var isForeign = page is { Foreign: not Others.Open };
            if (IsOpenTo(row, role) && !isForeign)
            {
                continue;
            }

            foreach (var handler in await PostHandlersOfAsync(endpoint))
            {
                if (handler == "NewCitizen" && IsOpenTo(row, role))
                {
                    // Is about nobody whom the registry has, and heeds no record in its address.
                    continue;
                }

                // Another's record, one that does not exist, or the page itself where it is not open to the role.
                foreach (
                    var address in (string[])
                        [
                            .. IsOpenTo(row, role) && AddressOf(endpoint) == row.Page
                                ? []
                                : new[] { AddressOf(endpoint) },
                            .. page is null ? [] : new[] { page.Address(foreign) },
                        ]
                )
                {
                    refused++;
                    var answer = await browser.PostRawAsync(
                        QueryHelpers.AddQueryString(address, "handler", handler ?? ""),
                        Fields(token, foreign)
                    );
                    AssertAnswer(
                        endpoint,
                        role,
                        answer,
                        // A form that is nobody's is not another's either; what is not there cannot be taken back.
                        [
                            HttpStatusCode.NotFound,
                            HttpStatusCode.Redirect,
                            .. page?.Foreign == Others.Gone ? [HttpStatusCode.OK] : (HttpStatusCode[])[],
                        ]
                    );
                    AssertLeadsNowhere(page, answer);
                }
            }
        }

        Assert.True(refused > 15, $"Only {refused} posts were tried.");
        await DatabasePicture.AssertUnchangedAsync(app, before);
    }

    [Theory]
    [InlineData(Roles.Caseworker)]
    [InlineData(Roles.Administrator)]
    public async Task PostByHand_HandlerThatThePageHasNot_IsNotThere(string role)
    {
        var (browser, own, _) = await OpenWithRecordsAsync(role);
        var token = (await browser.GetAsync("/")).AntiforgeryToken;
        var posted = 0;
        foreach (var endpoint in Endpoints().Where(e => IsOpenTo(PageAccess.RowOf(e)!, role)))
        {
            var name = PageAccess.NameOf(endpoint)!;
            // A page with a handler of no name takes every post as that one's.
            if (
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
                && name != "/Error"
                && !(await PostHandlersOfAsync(endpoint)).Contains(null)
            )
            {
                posted++;
                var answer = await browser.PostRawAsync(
                    QueryHelpers.AddQueryString(
                        s_records.GetValueOrDefault(name)?.Address(own) ?? AddressOf(endpoint),
                        "handler",
                        "Nothing"
                    ),
                    Fields(token, own)
                );
                Assert.Equal($"{name} {HttpStatusCode.NotFound}", $"{name} {answer.Status}");
            }
        }

        Assert.True(posted > 0);
    }

    [Fact]
    public async Task Get_OtherDepartmentsRecord_AnswersAsIfThereWereNone()
    {
        var (browser, _, foreign) = await OpenWithRecordsAsync(Roles.DepartmentHead);
        var none = new Records(
            "B-999999",
            999_999,
            Guid.NewGuid(),
            "999999",
            999_999,
            999_999,
            999_999,
            999_999,
            999_999
        );
        foreach (
            var (name, page) in s_records.Where(page =>
                page.Value.Foreign is Others.NotThere or Others.NotThereButKept or Others.Gone
            )
        )
        {
            var theirs = await browser.GetAsync(page.Address(foreign));
            var nobodys = await browser.GetAsync(page.Address(none));

            Assert.Equal(
                $"{name} {nobodys.Status} {Said(nobodys)}",
                $"{name} {theirs.Status} {Said(theirs)}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Post_WithoutToken_IsRefusedByEveryPageThatTakesPosts(string? role)
    {
        var browser = await OpenAsync(role);
        var before = await DatabasePicture.TakeAsync(app);
        var posted = 0;
        foreach (var endpoint in Endpoints())
        {
            foreach (var handler in await PostHandlersOfAsync(endpoint))
            {
                posted++;
                var answer = await browser.PostRawAsync(
                    $"{AddressOf(endpoint)}?handler={handler}",
                    new() { ["Anything"] = "1" }
                );
                AssertAnswer(endpoint, role, answer, HttpStatusCode.BadRequest);
            }
        }

        await DatabasePicture.AssertUnchangedAsync(app, before);
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
        var isOpen = IsOpenTo(row, role);
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

    // Written out, and not asked of the table: it is the table that is tested.
    private static bool IsOpenTo(PageAccessRow row, string? role) =>
        row.IsAnonymous
        || (role is not null && (row.Roles.Length == 0 || row.Roles.Contains(role, StringComparer.Ordinal)));

    private static void AssertAsksPurpose(RecordPage page, bool isForeign, PageAnswer answer)
    {
        if (isForeign && page.Foreign == Others.AsksPurpose && answer.Status == HttpStatusCode.Redirect)
        {
            AssertLeadsNowhere(page, answer);
        }
    }

    // To the question why, or to sign-in; to a page of a record that does not exist where the file is one's own to send.
    private static void AssertLeadsNowhere(RecordPage? page, PageAnswer answer)
    {
        if (answer.Status == HttpStatusCode.Redirect)
        {
            var to = answer.Response.Headers.Location!.ToString();
            Assert.True(
                to.Contains("/Account/SignIn?", StringComparison.Ordinal)
                    || to.Contains("/Purpose", StringComparison.Ordinal)
                    || (page?.Foreign == Others.Gone && to is "/Imports/Placements" or "/Imports/Hours"),
                $"{answer.Address} leads to {to}."
            );
        }
    }

    private static string Said(PageAnswer answer)
    {
        answer.Document.QuerySelector(".request-id")?.Remove();
        return answer.Text;
    }

    // Every field by which a handler knows a record: somebody else's.
    private static Dictionary<string, string> Fields(string token, Records records) =>
        new()
        {
            ["__RequestVerificationToken"] = token,
            ["id"] = $"{records.FileId}",
            ["session"] = $"{records.FileId}",
            ["alarmId"] = "1",
            ["basisId"] = $"{records.BasisId}",
            ["PurposeId"] = "1",
        };

    private static async Task<HttpResponseMessage> SendAsync(
        Browser browser,
        HttpMethod method,
        string address
    )
    {
        using var request = new HttpRequestMessage(method, address);
        return await browser.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string?>> PostHandlersOfAsync(RouteEndpoint endpoint) =>
        await HandlersOfAsync(endpoint, "Post");

    private async Task<IReadOnlyList<string>> AddressesOfGetAsync(RouteEndpoint endpoint, string address) =>
        [
            address,
            .. (await HandlersOfAsync(endpoint, "Get"))
                .OfType<string>()
                .Select(handler => $"{address}?handler={handler}"),
        ];

    private async Task<IReadOnlyList<string?>> HandlersOfAsync(RouteEndpoint endpoint, string method)
    {
        if (
            endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page
            || page.ViewEnginePath == "/Error"
        )
        {
            return [];
        }

        var compiled = await app.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
        return
        [
            .. compiled
                .HandlerMethods.Where(handler => handler.HttpMethod == method)
                .Select(handler => handler.Name),
        ];
    }

    /// <summary>A browser of a user of a department; what is there of that department and of another.</summary>
    private async Task<(Browser Browser, Records Own, Records Foreign)> OpenWithRecordsAsync(string? role)
    {
        var (own, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var user = await app.Data.CreateUserAsync([role ?? Roles.Caseworker], own.Id);
        var colleague = await app.Data.CreateUserAsync([Roles.DepartmentHead], other.Id);
        var browser = new Browser(
            app.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false })
        );
        if (role is not null)
        {
            await app.SignInAsync(browser, user);
        }

        return (browser, await CreateRecordsAsync(own, user), await CreateRecordsAsync(other, colleague));
    }

    private async Task<Records> CreateRecordsAsync(Department department, RegistryUser user)
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var placement = await app.Data.CreatePlacementAsync(citizen, department);
        // Two of one department overlap: a flag.
        await app.Data.CreatePlacementAsync(citizen, department);
        var flagId = await app.DbAsync(db =>
            db.Flags.Where(flag => flag.CitizenId == citizen.Id).Select(flag => flag.Id).SingleAsync()
        );
        var basis = await app.Data.CreateSharingAsync(citizen, department);
        var file = await app.Data.AddAsync(
            new ImportFile
            {
                Id = Guid.NewGuid(),
                UserId = user.Id,
                UserName = user.UserName!,
                Name = "forløb.csv",
                Content = "CPR-nummer;Navn"u8.ToArray(),
                UploadedUtc = app.Services.GetRequiredService<Clock>().UtcNow,
            }
        );
        var digest = await app.Data.AddAsync(
            new Digest
            {
                HeadId = user.Id,
                Month = new DateOnly(2026, 10, 1),
                State = DigestState.Sent,
                SentUtc = new DateTime(2026, 11, 2, 6, 0, 0, DateTimeKind.Utc),
                Html = "<p>Overblik</p>",
            }
        );
        var paper = await app.Data.AddAsync(
            new Paper
            {
                Title = "Bilag",
                AsOf = RegistryWebApp.Today,
                MadeBy = user.UserName!,
                DepartmentId = department.Id,
                Language = "da",
                Content = JsonSerializer.Serialize(
                    new StatisticsContent(RegistryWebApp.Today, "Alle", false, [], null, null, null, null, [])
                ),
            }
        );
        return new Records(
            CitizenReference.Of(citizen.Id),
            placement.Id,
            file.Id,
            user.Id,
            department.Id,
            basis.Id,
            flagId,
            digest.Id,
            paper.Id
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
            var answer = await app.SignInAsync(browser, user);
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
