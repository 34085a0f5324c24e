using System.Globalization;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Pages.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Tests.Pages.Administration;

/// <summary>Rules are published as versions, after one has seen what they would change.</summary>
public abstract class FlagRulesTests(RegistryWebApp app)
{
    private const string Edit = "/Administration/FlagRules/Edit";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_RuleOnAPair_IsPreviewedPublishedAndBroughtInStep()
    {
        var (one, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var (basis, citizen) = (await app.Data.CreateLegalBasisAsync(), await app.Data.CreateCitizenAsync());
        await app.Data.CreatePlacementAsync(citizen, one, "2026-06-01..", legalBasis: basis);
        await app.Data.CreatePlacementAsync(citizen, other, "2026-06-01..");
        // What other tests published.
        await SweepAsync();
        var flag = await FlagAsync(citizen.Id);
        var admin = await app.SignInAsync(Roles.Administrator);
        var number = await NewestAsync() + 1;

        var added = await admin.SubmitAsync(
            await admin.GetAsync(Edit),
            "main form",
            new() { ["Input.Reason"] = "Forløbene skal løbe ved siden af hinanden" },
            "button[formaction*='Add']"
        );
        var last = added.Document.QuerySelectorAll("main fieldset").Length - 1;
        var preview = await admin.SubmitAsync(
            added,
            "main form",
            new()
            {
                [$"Input.OverlapRules[{last}].OneDepartmentId"] = $"{other.Id}",
                [$"Input.OverlapRules[{last}].OtherDepartmentId"] = $"{one.Id}",
                [$"Input.OverlapRules[{last}].OtherLegalBasisId"] = $"{basis.Id}",
                [$"Input.OverlapRules[{last}].Treatment"] = "2",
            }
        );

        Assert.Contains(
            preview.TextsOf("#changes li"),
            line => line == $"Tilføjet: Overlap mellem {other.Name} og {one.Name}, {basis.Name} er tilladt."
        );
        Assert.Contains($"{one.Name} 0 1 0", preview.TextOf("#preview"), StringComparison.Ordinal);
        Assert.Contains("I alt 0 1 0", preview.TextOf("#preview"), StringComparison.Ordinal);
        Assert.Equal(number - 1, await NewestAsync());
        Assert.Equal(FlagState.Open, (await FlagAsync(citizen.Id)).State);

        var published = await admin.SubmitAsync(preview, "main form");

        Assert.Equal("/Administration/FlagRules", published.Path);
        Assert.Contains($"Version {number} er offentliggjort", published.Text, StringComparison.Ordinal);
        Assert.Contains("ved at blive brugt", published.Text, StringComparison.Ordinal);
        Assert.Contains("Forløbene skal løbe", published.TextsOf(".history li")[0], StringComparison.Ordinal);
        await SweepAsync();
        Assert.Equal(FlagState.Closed, (await FlagAsync(citizen.Id)).State);
        Assert.Equal(flag.Id, (await FlagAsync(citizen.Id)).Id);
        var applied = await admin.GetAsync("/Administration/FlagRules");
        Assert.DoesNotContain("ved at blive brugt", applied.Text, StringComparison.Ordinal);
        Assert.Contains("Alle opmærksomhedspunkter var gennemgået", applied.Text, StringComparison.Ordinal);
        var history = await app.DbAsync(db =>
            db.AuditEntries.Where(entry =>
                    entry.Root == nameof(PublishedRules)
                    && entry.RootId == number.ToString(CultureInfo.InvariantCulture)
                )
                .Select(entry => new { entry.Entity, entry.Reason })
                .ToListAsync(Ct)
        );
        Assert.Contains(history, entry => entry.Entity == nameof(PublishedRules));
        Assert.Contains(history, entry => entry.Entity == nameof(PublishedOverlapRule));
        Assert.All(history, entry => Assert.Equal("Forløbene skal løbe ved siden af hinanden", entry.Reason));
    }

    [Fact]
    public async Task Publish_AnotherLimit_IsWhatTheNextSaveJudgesBy()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        await PublishAsync(admin, new() { ["Input.EndingSoonDays"] = "300" });
        var citizen = await app.Data.CreateCitizenAsync();

        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-06-30");

        var flag = await FlagAsync(citizen.Id);
        Assert.Equal((FlagKind.GrantEnding, await NewestAsync()), (flag.Kind, flag.RulesVersion));
    }

    [Fact]
    public async Task Publish_OnAnotherMachine_IsWhatTheNextSaveHereJudgesBy()
    {
        var inForce = await InForceAsync();
        await app.DbAsync(db =>
        {
            db.PublishedRules.Add(
                PublishedRules.Next(
                    inForce,
                    inForce with
                    {
                        EndingSoonDays = 366 - (inForce.EndingSoonDays % 2),
                    },
                    "Andetsteds",
                    "Vibeke",
                    DateTime.UnixEpoch
                )
            );
            return db.SaveChangesAsync(Ct);
        });
        var citizen = await app.Data.CreateCitizenAsync();

        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-11-10");

        Assert.Equal(inForce.Version + 1, (await FlagAsync(citizen.Id)).RulesVersion);
    }

    [Fact]
    public async Task Post_EverythingWrong_SaysAllOfItAtOnceAndKeepsWhatWasTyped()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var (page, at) = await WithRowsAsync(admin, 3);

        var answer = await admin.SubmitAsync(
            page,
            "main form",
            new()
            {
                ["Input.LongRunMonths"] = "601",
                ["Input.RunGapDays"] = "-1",
                ["Input.ReachesLongDays"] = "30",
                ["Input.ReachesLongSecondDays"] = "60",
                ["Input.EndingSoonDays"] = "en måned",
                ["Input.PastLastDayDays"] = "0",
                [$"Input.OverlapRules[{at}].Treatment"] = "1",
                [$"Input.OverlapRules[{at}].HandoverDays"] = "3",
                [$"Input.OverlapRules[{at + 1}].HandoverDays"] = "367",
                [$"Input.OverlapRules[{at + 2}].OneLegalBasisId"] = "999999",
                ["Input.Reason"] = "",
            }
        );

        var errors = answer.TextsOf("main .alert-error li");
        Assert.Equal(10, errors.Count);
        Assert.Contains(errors, error => error.Contains("nærmere end det forrige", StringComparison.Ordinal));
        Assert.Contains(
            errors,
            error => error.StartsWith($"Regel {at + 2} handler om samme par", StringComparison.Ordinal)
        );
        Assert.Contains(errors, error => error.Contains("findes ikke mere", StringComparison.Ordinal));
        Assert.Equal("601", answer.Document.QuerySelector("#Input_LongRunMonths")!.GetAttribute("value"));
        Assert.Equal(
            "en måned",
            answer.Document.QuerySelector("#Input_EndingSoonDays")!.GetAttribute("value")
        );
    }

    [Fact]
    public async Task Post_NothingChanged_IsRefused()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync(Edit),
            "main form",
            new() { ["Input.Reason"] = "Bare for en sikkerheds skyld" }
        );

        Assert.Contains(
            "ikke noget at offentliggøre",
            answer.TextOf("main .alert-error"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Publish_OtherThanWasPreviewed_IsRefusedAndNothingIsPublished()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var number = await NewestAsync();
        var preview = await PreviewAsync(admin, new() { ["Input.LongRunMonths"] = "37" });

        var answer = await admin.SubmitAsync(preview, "main form", new() { ["Input.LongRunMonths"] = "38" });

        Assert.Contains("Se det igen", answer.TextOf("main .alert-error"), StringComparison.Ordinal);
        Assert.Equal("38", answer.Document.QuerySelector("#Input_LongRunMonths")!.GetAttribute("value"));
        Assert.Equal(number, await NewestAsync());
    }

    [Fact]
    public async Task Publish_SomebodyPublishedMeanwhile_IsToldAndKeepsWhatWasTyped()
    {
        var (first, second) = (
            await app.SignInAsync(Roles.Administrator),
            await app.SignInAsync(Roles.Administrator)
        );
        var preview = await PreviewAsync(second, new() { ["Input.RunGapDays"] = "41" });
        await PublishAsync(first, new() { ["Input.PastLastDayDays"] = "77" });
        var number = await NewestAsync();

        var told = await second.SubmitAsync(preview, "main form");

        Assert.Contains("offentliggjort imens", told.TextOf("main .alert-warning"), StringComparison.Ordinal);
        Assert.Contains("77 dage efter", told.TextOf("main .alert-warning"), StringComparison.Ordinal);
        Assert.Equal("41", told.Document.QuerySelector("#Input_RunGapDays")!.GetAttribute("value"));
        Assert.Equal(number, await NewestAsync());

        // Goes on from theirs when it is sent again.
        var again = await second.SubmitAsync(told, "main form", new() { ["Input.PastLastDayDays"] = "77" });
        await second.SubmitAsync(again, "main form");
        var rules = await InForceAsync();
        Assert.Equal((number + 1, 41, 77), (rules.Version, rules.RunGapDays, rules.PastLastDayDays));
    }

    [Fact]
    public async Task Publish_TwoAtOnce_OneIsToldAndOneVersionIsMade()
    {
        var number = await NewestAsync();
        Browser[] admins =
        [
            await app.SignInAsync(Roles.Administrator),
            await app.SignInAsync(Roles.Administrator),
        ];
        var previews = new List<PageAnswer>();
        foreach (var (place, admin) in admins.Index())
        {
            previews.Add(await PreviewAsync(admin, new() { ["Input.LongRunMonths"] = $"{51 + place}" }));
        }

        var answers = await Task.WhenAll(
            admins.Zip(previews, (admin, preview) => admin.SubmitAsync(preview, "main form"))
        );

        Assert.Single(answers, answer => answer.Path == "/Administration/FlagRules");
        Assert.Single(
            answers,
            answer => answer.Text.Contains("offentliggjort imens", StringComparison.Ordinal)
        );
        Assert.Equal(number + 1, await NewestAsync());
    }

    [Fact]
    public async Task Remove_OneOfTheRules_KeepsTheOthersAndWhatIsTyped()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var (page, at) = await WithRowsAsync(admin, 2);

        var answer = await admin.SubmitAsync(
            page,
            "main form",
            new()
            {
                [$"Input.OverlapRules[{at}].HandoverDays"] = "4",
                [$"Input.OverlapRules[{at + 1}].HandoverDays"] = "5",
                ["Input.RunGapDays"] = "tredive",
            },
            $"button[formaction*='row={at}']"
        );

        Assert.Equal(
            "5",
            answer.Document.QuerySelector($"#Input_OverlapRules_{at}__HandoverDays")!.GetAttribute("value")
        );
        Assert.Null(answer.Document.QuerySelector($"#Input_OverlapRules_{at + 1}__HandoverDays"));
        Assert.Equal("tredive", answer.Document.QuerySelector("#Input_RunGapDays")!.GetAttribute("value"));
        Assert.Empty(answer.TextsOf("main .alert-error"));
    }

    /// <summary>A phone has no room for the word; the title is no heading and has none of it.</summary>
    [Fact]
    public async Task Get_Heading_MayBreakWithinTheLongWord()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await admin.GetAsync("/Administration/FlagRules");

        Assert.Equal("Regler for opmærksomheds\u00ADpunkter", page.TextOf("h1"));
        Assert.StartsWith("Regler for opmærksomhedspunkter", page.Document.Title, StringComparison.Ordinal);
    }

    /// <summary>After a rule for any and any there are no others to say anything of.</summary>
    [Theory]
    [InlineData(null, 2)]
    [InlineData(7L, 3)]
    public void Pairs_RuleForAnyAndAny_LeavesNoOthers(long? departmentId, int sentences)
    {
        var words = new FlagRulesWords(
            new Dictionary<long, string> { [7] = "Job", [8] = "Psykiatri" },
            new Dictionary<long, string>(),
            app.Services.GetRequiredService<IStringLocalizer<FlagRulesText>>(),
            app.Services.GetRequiredService<IStringLocalizer<FormatText>>()
        );

        var said = words.Pairs(
            new FlagRules
            {
                OverlapRules =
                [
                    new(new(8, null), default, OverlapTreatment.Allowed),
                    new(new(departmentId, null), default, OverlapTreatment.Told),
                ],
            }
        );

        Assert.Equal(sentences, said.Count);
    }

    private async Task<(PageAnswer Page, int FirstAdded)> WithRowsAsync(Browser admin, int rows)
    {
        var page = await admin.GetAsync(Edit);
        var at = page.Document.QuerySelectorAll("main fieldset").Length;
        for (var i = 0; i < rows; i++)
        {
            page = await admin.SubmitAsync(page, "main form", button: "button[formaction*='Add']");
        }

        return (page, at);
    }

    private static async Task<PageAnswer> PreviewAsync(Browser admin, Dictionary<string, string?> values)
    {
        values["Input.Reason"] = "Ny aftale";
        var preview = await admin.SubmitAsync(await admin.GetAsync(Edit), "main form", values);
        Assert.Contains("Offentliggør", preview.Text, StringComparison.Ordinal);
        return preview;
    }

    private static async Task PublishAsync(Browser admin, Dictionary<string, string?> values)
    {
        var published = await admin.SubmitAsync(await PreviewAsync(admin, values), "main form");
        Assert.Equal("/Administration/FlagRules", published.Path);
    }

    private Task<FlagRules> InForceAsync() =>
        app.DbAsync(db => app.Services.GetRequiredService<RulesInForce>().AskAsync(db, Ct));

    private async Task<int> NewestAsync() => (await InForceAsync()).Version;

    private Task<Flag> FlagAsync(long citizenId) =>
        app.DbAsync(db => db.Flags.SingleAsync(flag => flag.CitizenId == citizenId, Ct));

    private async Task SweepAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepFlags>().RunAsync(RegistryWebApp.Today, Ct);
    }
}

public sealed class FlagRulesTests_Sqlite(SqliteApp app) : FlagRulesTests(app), IClassFixture<SqliteApp>;

public sealed class FlagRulesTests_PostgreSql(PostgreSqlApp app)
    : FlagRulesTests(app),
        IClassFixture<PostgreSqlApp>;
