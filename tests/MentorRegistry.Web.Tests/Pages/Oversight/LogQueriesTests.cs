using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>How the log is searched, which must stay quick when it has a million rows.</summary>
public sealed class LogQueriesTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Fact]
    public async Task Post_EachCriterion_FindsItsRowsInOrderByAnIndex()
    {
        var asked = new AskedQueries(app);
        var citizen = await app.Data.CreateCitizenAsync();
        var staff = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var purpose = await app.Data.CreatePurposeAsync();
        for (var i = 0; i < 3; i++)
        {
            await app.Data.CreateLookupAsync(staff, citizen, purpose: purpose);
        }

        var browser = await app.SignInAsync(Roles.Auditor);
        var page = await browser.GetAsync("/Oversight/Log");
        foreach (
            var (field, value, index) in new[]
            {
                ("Search.From", "01.11.2026", "IX_Lookups_AtUtc"),
                ("Search.Citizen", citizen.Reference, "IX_Lookups_CitizenId_AtUtc"),
                ("Search.StaffId", staff.Id, "IX_Lookups_UserId_AtUtc"),
                ("Search.PurposeId", $"{purpose.Id}", "IX_Lookups_PurposeId_AtUtc"),
                ("Search.Kind", "Overview", "IX_Lookups_Kind_AtUtc"),
            }
        )
        {
            foreach (var from in (string[])["", "01.11.2026"])
            {
                asked.Texts.Clear();
                var values = new Dictionary<string, string?> { ["Search.From"] = from, [field] = value };
                var shown = await browser.SubmitAsync(page, "main form.filters", values);
                // The file goes on where the last thousand rows ended.
                await browser.SubmitAsync(shown, "#found", button: "button[formaction*=Export]");

                var rows = asked
                    .Texts.Where(text =>
                        text.Contains("FROM \"Lookups\"", StringComparison.Ordinal)
                        && text.Contains("LIMIT", StringComparison.Ordinal)
                        && text.Contains("AtUtc\" DESC", StringComparison.Ordinal)
                    )
                    .ToList();
                Assert.True(rows.Count >= 2, string.Join("\n\n", asked.Texts));
                foreach (var sql in rows)
                {
                    var plan = await asked.ExplainAsync(sql);
                    Assert.Contains(index, plan, StringComparison.Ordinal);
                    Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
                }
            }
        }
    }
}
