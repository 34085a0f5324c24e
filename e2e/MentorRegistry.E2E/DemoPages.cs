using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>
/// Where each page of the access table is found in the demo. A new page without an address here fails the tests that
/// walk all pages.
/// </summary>
public static class DemoPages
{
    /// <summary>Has two mentors, of Beskæftigelse and of Psykiatri, that overlap; no test changes anything of her.</summary>
    public const string Citizen = "/Citizens/B-000013";

    /// <summary>Has two mentors at once, one of them for three years, and a long name; no test changes anything of her.</summary>
    public const string CitizenWithAllWarnings = "/Citizens/B-000196";

    /// <summary>The words of <see cref="Citizen"/>'s name.</summary>
    public static readonly string[] CitizenNames = ["Lone", "Østergård", "Winther"];

    /// <summary>A user of each role. Between them they open every page.</summary>
    public static readonly string[] Users = ["sagsbehandler", "administrator", "leder", "tilsyn"];

    // The first link of a page that begins so: ids are the database's own.
    private sealed record FirstLink(string OnPage, string Begins, string? LeadsTo = null);

    private static readonly Dictionary<string, object?> Addresses = new(StringComparer.Ordinal)
    {
        ["/Index"] = "/",
        ["/MyDepartment/Index"] = "/Department",
        ["/Flags/Index"] = "/Flags",
        ["/Flags/Decide"] = new FirstLink("/Flags", "/Flags/"),
        // Those among them that the user may be told.
        ["/Flags/Several"] =
            "/Flags/Several?" + string.Join('&', Enumerable.Range(1, 25).Select(id => $"Ids={id}")),
        ["/Hours/Index"] = "/Hours?month=2026-10",
        ["/Hours/Sheet"] = new FirstLink("/Hours?month=2026-10", "/Hours/Sheet"),
        ["/Hours/Invoices"] = "/Hours/Invoices?month=2026-10",
        ["/Hours/Invoice"] = "/Hours/Invoice?department=1&provider=1&month=2026-10",
        ["/Hours/Close"] = "/Hours/Close?department=1&month=2026-10",
        ["/Costs/Index"] = "/Costs",
        ["/Statistics/Index"] = "/Statistics",
        ["/Statistics/Papers"] = "/Statistics/Papers",
        ["/Statistics/NewPaper"] = "/Statistics/NewPaper",
        // Somebody has to make one first; StatisticsJourneyTests looks at it.
        ["/Statistics/Paper"] = null,
        ["/Citizens/Overview"] = Citizen,
        ["/Citizens/Sheet"] = Citizen + "/Sheet",
        ["/Citizens/Edit"] = Citizen + "/Edit",
        ["/Citizens/Sharing"] = Citizen + "/Sharing",
        // A citizen of other departments alone, whom nobody has given a purpose for.
        ["/Citizens/Purpose"] = "/Citizens/B-000021/Purpose",
        ["/Placements/Register"] = "/Placements/Register?citizen=B-000013",
        ["/Placements/Extend"] = new FirstLink(Citizen, "/Placements/Extend/"),
        ["/Placements/Change"] = new FirstLink(Citizen, "/Placements/Change/"),
        ["/Placements/End"] = new FirstLink(Citizen, "/Placements/End/"),
        ["/Placements/Cancel"] = new FirstLink(Citizen, "/Placements/End/", "/Placements/Cancel/"),
        ["/Statistics/Effect"] = "/Statistics/Effect",
        ["/Statistics/Benchmark"] = "/Statistics/Benchmark",
        ["/Statistics/BenchmarkImport"] = "/Statistics/BenchmarkImport",
        ["/Statistics/BenchmarkYear"] = "/Statistics/BenchmarkYear/2024",
        ["/Statistics/BenchmarkNotes"] = "/Statistics/BenchmarkNotes",
        ["/Imports/Placements"] = "/Imports/Placements",
        ["/Imports/Hours"] = "/Imports/Hours",
        ["/Oversight/CitizenFile"] = "/Oversight/CitizenFile/B-000013",
        ["/Oversight/Erasure"] = "/Oversight/Erasure",
        ["/Administration/Index"] = "/Administration",
        ["/Administration/Departments"] = "/Administration/Departments",
        ["/Administration/EditDepartment"] = EditOf("Departments"),
        ["/Administration/EditUnit"] = "/Administration/Units/Edit/1",
        ["/Administration/TargetGroups"] = "/Administration/TargetGroups",
        ["/Administration/EditTargetGroup"] = EditOf("TargetGroups"),
        ["/Administration/LegalBases"] = "/Administration/LegalBases",
        ["/Administration/EditLegalBasis"] = EditOf("LegalBases"),
        ["/Administration/Categories"] = "/Administration/Categories",
        ["/Administration/EditCategory"] = EditOf("Categories"),
        ["/Providers/Index"] = "/Providers",
        ["/Providers/Rates"] = new FirstLink("/Providers", "/Providers/Rates/"),
        ["/Providers/EditRate"] = "/Providers/EditRate?provider=1",
        ["/Providers/EditCorpsAccount"] = "/Providers/EditCorpsAccount/1",
        ["/Budget/Index"] = "/Budget",
        ["/Budget/Edit"] = "/Budget/Edit/1/2026",
        ["/Budget/EditCeiling"] = "/Budget/EditCeiling/1/2026",
        ["/Administration/EditProvider"] = "/Administration/Providers/Edit/1",
        ["/Administration/Mentors"] = "/Administration/Mentors",
        ["/Administration/EditMentor"] = EditOf("Mentors"),
        ["/Administration/SharingGrounds"] = "/Administration/SharingGrounds",
        ["/Administration/EditSharingGround"] = EditOf("SharingGrounds"),
        ["/Administration/LookupPurposes"] = "/Administration/LookupPurposes",
        ["/Administration/EditLookupPurpose"] = EditOf("LookupPurposes"),
        ["/Administration/Outcomes"] = "/Administration/Outcomes",
        ["/Administration/EditOutcome"] = EditOf("Outcomes"),
        ["/Administration/Measures"] = "/Administration/Measures",
        ["/Administration/EditMeasure"] = EditOf("Measures"),
        ["/Administration/FlagRules"] = "/Administration/FlagRules",
        ["/Administration/EditFlagRules"] = "/Administration/FlagRules/Edit",
        ["/Administration/Users"] = "/Administration/Users",
        ["/Administration/EditUser"] = EditOf("Users"),
        ["/Administration/StandIns"] = "/Administration/StandIns",
        ["/Administration/Jobs"] = "/Administration/Jobs",
        ["/Digests/Preview"] = "/Digests/Preview",
        ["/Digests/Index"] = "/Digests",
        ["/Digests/Send"] = "/Digests/Send?month=2026-10",
        // Somebody has to have one sent first; DigestJourneyTests looks at it.
        ["/Digests/Mail"] = null,
        ["/Oversight/Index"] = "/Oversight",
        ["/Oversight/Log"] = "/Oversight/Log",
        ["/Oversight/SpotChecks"] = "/Oversight/SpotChecks",
        ["/Oversight/SpotCheck"] = "/Oversight/SpotChecks/1",
        ["/Oversight/Judge"] = new FirstLink("/Oversight/SpotChecks/1", "/Oversight/SpotChecks/Judge/"),
        ["/Oversight/Insight"] = "/Oversight/Insight",
        ["/Account/Index"] = "/Account",
        ["/Account/Mail"] = "/Account/Mail",
        ["/Account/Confirm"] = "/Account/Confirm",
        ["/Account/ChoosePassword"] = "/Account/ChoosePassword",
        ["/Account/ChangePassword"] = "/Account/ChangePassword",
        ["/Account/SignOut"] = "/Account/SignOut",
        ["/Error"] = "/Error/404",
        // Nobody opens it signed in; SignInTests looks at it.
        ["/Account/SignIn"] = null,
        // They ask for something first; SecondFactorJourneyTests looks at them.
        ["/Account/SignInCode"] = null,
        ["/Account/SecondFactor"] = null,
        ["/Account/Email"] = null,
        // These answer without a page.
        ["/Account/StaySignedIn"] = null,
        ["/Language"] = null,
        ["/health/live"] = null,
        ["/health/ready"] = null,
        ["/health/digests"] = null,
    };

    /// <summary>
    /// The pages that are looked at as this demo user: those of the access table that no user before in the order may
    /// open, and Start, which each role has another of.
    /// </summary>
    public static IEnumerable<string> Of(string demoUser)
    {
        var before = Users.TakeWhile(user => user != demoUser).ToList();
        return PageAccess
            .Table.Where(row =>
                MayOpen(demoUser, row) && (row.Page == "/Index" || !before.Exists(user => MayOpen(user, row)))
            )
            .Select(row => row.Page)
            .Where(page => !Addresses.TryGetValue(page, out var address) || address is not null);
    }

    /// <summary>Opens the page in the demo.</summary>
    public static async Task OpenAsync(IPage browser, string page)
    {
        if (!Addresses.TryGetValue(page, out var address))
        {
            Assert.Fail($"{page} stands in the access table, but DemoPages has no address for it.");
        }

        if (address is FirstLink link)
        {
            await browser.GotoAsync(link.OnPage);
            var href = await browser
                .Locator($"main a[href^='{link.Begins}']")
                .First.GetAttributeAsync("href");
            address = link.LeadsTo is null
                ? href
                : href!.Replace(link.Begins, link.LeadsTo, StringComparison.Ordinal);
        }

        var answer = await browser.GotoAsync((string)address!);
        var wanted = page == "/Error" ? 404 : 200;
        Assert.True(answer?.Status == wanted, $"{address} ({page}) answered {answer?.Status}.");
    }

    private static bool MayOpen(string demoUser, PageAccessRow row) =>
        row.IsAnonymous
        || row.Roles.Length == 0
        || row.Roles.Contains(DemoUsers.All.Single(user => user.UserName == demoUser).Role);

    private static FirstLink EditOf(string list) =>
        new($"/Administration/{list}", $"/Administration/{list}/Edit/");
}
