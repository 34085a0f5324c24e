using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data.Logs;

/// <summary>Whoever can write to the database, but has not the key, is found out; and it is said what was done.</summary>
public abstract class LogVerifierTests(RegistryWebApp app) : LogTest(app)
{
    public static TheoryData<string> BothLogs => [.. Logs];

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_WrittenOnAfterTheBeginning_IsWhole(string log)
    {
        var last = await CreateLogAsync(log);
        await LookUpAsync(await App.Data.CreateCitizenAsync());

        Assert.Empty(await FaultsAsync(log));
        Assert.True((await HeadAsync(log)).LastNumber > last);
    }

    [Theory]
    [InlineData("lookup", "\"UserName\" = 'en anden'")]
    [InlineData("lookup", "\"UserId\" = 'b'")]
    [InlineData("lookup", "\"Kind\" = 'Sheet'")]
    [InlineData("lookup", "\"CitizenId\" = 999")]
    [InlineData("lookup", "\"PurposeName\" = 'et andet formål'")]
    [InlineData("lookup", "\"AtUtc\" = '2026-11-20 07:00:00.000001+00'")]
    [InlineData("audit", "\"UserName\" = 'en anden'")]
    [InlineData("audit", "\"After\" = '{}'")]
    [InlineData("audit", "\"After\" = NULL")]
    [InlineData("audit", "\"Before\" = ''")]
    [InlineData("audit", "\"Before\" = \"After\", \"After\" = NULL")]
    [InlineData("audit", "\"RootVersion\" = \"RootVersion\" + 1")]
    public async Task Verify_ValueAltered_NamesTheRow(string log, string change)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"UPDATE {TableOf(log)} SET {change} WHERE \"Id\" = {last - 5}");

        Assert.Equal([$"Altered {last - 5}-{last - 5}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_HashAltered_NamesTheRow(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync(
            $"UPDATE {TableOf(log)} SET \"Hash\" = (SELECT \"Hash\" FROM {TableOf(log)} WHERE \"Id\" = 2) WHERE \"Id\" = {last - 5}"
        );

        Assert.Equal([$"Altered {last - 5}-{last - 5}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_FirstAndLastRowAltered_NamesBoth(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"UPDATE {TableOf(log)} SET \"UserName\" = 'x' WHERE \"Id\" IN (1, {last})");

        Assert.Equal(["Altered 1-1", $"Altered {last}-{last}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_EveryRowAltered_TellsSoWithoutAnEndlessList(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"UPDATE {TableOf(log)} SET \"UserName\" = 'alle'");

        Assert.Equal([$"Altered 1-{Math.Min(last, 200)}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_DeletedInTheMiddle_NamesTheRows(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"DELETE FROM {TableOf(log)} WHERE \"Id\" IN ({last - 6}, {last - 5}, {last - 2})");

        Assert.Equal(
            [$"Missing {last - 6}-{last - 5}", $"Missing {last - 2}-{last - 2}"],
            await FaultsAsync(log)
        );
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_DeletedAndTheGapClosed_NamesTheRow(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync(
            $"DELETE FROM {TableOf(log)} WHERE \"Id\" = {last - 5}",
            $"UPDATE {TableOf(log)} SET \"Id\" = -\"Id\" WHERE \"Id\" > {last - 5}",
            $"UPDATE {TableOf(log)} SET \"Id\" = -\"Id\" - 1 WHERE \"Id\" < 0"
        );

        Assert.Equal([$"Missing {last - 5}-{last - 5}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_TailDeleted_NamesTheRows(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"DELETE FROM {TableOf(log)} WHERE \"Id\" > {last - 3}");

        Assert.Equal([$"CutOff {last - 2}-{last}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_AllDeleted_NamesTheRows(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"DELETE FROM {TableOf(log)}");

        Assert.Equal([$"CutOff 1-{last}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_TailDeletedAndTheHeadSetBack_HeadIsNotTheProgrammes(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync(
            $"DELETE FROM {TableOf(log)} WHERE \"Id\" > {last - 3}",
            $"UPDATE \"LogHeads\" SET \"LastNumber\" = {last - 3}, \"LastHash\" = (SELECT \"Hash\" FROM {TableOf(log)} WHERE \"Id\" = {last - 3}) WHERE \"Log\" = '{log}'"
        );

        Assert.Equal(["HeadAltered 0-0"], await FaultsAsync(log));
    }

    [Theory]
    [InlineData("lookup", "\"LastNumber\" = \"LastNumber\" + 1")]
    [InlineData("lookup", "\"RowsAtBeginning\" = \"RowsAtBeginning\" + 1")]
    [InlineData("audit", "\"LastHash\" = \"Seal\"")]
    [InlineData("audit", "\"BegunUtc\" = '2026-11-20 07:00:00+00'")]
    public async Task Verify_HeadAltered_SaysSo(string log, string change)
    {
        await CreateLogAsync(log);
        await MeddleAsync($"UPDATE \"LogHeads\" SET {change} WHERE \"Log\" = '{log}'");

        Assert.Equal(["HeadAltered 0-0"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_HeadDeleted_SaysSoAndStillReadsTheRows(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync(
            $"DELETE FROM \"LogHeads\" WHERE \"Log\" = '{log}'",
            $"UPDATE {TableOf(log)} SET \"UserName\" = 'x' WHERE \"Id\" = {last - 1}"
        );

        Assert.Equal(["HeadMissing 0-0", $"Altered {last - 1}-{last - 1}"], await FaultsAsync(log));
    }

    [Theory]
    [InlineData("lookup", 7, 3)]
    [InlineData("lookup", 7, 5)]
    [InlineData("lookup", 7, 6)]
    [InlineData("lookup", 1, 0)]
    [InlineData("lookup", 4, 0)]
    [InlineData("audit", 7, 3)]
    [InlineData("audit", 7, 6)]
    [InlineData("audit", 1, 0)]
    public async Task Verify_TwoRowsSwapped_NamesBoth(string log, int oneFromEnd, int otherFromEnd)
    {
        var last = await CreateLogAsync(log);
        var (one, other) = (last - oneFromEnd, last - otherFromEnd);
        // Rows that differ, also where a clock stands still.
        await MeddleAsync(
            $"UPDATE {TableOf(log)} SET \"Id\" = -1 WHERE \"Id\" = {one}",
            $"UPDATE {TableOf(log)} SET \"Id\" = {one} WHERE \"Id\" = {other}",
            $"UPDATE {TableOf(log)} SET \"Id\" = {other} WHERE \"Id\" = -1"
        );

        Assert.Equal([$"Swapped {one}-{other}"], await FaultsAsync(log));
    }

    [Theory]
    // Side by side, one between, far apart; of the first, of the second, of both the content is erased.
    [InlineData(7, 6, new[] { 7L })]
    [InlineData(7, 6, new[] { 6L })]
    [InlineData(7, 6, new[] { 7L, 6L })]
    [InlineData(7, 6, new[] { 8L, 5L })]
    [InlineData(7, 5, new[] { 7L })]
    [InlineData(7, 5, new[] { 5L })]
    [InlineData(7, 5, new[] { 6L })]
    [InlineData(9, 3, new[] { 9L })]
    [InlineData(9, 3, new[] { 3L })]
    [InlineData(9, 3, new[] { 9L, 3L })]
    [InlineData(9, 3, new[] { 8L, 4L })]
    public async Task Verify_ErasedRowSwapped_NamesBoth(int oneFromEnd, int otherFromEnd, long[] erased)
    {
        var last = await CreateLogAsync("lookup");
        await EraseAsync([.. erased.Select(fromEnd => last - fromEnd)]);
        Assert.Empty(await FaultsAsync("lookup"));
        var (one, other) = (last - oneFromEnd, last - otherFromEnd);

        await MeddleAsync(
            $"UPDATE \"Lookups\" SET \"Id\" = -1 WHERE \"Id\" = {one}",
            $"UPDATE \"Lookups\" SET \"Id\" = {one} WHERE \"Id\" = {other}",
            $"UPDATE \"Lookups\" SET \"Id\" = {other} WHERE \"Id\" = -1"
        );

        Assert.Equal([$"Swapped {one}-{other}"], await FaultsAsync("lookup"));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_ValuesSwappedAndNumbersKept_NamesBoth(string log)
    {
        var last = await CreateLogAsync(log);
        var (one, other) = (last - 7, last - 3);
        var hashes = await App.DbAsync(db =>
            (log == "lookup" ? db.Lookups.AsQueryable<IChained>() : db.AuditEntries)
                .Where(row => row.Id == one || row.Id == other)
                .OrderBy(row => row.Id)
                .Select(row => row.Hash)
                .ToListAsync(Ct)
        );
        await MeddleAsync(
            $"UPDATE {TableOf(log)} SET \"Id\" = -1 WHERE \"Id\" = {one}",
            $"UPDATE {TableOf(log)} SET \"Id\" = {one} WHERE \"Id\" = {other}",
            $"UPDATE {TableOf(log)} SET \"Id\" = {other} WHERE \"Id\" = -1",
            // Each place keeps its own hash.
            $"UPDATE {TableOf(log)} SET \"Hash\" = {Literal(hashes[0])} WHERE \"Id\" = {one}",
            $"UPDATE {TableOf(log)} SET \"Hash\" = {Literal(hashes[1])} WHERE \"Id\" = {other}"
        );

        Assert.Equal([$"Swapped {one}-{other}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_RowAddedAtTheEnd_NamesIt(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync(CopyOfRow(log, last, last + 1));

        Assert.Equal([$"Inserted {last + 1}-{last + 1}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_RowPutInBetween_NamesIt(string log)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync(
            $"UPDATE {TableOf(log)} SET \"Id\" = -\"Id\" WHERE \"Id\" > {last - 4}",
            $"UPDATE {TableOf(log)} SET \"Id\" = -\"Id\" + 1 WHERE \"Id\" < 0",
            CopyOfRow(log, 2, last - 3)
        );

        Assert.Equal([$"Inserted {last - 3}-{last - 3}"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_OlderCopyPutBack_RemembersTheRowsThatWereThere(string log)
    {
        var last = await CreateLogAsync(log);
        var old = await HeadAsync(log);
        await AppendAsync();
        var seen = await HeadAsync(log);
        KeepCheckpoint(log, seen);

        await PutBackAsync(log, old);

        Assert.Equal([$"OlderCopy {last + 1}-{seen.LastNumber}"], await FaultsAsync(log));

        await AppendAsync();

        Assert.Equal([$"OtherCopy {seen.LastNumber}-{seen.LastNumber}"], await FaultsAsync(log));
    }

    [Fact]
    public async Task Verify_LogWithoutKnownCheckpoint_OlderCopyIsNotFound()
    {
        // What docs/operations.md says honestly: without somebody who remembers, an older copy is whole.
        await CreateLogAsync("lookup");
        var old = await HeadAsync("lookup");
        await AppendAsync();

        await PutBackAsync("lookup", old);

        Assert.Empty(await FaultsAsync("lookup"));
    }

    private Task<int> EraseAsync(params long[] numbers) =>
        App.DbAsync(async db =>
        {
            foreach (var row in await db.Lookups.Where(l => numbers.Contains(l.Id)).ToListAsync(Ct))
            {
                db.EraseContent(
                    ChainedLog.Lookups,
                    row,
                    () => (row.UserId, row.UserName, row.CitizenId) = ("", "", null)
                );
            }

            return await db.SaveChangesAsync(Ct);
        });

    private async Task AppendAsync() => await LookUpAsync(await App.Data.CreateCitizenAsync());

    // Rows and head as an older copy of the database has them, seal included.
    private async Task PutBackAsync(string log, LogHead old) =>
        await MeddleAsync(
            $"DELETE FROM {TableOf(log)} WHERE \"Id\" > {old.LastNumber}",
            $"UPDATE \"LogHeads\" SET \"LastNumber\" = {old.LastNumber}, \"LastHash\" = {Literal(old.LastHash)}, \"Seal\" = {Literal(old.Seal)} WHERE \"Log\" = '{log}'"
        );

    private void KeepCheckpoint(string log, LogHead head) =>
        ((LogCheckpoints)App.Services.GetService(typeof(LogCheckpoints))!).Keep(
            Log(log),
            new LogCheckpoint(head.LastNumber, Convert.ToHexStringLower(head.LastHash), head.BegunUtc)
        );

    private string Literal(byte[] bytes) =>
        App is PostgreSqlApp
            ? $"decode('{Convert.ToHexString(bytes)}', 'hex')"
            : $"x'{Convert.ToHexString(bytes)}'";

    private static string CopyOfRow(string log, long from, long to)
    {
        var columns =
            log == "lookup"
                ? "\"AtUtc\", \"UserId\", \"UserName\", \"CitizenId\", \"Kind\", \"Hash\""
                : "\"AtUtc\", \"UserName\", \"CitizenId\", \"Root\", \"RootId\", \"RootVersion\", \"Entity\", \"EntityId\", \"Action\", \"After\", \"Hash\"";
        return $"INSERT INTO {TableOf(log)} (\"Id\", {columns}) SELECT {to}, {columns} FROM {TableOf(log)} WHERE \"Id\" = {from}";
    }
}

public sealed class LogVerifierTests_Sqlite(SqliteApp app) : LogVerifierTests(app), IClassFixture<SqliteApp>
{
    // SQLite keeps a value of any kind in any column. Each of these reads as the value that was there, and is found by
    // no page that asks for it. PostgreSQL refuses them all.
    [Theory]
    [InlineData("lookup", "\"CitizenId\" = \"CitizenId\" + 0.5")]
    [InlineData("lookup", "\"CitizenId\" = \"CitizenId\" || ' x'")]
    [InlineData("lookup", "\"CitizenId\" = CAST(\"CitizenId\" AS BLOB)")]
    [InlineData("lookup", "\"UserId\" = CAST(\"UserId\" AS BLOB)")]
    [InlineData("lookup", "\"UserId\" = \"UserId\" || char(0) || 'x'")]
    [InlineData("lookup", "\"Kind\" = CAST(\"Kind\" AS BLOB)")]
    [InlineData("lookup", "\"AtUtc\" = ' ' || \"AtUtc\"")]
    [InlineData("lookup", "\"AtUtc\" = \"AtUtc\" || '0'")]
    [InlineData("lookup", "\"AtUtc\" = replace(\"AtUtc\", ' ', 'T')")]
    [InlineData("lookup", "\"AtUtc\" = CAST(\"AtUtc\" AS BLOB)")]
    [InlineData("lookup", "\"AtUtc\" = 'i går'")]
    [InlineData("lookup", "\"Hash\" = CAST(\"Hash\" AS TEXT)")]
    [InlineData("audit", "\"RootVersion\" = \"RootVersion\" + 0.5")]
    [InlineData("audit", "\"CitizenId\" = \"CitizenId\" || ' x'")]
    [InlineData("audit", "\"After\" = CAST(\"After\" AS BLOB)")]
    [InlineData("audit", "\"Root\" = CAST(\"Root\" AS BLOB)")]
    [InlineData("audit", "\"AtUtc\" = ' ' || \"AtUtc\"")]
    public async Task Verify_ValueReadsTheSameButIsStoredOtherwise_NamesTheRow(string log, string change)
    {
        var last = await CreateLogAsync(log);
        await MeddleAsync($"UPDATE {TableOf(log)} SET {change} WHERE \"Id\" = {last - 5}");

        Assert.Equal([$"Altered {last - 5}-{last - 5}"], await FaultsAsync(log));

        // Chained as it stands, it is no fault any more.
        await WithAsync<LogBeginning, int>(async beginning =>
        {
            await beginning.AnewAsync(Ct);
            return 0;
        });
        Assert.Empty(await FaultsAsync(log));
    }

    [Theory]
    [InlineData("\"LastNumber\" = \"LastNumber\" || ' x'")]
    [InlineData("\"BegunUtc\" = ' ' || \"BegunUtc\"")]
    [InlineData("\"BegunUtc\" = 'i går'")]
    [InlineData("\"KeyFingerprint\" = CAST(\"KeyFingerprint\" AS BLOB)")]
    [InlineData("\"LastHash\" = CAST(\"LastHash\" AS TEXT)")]
    [InlineData("\"Seal\" = CAST(\"Seal\" AS TEXT)")]
    public async Task Verify_HeadStoredOtherwise_SaysSo(string change)
    {
        await CreateLogAsync("lookup");
        await MeddleAsync($"UPDATE \"LogHeads\" SET {change} WHERE \"Log\" = 'lookup'");

        Assert.Equal(["HeadAltered 0-0"], await FaultsAsync("lookup"));
    }
}

public sealed class LogVerifierTests_PostgreSql(PostgreSqlApp app)
    : LogVerifierTests(app),
        IClassFixture<PostgreSqlApp>;
