using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MentorRegistry.Web.Tests.Data.Logs;

/// <summary>
/// Whoever hides rows from the pages and leaves the chain alone: by an index, or by what stands in the table's place.
/// </summary>
public abstract class LogTableTests(RegistryWebApp app) : LogTest(app)
{
    public static TheoryData<string> BothLogs => [.. Logs];

    [Theory]
    [InlineData("lookup", "(\"CitizenId\", \"AtUtc\") WHERE \"Id\" <> 7")]
    [InlineData("lookup", "(\"CitizenId\", \"AtUtc\") WHERE \"CitizenId\" IS NOT NULL")]
    [InlineData("lookup", "(\"CitizenId\" DESC, \"AtUtc\")")]
    [InlineData("lookup", "(\"CitizenId\")")]
    [InlineData("lookup", "((\"CitizenId\" + 0), \"AtUtc\")")]
    [InlineData("audit", "(\"CitizenId\", \"Id\") WHERE \"Id\" <> 7")]
    [InlineData("audit", "(\"Id\", \"CitizenId\")")]
    public async Task Verify_IndexMadeOtherwise_SaysWhich(string log, string form)
    {
        await CreateLogAsync(log);
        await using var _ = await WithoutIndexAsync(log);
        await RunAsync($"CREATE INDEX \"{IndexOf(log)}\" ON {TableOf(log)} {form}");

        Assert.Equal([$"IndexAltered index {IndexOf(log)} is changed"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_IndexMissing_SaysWhich(string log)
    {
        await CreateLogAsync(log);
        await using var _ = await WithoutIndexAsync(log);

        Assert.Equal([$"IndexAltered index {IndexOf(log)} is missing"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_IndexAdded_SaysWhich(string log)
    {
        await CreateLogAsync(log);
        await RunAsync($"CREATE INDEX \"IX_More\" ON {TableOf(log)} (\"UserName\")");
        await using var _ = new Undo(() => RunAsync("DROP INDEX \"IX_More\""));

        Assert.Equal(["IndexAltered index IX_More is not the registry's"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_IndexWithoutARowThatItShouldHave_SaysWhich(string log)
    {
        var last = await CreateLogAsync(log);
        await using var _ = await HideFromIndexAsync(log, last - 5);

        Assert.Equal(
            [$"IndexAltered index {IndexOf(log)} does not agree with the rows"],
            await FaultsAsync(log)
        );
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_ViewInTheTablesPlace_SaysSo(string log)
    {
        await CreateLogAsync(log);
        // On SQLite a renamed table takes those that refer to it along, unless it is told not to.
        await RunAsync($"ALTER TABLE {TableOf(log)} RENAME TO \"Away\"");
        await RunAsync($"CREATE VIEW {TableOf(log)} AS SELECT * FROM \"Away\"");
        await using var _ = new Undo(async () =>
        {
            await RunAsync($"DROP VIEW {TableOf(log)}");
            await RunAsync($"ALTER TABLE \"Away\" RENAME TO {TableOf(log)}");
        });

        var fault = Assert.Single(await FaultsAsync(log));
        Assert.StartsWith(
            $"TableAltered {TableOf(log).Trim('"')} is no table: v",
            fault,
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_Trigger_SaysWhich(string log)
    {
        await CreateLogAsync(log);
        await using var _ = await CreateTriggerAsync(log);

        Assert.Equal(["TableAltered trigger hides"], await FaultsAsync(log));
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_ColumnOrTableGone_SaysWhichAndThatItCouldNotBeChecked(string log)
    {
        await CreateLogAsync(log);
        await RunAsync($"ALTER TABLE {TableOf(log)} RENAME COLUMN \"UserName\" TO \"Away\"");
        await using (
            new Undo(() => RunAsync($"ALTER TABLE {TableOf(log)} RENAME COLUMN \"Away\" TO \"UserName\""))
        )
        {
            var faults = await FaultsAsync(log);
            Assert.Contains("TableAltered column UserName is missing", faults);
            Assert.Contains("TableAltered column Away is not the registry's", faults);
            Assert.Contains(faults, fault => fault.StartsWith("NotVerified ", StringComparison.Ordinal));
        }

        await RunAsync($"ALTER TABLE {TableOf(log)} RENAME TO \"Away\"");
        await using var _ = new Undo(() => RunAsync($"ALTER TABLE \"Away\" RENAME TO {TableOf(log)}"));

        Assert.Equal(
            [$"TableAltered {TableOf(log).Trim('"')} is no table: not there", "NotVerified"],
            (await FaultsAsync(log)).Select(fault =>
                fault.StartsWith("NotVerified", StringComparison.Ordinal) ? "NotVerified" : fault
            )
        );
    }

    protected static string IndexOf(string log) =>
        log == "lookup" ? "IX_Lookups_CitizenId_AtUtc" : "IX_AuditEntries_CitizenId_Id";

    protected static string ColumnsOf(string log) =>
        log == "lookup" ? "\"CitizenId\", \"AtUtc\"" : "\"CitizenId\", \"Id\"";

    /// <summary>Leaves a row out of an index that says of itself that it is whole.</summary>
    protected abstract Task<IAsyncDisposable> HideFromIndexAsync(string log, long number);

    protected abstract Task<IAsyncDisposable> CreateTriggerAsync(string log);

    protected async Task<IAsyncDisposable> WithoutIndexAsync(string log)
    {
        await RunAsync($"DROP INDEX \"{IndexOf(log)}\"");
        return new Undo(async () =>
        {
            await RunAsync($"DROP INDEX IF EXISTS \"{IndexOf(log)}\"");
            await RunAsync($"CREATE INDEX \"{IndexOf(log)}\" ON {TableOf(log)} ({ColumnsOf(log)})");
        });
    }

    protected Task<int> RunAsync(string statement) =>
        App.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{").Replace("}", "}}"), Ct)
        );

    protected sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}

public sealed class LogTableTests_Sqlite(SqliteApp app) : LogTableTests(app), IClassFixture<SqliteApp>
{
    [Fact]
    public async Task Verify_RowHiddenFromACitizensPage_IsFound()
    {
        var last = await CreateLogAsync("lookup");
        var citizenId = await App.DbAsync(db =>
            db.Lookups.Where(lookup => lookup.Id == last).Select(lookup => lookup.CitizenId).SingleAsync(Ct)
        );
        Task<int> CountAsync() =>
            App.DbAsync(db => db.Lookups.CountAsync(lookup => lookup.CitizenId == citizenId, Ct));
        var before = await CountAsync();

        await using var _ = await HideFromIndexAsync("lookup", last);

        // What the file can be made to do: the row is there, and the page that looks for it has it not.
        Assert.Equal(before - 1, await CountAsync());
        Assert.NotEmpty(await FaultsAsync("lookup"));
    }

    [Theory]
    [InlineData("\"CitizenId\" DESC, \"AtUtc\"")]
    [InlineData("\"CitizenId\", \"AtUtc\" DESC")]
    public async Task Verify_IndexInAnotherOrderThanItSays_SaysWhich(string columns)
    {
        await CreateLogAsync("lookup");
        await LookUpAsync(await App.DbAsync(db => db.Citizens.OrderBy(c => c.Id).FirstAsync(Ct)));
        await LookUpAsync(await App.DbAsync(db => db.Citizens.OrderBy(c => c.Id).FirstAsync(Ct)));
        await using var _ = await WithoutIndexAsync("lookup");
        await RunAsync($"CREATE INDEX \"{IndexOf("lookup")}\" ON \"Lookups\" ({columns})");
        await WriteSchemaAsync(IndexOf("lookup"), columns, ColumnsOf("lookup"));

        Assert.Equal(
            [$"IndexAltered index {IndexOf("lookup")} does not agree with the rows"],
            await FaultsAsync("lookup")
        );
    }

    [Fact]
    public async Task Verify_ColumnMadeAnotherKind_SaysWhich()
    {
        await CreateLogAsync("lookup");
        // Compared as texts, no number is found.
        await WriteSchemaAsync("Lookups", "\"CitizenId\" INTEGER", "\"CitizenId\" TEXT");
        await using var _ = new Undo(() =>
            WriteSchemaAsync("Lookups", "\"CitizenId\" TEXT", "\"CitizenId\" INTEGER")
        );

        Assert.Contains("TableAltered column CitizenId is changed", await FaultsAsync("lookup"));
    }

    [Fact]
    public async Task Verify_ColumnGenerated_SaysWhich()
    {
        await CreateLogAsync("lookup");
        const string Plain = "\"Criterion\" TEXT NULL";
        const string Generated = "\"Criterion\" TEXT GENERATED ALWAYS AS (null) VIRTUAL";
        await WriteSchemaAsync("Lookups", Plain, Generated);
        await using var _ = new Undo(() => WriteSchemaAsync("Lookups", Generated, Plain));

        Assert.Contains("TableAltered column Criterion is changed", await FaultsAsync("lookup"));
    }

    [Fact]
    public async Task Verify_IndexWithItsRealConditionInAComment_SaysWhich()
    {
        await CreateLogAsync("lookup");
        const string Index = "IX_Lookups_PurposeId_AtUtc";
        const string Plain = " WHERE \"PurposeId\" IS NOT NULL";
        const string Hiding =
            "\nWHERE \"PurposeId\" IS NOT NULL AND \"UserId\" <> 'a' -- WHERE \"PurposeId\" IS NOT NULL";
        await WriteSchemaAsync(Index, Plain, Hiding);
        await RunAsync($"REINDEX \"{Index}\"");
        await using var _ = new Undo(async () =>
        {
            await WriteSchemaAsync(Index, Hiding, Plain);
            await RunAsync($"REINDEX \"{Index}\"");
        });

        Assert.Equal([$"IndexAltered index {Index} is changed"], await FaultsAsync("lookup"));
    }

    protected override async Task<IAsyncDisposable> HideFromIndexAsync(string log, long number)
    {
        await RunAsync($"DROP INDEX \"{IndexOf(log)}\"");
        await RunAsync(
            $"CREATE INDEX \"{IndexOf(log)}\" ON {TableOf(log)} ({ColumnsOf(log)}) WHERE \"Id\" <> {number}"
        );
        await WriteSchemaAsync(IndexOf(log), $" WHERE \"Id\" <> {number}", "");
        return new Undo(() => RunAsync($"REINDEX \"{IndexOf(log)}\""));
    }

    protected override async Task<IAsyncDisposable> CreateTriggerAsync(string log)
    {
        await RunAsync($"CREATE TRIGGER hides AFTER INSERT ON {TableOf(log)} BEGIN SELECT 1; END");
        return new Undo(() => RunAsync("DROP TRIGGER hides"));
    }

    private Task<int> WriteSchemaAsync(string name, string from, string to) =>
        App.DbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Ct);
            var version = (
                await db
                    .Database.SqlQuery<int>($"SELECT schema_version AS \"Value\" FROM pragma_schema_version")
                    .ToListAsync(Ct)
            )[0];
            await db.Database.ExecuteSqlRawAsync("PRAGMA writable_schema = 1", Ct);
            var changed = await db.Database.ExecuteSqlAsync(
                $"UPDATE sqlite_schema SET sql = replace(sql, {from}, {to}) WHERE name = {name} AND instr(sql, {from})",
                Ct
            );
            Assert.Equal(1, changed);
            var next = $"PRAGMA schema_version = {version + 1}";
            await db.Database.ExecuteSqlRawAsync(next, Ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA writable_schema = 0", Ct);
            await db.Database.CloseConnectionAsync();
            return changed;
        });
}

public sealed class LogTableTests_PostgreSql(PostgreSqlApp app)
    : LogTableTests(app),
        IClassFixture<PostgreSqlApp>
{
    [Theory]
    [InlineData(
        "row security",
        "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE {0} DISABLE ROW LEVEL SECURITY"
    )]
    [InlineData("policy p", "CREATE POLICY p ON {0} USING (true)", "DROP POLICY p ON {0}")]
    [InlineData("rule r", "CREATE RULE r AS ON DELETE TO {0} DO INSTEAD NOTHING", "DROP RULE r ON {0}")]
    [InlineData(
        "constraint nobody",
        "ALTER TABLE {0} ADD CONSTRAINT nobody CHECK (\"UserName\" <> 'birgit')",
        "ALTER TABLE {0} DROP CONSTRAINT nobody"
    )]
    [InlineData(
        "column UserName is changed",
        "ALTER TABLE {0} ALTER COLUMN \"UserName\" TYPE varchar(256) COLLATE \"C\"",
        "ALTER TABLE {0} ALTER COLUMN \"UserName\" TYPE varchar(256) COLLATE \"default\""
    )]
    [InlineData("child table child", "CREATE TABLE child () INHERITS ({0})", "DROP TABLE child")]
    public async Task Verify_SomethingWorksOnTheTable_SaysWhat(string what, string make, string undo)
    {
        foreach (var log in Logs)
        {
            await CreateLogAsync(log);
            await RunAsync(string.Format(null, make, TableOf(log)));
            await using var _ = new Undo(() => RunAsync(string.Format(null, undo, TableOf(log))));

            Assert.Equal([$"TableAltered {what}"], await FaultsAsync(log));
        }
    }

    [Theory, MemberData(nameof(BothLogs))]
    public async Task Verify_TableOfTheSameNameInAnEarlierSchema_SaysWhereTheOtherIs(string log)
    {
        await CreateLogAsync(log);
        await RunAsync("DO $$BEGIN EXECUTE format('CREATE SCHEMA %I', current_user); END$$");
        await using var _ = new Undo(() =>
            RunAsync("DO $$BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', current_user); END$$")
        );
        await RunAsync(
            $"DO $$BEGIN EXECUTE format('CREATE TABLE %I.{TableOf(log)} AS SELECT * FROM public.{TableOf(log)}', current_user); END$$"
        );

        Assert.Contains(
            $"TableAltered in schema public is another {TableOf(log).Trim('"')}",
            await FaultsAsync(log)
        );
    }

    [Fact]
    public async Task Verify_OperatorOfAnEarlierSchema_NeitherHidesRowsNorIsUnseen()
    {
        await CreateLogAsync("lookup");
        var citizenId = await App.DbAsync(db =>
            db.Lookups.OrderByDescending(l => l.Id).Select(l => l.CitizenId!.Value).FirstAsync(Ct)
        );
        Task<int> CountAsync() =>
            App.DbAsync(db => db.Lookups.CountAsync(lookup => lookup.CitizenId == citizenId, Ct));
        var before = await CountAsync();
        await RunAsync(
            $"""
            CREATE FUNCTION public.eqx(bigint, bigint) RETURNS boolean LANGUAGE sql STABLE AS
              $$ SELECT $1 OPERATOR(pg_catalog.=) $2 AND NOT $2 OPERATOR(pg_catalog.=) {citizenId} $$;
            CREATE OPERATOR public.= (leftarg = bigint, rightarg = bigint, function = public.eqx);
            DO $x$BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = public, pg_catalog',
              current_user, current_database()); END$x$
            """
        );
        NpgsqlConnection.ClearAllPools();
        await using var _ = new Undo(() =>
            RunAsync(
                """
                DROP FUNCTION public.eqx(bigint, bigint) CASCADE;
                DO $x$BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET search_path',
                  current_user, current_database()); END$x$
                """
            )
        );

        Assert.Equal(before, await CountAsync());
        Assert.Equal(["TableAltered in schema public is another operator ="], await FaultsAsync("lookup"));
    }

    [Theory]
    [InlineData(
        "in schema public is another function length",
        "CREATE FUNCTION public.length(varchar) RETURNS int LANGUAGE sql AS 'SELECT 0'",
        "DROP FUNCTION public.length(varchar)"
    )]
    [InlineData(
        "another cast of int8 to date",
        "CREATE FUNCTION public.days(bigint) RETURNS date LANGUAGE sql AS 'SELECT current_date'; CREATE CAST (bigint AS date) WITH FUNCTION public.days(bigint)",
        "DROP CAST (bigint AS date); DROP FUNCTION public.days(bigint)"
    )]
    public async Task Verify_SomethingThatCanStandInForPostgreSqlsOwn_SaysWhat(
        string what,
        string make,
        string undo
    )
    {
        await CreateLogAsync("lookup");
        await RunAsync(make);
        await using var _ = new Undo(() => RunAsync(undo));

        Assert.Equal([$"TableAltered {what}"], await FaultsAsync("lookup"));
    }

    [Fact]
    public async Task Verify_ViewsInTheCatalogsPlace_HideNothing()
    {
        await CreateLogAsync("lookup");
        await RunAsync(
            """
            CREATE POLICY p ON "Lookups" USING (true);
            CREATE VIEW public.pg_policy AS SELECT * FROM pg_catalog.pg_policy WHERE false;
            DO $x$BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = public, pg_catalog',
              current_user, current_database()); END$x$
            """
        );
        NpgsqlConnection.ClearAllPools();
        await using var _ = new Undo(() =>
            RunAsync(
                """
                DROP VIEW public.pg_policy;
                DROP POLICY p ON "Lookups";
                DO $x$BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET search_path',
                  current_user, current_database()); END$x$
                """
            )
        );

        Assert.Equal(["TableAltered policy p"], await FaultsAsync("lookup"));
    }

    [Fact]
    public async Task Verify_ColumnGeneratedOrOfAnotherType_SaysWhich()
    {
        await CreateLogAsync("lookup");
        await RunAsync(
            """
            ALTER TABLE "Lookups" RENAME COLUMN "Criterion" TO "Away";
            ALTER TABLE "Lookups" ADD "Criterion" text GENERATED ALWAYS AS (NULL) STORED;
            ALTER TABLE "Lookups" ALTER "UserName" TYPE text;
            """
        );
        await using var _ = new Undo(() =>
            RunAsync(
                """
                ALTER TABLE "Lookups" DROP "Criterion";
                ALTER TABLE "Lookups" RENAME COLUMN "Away" TO "Criterion";
                ALTER TABLE "Lookups" ALTER "UserName" TYPE character varying(256);
                """
            )
        );

        var faults = await FaultsAsync("lookup");
        Assert.Contains("TableAltered column Criterion is changed", faults);
        Assert.Contains("TableAltered column UserName is changed", faults);
    }

    [Fact]
    public async Task Verify_IndexWithOtherEntriesThanItSays_SaysWhich()
    {
        await CreateLogAsync("lookup");
        await using var _ = await WithoutIndexAsync("lookup");
        // As many entries as rows, all under a number that nobody has.
        await RunAsync($"CREATE INDEX \"{IndexOf("lookup")}\" ON \"Lookups\" ((-\"CitizenId\"), \"AtUtc\")");
        await RunAsync(
            $"""
            UPDATE pg_index SET indexprs = NULL, indkey = (SELECT format('%s %s', a.attnum, b.attnum)::int2vector
              FROM pg_attribute a JOIN pg_attribute b ON b.attrelid = a.attrelid AND b.attname = 'AtUtc'
              WHERE a.attrelid = '"Lookups"'::regclass AND a.attname = 'CitizenId')
            WHERE indexrelid = '"{IndexOf("lookup")}"'::regclass
            """
        );

        Assert.Equal(
            [$"IndexAltered index {IndexOf("lookup")} does not agree with the rows"],
            await FaultsAsync("lookup")
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_IndexMadeWhileAnOlderTransactionRuns_WaitsForItAWhile(bool ends)
    {
        await CreateLogAsync("lookup");
        await using var undo = await WithoutIndexAsync("lookup");
        await using var older = new NpgsqlConnection(
            await App.DbAsync(db => Task.FromResult(db.Database.GetConnectionString()))
        );
        await older.OpenAsync(Ct);
        await using var transaction = await older.BeginTransactionAsync(IsolationLevel.RepeatableRead, Ct);
        await using var look = new NpgsqlCommand("SELECT pg_current_xact_id()", older, transaction);
        await look.ExecuteScalarAsync(Ct);
        // Changed and changed back: the older transaction can see versions of rows that the index will not have.
        await RunAsync("UPDATE \"Lookups\" SET \"UserName\" = \"UserName\" || ' '");
        await RunAsync("UPDATE \"Lookups\" SET \"UserName\" = rtrim(\"UserName\")");
        await RunAsync($"CREATE INDEX \"{IndexOf("lookup")}\" ON \"Lookups\" ({ColumnsOf("lookup")})");

        var faults = FaultsAsync("lookup");
        if (ends)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Ct);
            Assert.False(faults.IsCompleted);
            await transaction.RollbackAsync(Ct);
        }

        Assert.Equal(
            ends ? [] : [$"NotVerified index {IndexOf("lookup")} is newer than a transaction that runs"],
            await faults
        );
    }

    protected override async Task<IAsyncDisposable> HideFromIndexAsync(string log, long number)
    {
        var undo = await WithoutIndexAsync(log);
        await RunAsync(
            $"CREATE INDEX \"{IndexOf(log)}\" ON {TableOf(log)} ({ColumnsOf(log)}) WHERE \"Id\" <> {number}"
        );
        await RunAsync(
            $"UPDATE pg_index SET indpred = NULL WHERE indexrelid = '\"{IndexOf(log)}\"'::regclass"
        );
        return undo;
    }

    protected override async Task<IAsyncDisposable> CreateTriggerAsync(string log)
    {
        await RunAsync(
            "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        );
        await RunAsync(
            $"CREATE TRIGGER hides AFTER INSERT ON {TableOf(log)} FOR EACH ROW EXECUTE FUNCTION nothing()"
        );
        return new Undo(() => RunAsync("DROP FUNCTION nothing() CASCADE"));
    }
}
