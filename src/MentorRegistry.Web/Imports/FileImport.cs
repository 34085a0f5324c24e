using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// Loads a file of one kind: everything is checked before anything is written, and all of it is written, or nothing. It is a
/// lookup of the citizens of whom the report tells something.
/// </summary>
public abstract class FileImport(RegistryDb db, CurrentUser user, LookupLog lookups)
{
    /// <summary>The source system of placements that were registered here and exported; their id is the row's number.</summary>
    public const string OwnSystem = "Mentorregister";

    /// <summary>How many rows are looked at together.</summary>
    protected const int BatchSize = 1_000;

    /// <summary>Which columns such a file has.</summary>
    public abstract ImportLayout Layout { get; }

    protected RegistryDb Db { get; } = db;

    protected CurrentUser User { get; } = user;

    /// <summary>The command line's is the operator's, who has the database anyway; history says what was loaded.</summary>
    protected bool IsOperator => User.Id is null;

    /// <summary>Whose rows the sender may load; <c>null</c> = all departments'.</summary>
    protected IReadOnlySet<long>? DepartmentIds => User.IsIn(Roles.Administrator) ? null : User.DepartmentIds;

    /// <summary>
    /// Says what loading the file would do, and everything that is wrong with it. Writes nothing but who was looked up.
    /// </summary>
    public async Task<ImportReport> CheckAsync(
        ImportSource source,
        CancellationToken ct,
        Action<ImportError>? onError = null,
        Action<ImportWarning>? onWarning = null
    )
    {
        var report = new ImportReport(source.Name, onError, onWarning);
        var told = new HashSet<long>();
        await PassAsync(source, report, writes: false, told, ct);
        await RecordAsync(told, ct);
        return report;
    }

    /// <summary>
    /// Loads the file: all of it, or nothing. Every row is checked again in the transaction that writes, because the
    /// registry may have changed since the check.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="ct">Ends it without writing.</param>
    /// <param name="finish">
    /// Saved with the rows, for whoever keeps account of what is loaded; <c>false</c> = the file was loaded meanwhile,
    /// so nothing is written.
    /// </param>
    public async Task<ImportReport> LoadAsync(
        ImportSource source,
        CancellationToken ct,
        Func<ImportReport, Task<bool>>? finish = null
    )
    {
        var report = new ImportReport(source.Name);
        var told = new HashSet<long>();
        Db.Reason = $"Indlæst fra {source.Name}";
        try
        {
            await Db.InOneTransactionAsync(
                async () =>
                {
                    await PassAsync(source, report, writes: true, told, ct);
                    if (!report.HasErrors && finish is not null)
                    {
                        report.WasDoneMeanwhile = !await finish(report);
                    }

                    return report.HasErrors || report.WasDoneMeanwhile ? throw new RefusedException() : true;
                },
                ct
            );
            report.IsLoaded = true;
        }
        catch (RefusedException)
        {
            // Rolled back; the report says why.
        }
        catch (Exception exception) when (IsLostRace(exception))
        {
            report.Tell(new ImportError(0, null, null, "", ImportProblem.LostRace));
        }
        finally
        {
            Db.ChangeTracker.Clear();
            Db.Reason = null;
        }

        await RecordAsync(told, ct);
        return report;
    }

    /// <summary>Goes through the file once.</summary>
    /// <param name="file">Its rows.</param>
    /// <param name="report">What is told of it.</param>
    /// <param name="writes">Whether rows are written, within a transaction, as long as no error is found.</param>
    /// <param name="told">Takes the citizens of whom something is told.</param>
    /// <param name="ct">Breaks off.</param>
    protected abstract Task PassAsync(
        CsvFile file,
        ImportReport report,
        bool writes,
        HashSet<long> told,
        CancellationToken ct
    );

    private async Task PassAsync(
        ImportSource source,
        ImportReport report,
        bool writes,
        HashSet<long> told,
        CancellationToken ct
    )
    {
        if (CsvFile.Open(source, Layout, report.Tell) is not { } file)
        {
            return;
        }

        report.IgnoredHeaders = [.. file.IgnoredHeaders.Select(Shown.Text)];
        await PassAsync(file, report, writes, told, ct);
        if (report.Rows == 0 && !report.HasErrors)
        {
            report.Tell(new ImportError(0, null, null, "", ImportProblem.FileWithoutRows));
        }
    }

    private async Task RecordAsync(HashSet<long> told, CancellationToken ct)
    {
        if (!IsOperator)
        {
            await lookups.RecordImportAsync(told, ct);
        }
    }

    // Somebody registered the same CPR number, or loaded the same id, after this transaction had looked for it.
    private static bool IsLostRace(Exception? exception) =>
        exception switch
        {
            null => false,
            DbUpdateConcurrencyException => true,
            Npgsql.PostgresException { SqlState: "23505" or "40001" or "40P01" } => true,
            Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } => true,
            _ => IsLostRace(exception.InnerException),
        };

    /// <summary>Ends the transaction without writing.</summary>
    private sealed class RefusedException : Exception;
}
