using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Providers;

public abstract class EditRateTests(RegistryWebApp app)
{
    private const string Form = "main form";
    private const string Yes = "[name=Confirm]";

    [Fact]
    public async Task Post_NewRate_SaysWhatItTouchesFirstAndEndsTheOneBefore()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, kroner: 500);
        for (var i = 0; i < 3; i++)
        {
            await app.Data.CreatePlacementAsync(
                provider: provider,
                days: "2026-06-01..",
                minutesPerWeek: 180
            );
        }

        // Over before the new rate begins.
        await app.Data.CreatePlacementAsync(provider: provider, days: "2026-06-01..2026-12-31");
        var admin = await app.SignInAsync(Roles.Administrator);

        var asked = await AddAsync(admin, provider, "560,50", "01-01-2027");

        Assert.Equal(
            "Ikke gemt endnu: Berører 3 aktive forløb, +2.360 kr. pr. måned fra 1. januar 2027",
            asked.TextOf("#effect-heading")
        );
        Assert.Contains(
            "Timeprisen 500,00 kr. slutter 31. december 2026",
            asked.TextOf(".alert"),
            StringComparison.Ordinal
        );
        Assert.Equal(["2026-01-01.. 500"], await RatesAsync(provider));
        var saved = await admin.SubmitAsync(asked, Form, button: Yes);
        Assert.Contains("Timeprisen er gemt", saved.Text, StringComparison.Ordinal);
        Assert.Equal(["2026-01-01..2026-12-31 500", "2027-01-01.. 560.5"], await RatesAsync(provider));
    }

    [Fact]
    public async Task Post_YesToWhatIsNoLongerSo_AsksAnew()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider);
        var admin = await app.SignInAsync(Roles.Administrator);
        var asked = await AddAsync(admin, provider, "600", "01-01-2027");
        await app.Data.CreatePlacementAsync(provider: provider, days: "2026-06-01..", minutesPerWeek: 60);

        var again = await admin.SubmitAsync(asked, Form, button: Yes);

        Assert.Contains(
            "Berører 1 aktivt forløb, +433 kr.",
            again.TextOf("#effect-heading"),
            StringComparison.Ordinal
        );
        Assert.Single(await RatesAsync(provider));
        await admin.SubmitAsync(again, Form, button: Yes);
        Assert.Equal(2, (await RatesAsync(provider)).Count);
    }

    [Theory]
    [InlineData("-600", "01-01-2027", "", "kan ikke være under 0")]
    [InlineData("434,505", "01-01-2027", "", "højst have to decimaler")]
    [InlineData("1,234", "01-01-2027", "", "højst have to decimaler")]
    [InlineData("seks hundrede", "01-01-2027", "", "skal være et beløb")]
    [InlineData("", "01-01-2027", "", "skal udfyldes")]
    [InlineData("600", "", "", "skal udfyldes")]
    [InlineData("600", "01-02-2027", "31-01-2027", "kan ikke være før")]
    [InlineData("600", "01-01-2026", "", "Ret den timepris i stedet")]
    [InlineData("600", "01-06-2025", "", "overlapper")]
    [InlineData("600", "01-06-2026", "", "Skriv en begrundelse")]
    public async Task Post_WhatCannotBe_SaysWhyKeepsWhatWasTypedAndSavesNothing(
        string price,
        string first,
        string last,
        string why
    )
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider);
        var admin = await app.SignInAsync(Roles.Administrator);

        var refused = await AddAsync(admin, provider, price, first, last);

        Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        Assert.Equal(price, refused.Document.QuerySelector("[name='Input.PerHour']")!.GetAttribute("value"));
        Assert.Empty(refused.Document.QuerySelectorAll(Yes));
        Assert.Equal(["2026-01-01.. 500"], await RatesAsync(provider));
    }

    /// <summary>1234.56 in a Danish form is 1,234.56 kr., and 5,000 kr. is asked about.</summary>
    [Theory]
    [InlineData("1234.56", "1234.56", false)]
    [InlineData("5000", "5000", true)]
    [InlineData("12", "12", true)]
    public async Task Post_PriceIsUnusual_AsksAgain(string typed, string kroner, bool isUnusual)
    {
        var provider = await app.Data.CreateProviderAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var asked = await AddAsync(admin, provider, typed, "01-01-2027");

        Assert.Equal(isUnusual, asked.Text.Contains("er usædvanligt", StringComparison.Ordinal));
        await admin.SubmitAsync(asked, Form, button: Yes);
        Assert.Equal([$"2027-01-01.. {kroner}"], await RatesAsync(provider));
    }

    [Fact]
    public async Task Post_RateIsRemovedMeanwhile_SaysSo()
    {
        var provider = await app.Data.CreateProviderAsync();
        var rate = await app.Data.CreateRateAsync(provider);
        var admin = await app.SignInAsync(Roles.Administrator);
        var open = await admin.GetAsync($"/Providers/EditRate?id={rate.Id}");
        await app.DbAsync(async db =>
        {
            var of = await db.Providers.Include(p => p.Rates).SingleAsync(p => p.Id == provider.Id);
            db.Rates.RemoveRange(of.Rates);
            return await db.SaveChangesAsync();
        });

        var told = await admin.SubmitAsync(open, Form);

        Assert.Contains("Satsen er fjernet i mellemtiden", told.Text, StringComparison.Ordinal);
        Assert.Empty(await RatesAsync(provider));
    }

    [Fact]
    public async Task Post_PastRate_IsCorrectedWithAReasonThatHistoryKeeps()
    {
        var provider = await app.Data.CreateProviderAsync();
        var rate = await app.Data.CreateRateAsync(provider);
        var admin = await app.SignInAsync(Roles.Administrator);
        var form = await admin.GetAsync($"/Providers/EditRate/{rate.Id}");

        var refused = await admin.SubmitAsync(form, Form, new() { ["Input.PerHour"] = "510" });
        Assert.Contains(
            "Skriv en begrundelse",
            refused.TextOf("#Input_Reason-error"),
            StringComparison.Ordinal
        );
        var asked = await admin.SubmitAsync(
            refused,
            Form,
            new() { ["Input.Reason"] = "Tastefejl i aftalen" }
        );
        Assert.Contains("ændres for dage, der er gået", asked.TextOf(".alert"), StringComparison.Ordinal);
        var saved = await admin.SubmitAsync(asked, Form, button: Yes);

        Assert.Equal(["2026-01-01.. 510"], await RatesAsync(provider));
        Assert.Contains("Tastefejl i aftalen", saved.TextOf(".history"), StringComparison.Ordinal);
        Assert.Contains(
            "ændret fra 500,00 kr. til 510,00 kr.",
            saved.TextOf(".history"),
            StringComparison.Ordinal
        );
        // Which of the rates it was.
        Assert.Contains(
            "Timepris ændret: Fra 01.01.2026",
            saved.TextOf(".history"),
            StringComparison.Ordinal
        );
    }

    /// <summary>What is counted is the first day that changes, whichever days the rate gets.</summary>
    [Theory]
    [InlineData("01-01-2026", "19-11-2026", "1 aktivt forløb har ingen timepris fra 20. november 2026")]
    [InlineData("01-01-2026", "31-12-2026", "1 aktivt forløb har ingen timepris fra 1. januar 2027")]
    [InlineData("01-03-2027", "", "1 aktivt forløb har ingen timepris fra 20. november 2026")]
    public async Task Post_RateIsMadeShorter_SaysWhoLosesThePrice(string first, string last, string told)
    {
        var provider = await app.Data.CreateProviderAsync();
        var rate = await app.Data.CreateRateAsync(provider);
        await app.Data.CreatePlacementAsync(provider: provider, days: "2026-06-01..", minutesPerWeek: 60);
        var admin = await app.SignInAsync(Roles.Administrator);

        var asked = await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditRate/{rate.Id}"),
            Form,
            new()
            {
                ["Input.First"] = first,
                ["Input.Last"] = last,
                ["Input.Reason"] = "Aftalen er ændret",
            }
        );

        Assert.Contains(told, asked.TextOf("#effect-heading"), StringComparison.Ordinal);
        Assert.Equal(["2026-01-01.. 500"], await RatesAsync(provider));
    }

    [Fact]
    public async Task Post_PlannedRateIsRemoved_TheOneBeforeGoesOn()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, "2026-01-01..2026-12-31");
        var planned = await app.Data.CreateRateAsync(provider, "2027-01-01..", 600);
        await app.Data.CreatePlacementAsync(provider: provider, days: "2026-06-01..", minutesPerWeek: 60);
        var admin = await app.SignInAsync(Roles.Administrator);

        var asked = await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditRate/{planned.Id}"),
            Form,
            button: "[formaction*=Withdraw]"
        );

        Assert.Contains(
            "\u2212433 kr. pr. måned",
            asked.TextOf("#effect-heading").Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
        Assert.Contains("gælder igen uden slutdato", asked.TextOf(".alert"), StringComparison.Ordinal);
        await admin.SubmitAsync(asked, Form, button: Yes);
        Assert.Equal(["2026-01-01.. 500"], await RatesAsync(provider));
    }

    [Theory]
    [InlineData("01-02-2027", "31. januar 2027", "2026-01-01..2027-01-31 500", "2027-02-01.. 600")]
    [InlineData("01-12-2026", "30. november 2026", "2026-01-01..2026-11-30 500", "2026-12-01.. 600")]
    public async Task Post_PlannedRateBeginsOnAnotherDay_TheOneBeforeEndsTheDayBefore(
        string first,
        string ends,
        string one,
        string two
    )
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, "2026-01-01..2026-12-31");
        var planned = await app.Data.CreateRateAsync(provider, "2027-01-01..", 600);
        var admin = await app.SignInAsync(Roles.Administrator);

        var asked = await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditRate/{planned.Id}"),
            Form,
            new() { ["Input.First"] = first }
        );

        Assert.Contains(
            $"Timeprisen 500,00 kr. slutter {ends} i stedet for 31. december 2026",
            asked.TextOf(".alert").Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
        await admin.SubmitAsync(asked, Form, button: Yes);
        Assert.Equal([one, two], await RatesAsync(provider));
    }

    [Fact]
    public async Task Post_SomebodyChangedTheRatesMeanwhile_ShowsWhatAndLosesNothing()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider);
        var admin = await app.SignInAsync(Roles.Administrator);
        var asked = await AddAsync(admin, provider, "600", "01-03-2027", "30-06-2027");
        var other = await app.SignInAsync(Roles.Administrator);
        await other.SubmitAsync(await AddAsync(other, provider, "550", "01-01-2027"), Form, button: Yes);

        var told = await admin.SubmitAsync(asked, Form, button: Yes);
        if (told.Document.QuerySelector(Yes) is not null)
        {
            told = await admin.SubmitAsync(told, Form, button: Yes);
        }

        Assert.Contains("550,00", told.TextOf(".alert"), StringComparison.Ordinal);
        Assert.Equal("600", told.Document.QuerySelector("[name='Input.PerHour']")!.GetAttribute("value"));
        Assert.Equal(["2026-01-01..2026-12-31 500", "2027-01-01.. 550"], await RatesAsync(provider));
        var again = await admin.SubmitAsync(told, Form);
        await admin.SubmitAsync(again, Form, button: Yes);
        Assert.Equal(
            ["2026-01-01..2026-12-31 500", "2027-01-01..2027-02-28 550", "2027-03-01..2027-06-30 600"],
            await RatesAsync(provider)
        );
    }

    /// <summary>A thousand saves by eight at once: whoever comes second is refused, and no day has two rates.</summary>
    [Fact]
    public async Task Save_AThousandRacingRates_NeverOverlap()
    {
        var provider = await app.Data.CreateProviderAsync();
        var random = new Random(20261128);
        var periods = Enumerable
            .Range(0, 1000)
            .Select(_ => new DateOnly(2024, 1, 1).AddDays(random.Next(0, 1500)))
            .Select(first => new Domain.DatePeriod(first, first.AddDays(random.Next(0, 200))))
            .ToArray();
        var saved = 0;

        await Parallel.ForEachAsync(
            periods,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 8,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (period, ct) =>
            {
                var done = await app.DbAsync(async db =>
                {
                    var loaded = await db
                        .Providers.Include(p => p.Rates)
                        .SingleAsync(p => p.Id == provider.Id, ct);
                    var change = RateRules.Add(loaded.Rates, period, 500_00, RegistryWebApp.Today);
                    if (change.Problem is not null)
                    {
                        return false;
                    }

                    change.Neighbour?.Set(change.NeighbourPeriod!.Value, change.Neighbour.OrePerHour);
                    loaded.Rates.Add(new Rate(period, 500_00));
                    try
                    {
                        await db.SaveChangesAsync(ct);
                        return true;
                    }
                    catch (DbUpdateConcurrencyException)
                    {
                        return false;
                    }
                });
                if (done)
                {
                    Interlocked.Increment(ref saved);
                }
            }
        );

        var rates = await app.DbAsync(db =>
            db.Rates.Where(rate => rate.ProviderId == provider.Id).OrderBy(rate => rate.First).ToListAsync()
        );
        Assert.Equal(saved, rates.Count);
        Assert.InRange(saved, 5, 1000);
        Assert.All(
            rates.Zip(rates.Skip(1)),
            pair => Assert.False(pair.First.Period.Overlaps(pair.Second.Period), $"{pair}")
        );
    }

    private static async Task<PageAnswer> AddAsync(
        Browser admin,
        Provider provider,
        string price,
        string first,
        string last = ""
    ) =>
        await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditRate?provider={provider.Id}"),
            Form,
            new()
            {
                ["Input.PerHour"] = price,
                ["Input.First"] = first,
                ["Input.Last"] = last,
            }
        );

    private Task<List<string>> RatesAsync(Provider provider) =>
        app.DbAsync(async db =>
            (
                await db
                    .Rates.Where(rate => rate.ProviderId == provider.Id)
                    .OrderBy(rate => rate.First)
                    .ToListAsync()
            ).ConvertAll(rate => FormattableString.Invariant($"{rate.Period} {rate.OrePerHour / 100m:0.##}"))
        );
}

public sealed class EditRateTests_Sqlite(SqliteApp app) : EditRateTests(app), IClassFixture<SqliteApp>;

public sealed class EditRateTests_PostgreSql(PostgreSqlApp app)
    : EditRateTests(app),
        IClassFixture<PostgreSqlApp>;
