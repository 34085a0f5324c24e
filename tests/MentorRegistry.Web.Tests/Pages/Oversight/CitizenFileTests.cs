using System.Globalization;
using System.Net;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using MentorRegistry.Web.Tests.Data.Erasing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>The citizen's right of access: the document has all, and nobody gets it who should not.</summary>
public abstract class CitizenFileTests(RegistryWebApp app)
{
    // Row numbers and versions, hashes, and columns that follow from others say nothing of the citizen. Who of the staff
    // looked or wrote is left out on purpose.
    private static readonly HashSet<string> s_leftOut =
    [
        "Id",
        "CitizenId",
        "PlacementId",
        "SharingBasisId",
        nameof(InvoiceLine.InvoiceId),
        "Version",
        "Hash",
        "Erased",
        RegistryMappings.NameSearch,
        RegistryMappings.NameSort,
        RegistryMappings.LastDay,
        nameof(Placement.SourceFingerprint),
        nameof(SharingBasis.RecordedBy),
        nameof(SharingBasis.WithdrawnBy),
        // It stands there by the name that it had then, PurposeName.
        nameof(LookupEntry.PurposeId),
        // What made it unusual tells of the one who looked.
        nameof(SpotCheckItem.SpotCheckId),
        nameof(SpotCheckItem.LookupId),
        nameof(SpotCheckItem.Patterns),
        nameof(SpotCheckItem.Explanation),
        nameof(SpotCheckItem.JudgedBy),
        // How the program knows a condition again; and who decided.
        nameof(Flag.About),
        nameof(Flag.Counterpart),
        nameof(Flag.Rule),
        nameof(Flag.RulesVersion),
        nameof(Flag.DecidedFirst),
        nameof(Flag.DecidedLast),
        nameof(Flag.DecidedBy),
        nameof(Flag.DecidedAtDepartments),
        nameof(Flag.DecidedOnPart),
        nameof(Flag.PartWithout),
        nameof(FlagPlacementLink.FlagId),
        nameof(AuditEntry.UserId),
        nameof(AuditEntry.UserName),
        // What they tell stands in the sentence of the change, see the test of it.
        nameof(AuditEntry.Root),
        nameof(AuditEntry.RootId),
        nameof(AuditEntry.RootVersion),
        nameof(AuditEntry.Entity),
        nameof(AuditEntry.EntityId),
        nameof(AuditEntry.Action),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_CitizenWithEverything_HasEveryValueOfEveryTable()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var answer = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}?handler=Json");

        var json = JsonDocument.Parse(answer.Html).RootElement;
        var values = Texts(json).ToHashSet(StringComparer.Ordinal);
        await app.DbAsync(async db =>
        {
            var rows = await WholeCitizen.RowsOfAsync(db, citizen.Id);
            // The document's own lookup is among them; every table has a row, or is new and has no place yet.
            Assert.Empty(
                WholeCitizen
                    .TablesOfCitizens(db.Model)
                    .Except(rows.Select(row => row.Table))
                    .Select(t => t.Name)
            );
            foreach (var (table, row) in rows)
            {
                foreach (var property in table.GetProperties().Where(p => !s_leftOut.Contains(p.Name)))
                {
                    var value = db.Entry(row).Property(property.Name).CurrentValue;
                    if (value is not null)
                    {
                        await AssertIsThereAsync(db, values, table, property, value);
                    }
                }
            }

            return 0;
        });
        Assert.Contains("Søgning", values);
        Assert.Contains(citizen.Numbers.MinBy(number => number.First)!.Digits, values);
    }

    [Fact]
    public async Task Document_ProposalsToErase_AreToldWithoutWhoProposed()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var other = await app.Data.CreateCitizenAsync();
        var day = new DateTime(2026, 10, 1, 8, 0, 0, DateTimeKind.Utc);
        foreach (var (isApproved, decided) in new[] { (false, 2), (true, 3), (false, 0) })
        {
            await app.Data.AddAsync(
                new Erasure
                {
                    ProposedUtc = day,
                    ProposedById = "1",
                    ProposedBy = "spejder",
                    // A longer number that begins with the citizen's is another one's.
                    References = $"{other.Reference} {citizen.Reference}",
                    DecidedUtc = decided == 0 ? null : day.AddDays(decided),
                    DecidedBy = decided == 0 ? null : "spejder",
                    IsApproved = isApproved,
                }
            );
        }

        await app.Data.AddAsync(
            new Erasure
            {
                ProposedUtc = day.AddDays(9),
                ProposedById = "1",
                ProposedBy = "spejder",
                References = $"{citizen.Reference}9",
                DecidedUtc = day.AddDays(9),
            }
        );
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");

        Assert.Equal(
            [
                "Foreslået til sletning 01.10.2026 kl. 10.00: afvist 03.10.2026 kl. 10.00.",
                "Foreslået til sletning 01.10.2026 kl. 10.00: ikke slettet ved godkendelsen 04.10.2026 kl. 10.00, fordi fristen ikke længere var nået.",
                "Foreslået til sletning 01.10.2026 kl. 10.00: venter på godkendelse.",
            ],
            page.TextsOf("main li").Where(line => line.StartsWith("Foreslået", StringComparison.Ordinal))
        );
        Assert.DoesNotContain("spejder", page.Text, StringComparison.Ordinal);
        await app.DbAsync(async db =>
        {
            db.Erasures.RemoveRange(await db.Erasures.ToListAsync(Ct));
            return await db.SaveChangesAsync(Ct);
        });
    }

    [Fact]
    public async Task Document_CitizenWithEverything_NamesNoStaffButTheCaseworker()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");
        var json = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}?handler=Json");

        Assert.All(
            new[] { page.Text, json.Html },
            text =>
            {
                Assert.DoesNotContain("spejder", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Medarbejder ", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Mikkel Abildgård", text, StringComparison.Ordinal);
                Assert.Contains("Sagsbehandler ", text, StringComparison.Ordinal);
            }
        );
        Assert.Equal("application/json", json.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", json.Response.Content.Headers.ContentDisposition!.DispositionType);
    }

    // Minutes and øre of the whole citizen, as the page has them.
    private static readonly Dictionary<string, string> s_asWritten = new(StringComparer.Ordinal)
    {
        ["137"] = "2,28 t leveret",
        ["149"] = "2,48 t kan faktureres",
        ["43117"] = "431,17 kr.",
        ["107074"] = "1.070,74 kr.",
        ["151"] = ": 2,52 t.",
    };

    [Fact]
    public async Task Document_EveryValueOfTheFile_StandsOnThePageToo()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var json = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}?handler=Json");
        var page = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");

        foreach (var text in Texts(JsonDocument.Parse(json.Html).RootElement))
        {
            var written =
                DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
                    ? Format.Date(day, Languages.Danish)
                : text.Contains('T', StringComparison.Ordinal)
                && DateTime.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AdjustToUniversal,
                    out var instant
                )
                    ? Format.Date(DateOnly.FromDateTime(Clock.ToCopenhagen(instant)), Languages.Danish)
                : s_asWritten.GetValueOrDefault(text, text);
            // Minutes a week stand as hours, and yes and no in words.
            if (text is not ("180" or "True" or "False"))
            {
                Assert.Contains(
                    // Amounts are not parted at a line's end; the page's text has plain blanks.
                    written.Replace('\u00a0', ' '),
                    page.Text,
                    StringComparison.Ordinal
                );
            }
        }

        Assert.Contains("3 t/uge", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AgainAndAsAFile_IsOneLookupOfEachPerson()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");
        await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");
        await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}?handler=Json");
        await (await app.SignInAsync(Roles.Auditor)).GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");

        Assert.Equal(2, await app.DbAsync(db => db.Lookups.CountAsync(l => l.CitizenId == citizen.Id, Ct)));
    }

    [Theory]
    [InlineData("da", "Datatilsynet", "tlf. 70 00 00 09", "24 måneder", "kl. ")]
    [InlineData("en", "Danish Data Protection Agency", "tel. 70 00 00 09", "24 months", " at ")]
    public async Task Document_Always_TellsWhatTheCitizenMustKnowBesides(
        string language,
        string complaint,
        string phone,
        string storage,
        string time
    )
    {
        var municipality = app.Services.GetRequiredService<RegistrySettings>().Municipality;
        (municipality.DataProtectionEmail, municipality.DataProtectionPhone) = (
            "dpo@eksempel.example",
            "70 00 00 09"
        );
        var citizen = await app.Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(await app.Data.CreateUserAsync([Roles.Auditor]), language);

        var page = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");

        var standing = page.TextOf(".standing");
        Assert.All(
            new[] { "Eksempel Kommune", "dpo@eksempel.example", phone, storage, complaint },
            part => Assert.Contains(part, standing, StringComparison.Ordinal)
        );
        // GDPR article 15(1)(a) to (g): controller and officer, purposes, recipients, storage, source, rights, complaint.
        Assert.Equal(8, page.Document.QuerySelectorAll(".standing dd").Length);
        Assert.Contains(time, page.TextOf("tbody"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_NumberOrReference_LeadsToTheDocumentAndIsALookupOfItsOwn(bool byNumber)
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);
        var typed = byNumber ? citizen.CurrentNumber!.Full : citizen.Reference;

        var page = await browser.SubmitAsync(
            await browser.GetAsync("/Oversight/CitizenFile"),
            "main form",
            new() { ["Query"] = typed }
        );

        Assert.Equal($"/Oversight/CitizenFile/{citizen.Reference}", page.Path);
        Assert.Contains(citizen.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Name, page.Document.Title!, StringComparison.Ordinal);
        Assert.Equal(
            [LookupKind.Search, LookupKind.CitizenFile],
            await app.DbAsync(db =>
                db.Lookups.Where(l => l.CitizenId == citizen.Id)
                    .OrderBy(l => l.Id)
                    .Select(l => l.Kind)
                    .ToListAsync(Ct)
            )
        );
    }

    [Theory]
    [InlineData("B-999999")]
    [InlineData("610190-0001")]
    [InlineData("Lone")]
    public async Task Post_NobodyHasIt_SaysSo(string typed)
    {
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await browser.SubmitAsync(
            await browser.GetAsync("/Oversight/CitizenFile"),
            "main form",
            new() { ["Query"] = typed }
        );

        Assert.Equal("/Oversight/CitizenFile", page.Path);
        Assert.Contains("Ingen borger i registret har det nummer.", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Caseworker)]
    [InlineData(Roles.DepartmentHead)]
    [InlineData(Roles.Administrator)]
    public async Task Get_OtherRoles_AreRefusedAndNothingIsRecorded(string role)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department);
        var reference = CitizenReference.Of(placement.CitizenId);
        var browser = await app.SignInAsync(role, department.Id);

        foreach (var handler in new[] { "", "?handler=Json" })
        {
            var answer = await browser.GetAsync($"/Oversight/CitizenFile/{reference}{handler}");
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        }

        Assert.False(
            await app.DbAsync(db => db.Lookups.AnyAsync(l => l.CitizenId == placement.CitizenId, Ct))
        );
    }

    [Theory]
    [InlineData("da")]
    [InlineData("en")]
    public void Kinds_EachOne_HasItsWords(string language)
    {
        using var _ = new CultureScope(language);
        var text = app.Services.GetRequiredService<IStringLocalizer<OversightText>>();

        Assert.All(Enum.GetValues<LookupKind>(), kind => Assert.NotEmpty(text[$"Kind_{kind}"].Value));
    }

    private static async Task AssertIsThereAsync(
        RegistryDb db,
        HashSet<string> values,
        IEntityType table,
        IProperty property,
        object value
    )
    {
        if (property.Name is nameof(AuditEntry.Before) or nameof(AuditEntry.After))
        {
            foreach (var kept in JsonDocument.Parse((string)value).RootElement.EnumerateObject())
            {
                AssertIsInHistory(values, kept);
            }

            return;
        }

        var wanted = value switch
        {
            DateTime instant => [Written(instant)],
            DateOnly day => [day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
            bool truth => [truth ? "True" : "False"],
            LookupKind kind => [kind.ToString()],
            string digits when property.Name == nameof(CitizenNumber.Digits) =>
            [
                CprNumber.Parse(digits).Full,
            ],
            long id when property.IsForeignKey() => [await NameAsync(db, property, id)],
            _ => new[] { Convert.ToString(value, CultureInfo.InvariantCulture)! },
        };
        if (value is LookupKind or FlagKind or FlagState or FlagDecision)
        {
            // Said in words; each kind has its own.
            return;
        }

        Assert.All(
            wanted,
            text => Assert.True(values.Contains(text), $"{table.Name}.{property.Name}: {text}")
        );
    }

    // In the sentences of history: names and days as people read them.
    private static void AssertIsInHistory(HashSet<string> values, JsonProperty kept)
    {
        if (
            kept.Value.ValueKind is not JsonValueKind.String
            || HistoryFields.NotShown.Contains(kept.Name)
            || kept.Name is nameof(SharingBasis.WithdrawnBy) or nameof(Flag.DecidedBy)
            || HistoryFields.Kinds[kept.Name] == HistoryFieldKind.Choice
        )
        {
            return;
        }

        var text = kept.Value.GetString()!;
        var written =
            kept.Name == nameof(CitizenNumber.Digits) ? CprNumber.Parse(text).Masked
            : DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? Format.Date(day, Languages.Danish)
            : text;
        Assert.True(
            values.Any(value => value.Contains(written, StringComparison.Ordinal)),
            $"{kept.Name}: {written}"
        );
    }

    private static async Task<string> NameAsync(RegistryDb db, IProperty property, long id)
    {
        var principal = property.GetContainingForeignKeys().Single().PrincipalEntityType;
        var row = await db.FindAsync(principal.ClrType, [id], Ct);
        return (string)db.Entry(row!).Property("Name").CurrentValue!;
    }

    private static string Written(DateTime instant) =>
        JsonSerializer.Serialize(instant, JsonSerializerOptions.Web).Trim('"');

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Texts(p.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            JsonValueKind.Null => [],
            _ => [element.ToString()],
        };

    private sealed class CultureScope : IDisposable
    {
        private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

        public CultureScope(string language) =>
            CultureInfo.CurrentUICulture = language == "da" ? Languages.Danish : Languages.English;

        public void Dispose() => CultureInfo.CurrentUICulture = _before;
    }
}

public sealed class CitizenFileTests_Sqlite(SqliteApp app) : CitizenFileTests(app), IClassFixture<SqliteApp>;

public sealed class CitizenFileTests_PostgreSql(PostgreSqlApp app)
    : CitizenFileTests(app),
        IClassFixture<PostgreSqlApp>;
