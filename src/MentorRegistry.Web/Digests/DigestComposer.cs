using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Flags;
using MentorRegistry.Web.Pages.MyDepartment;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Digests;

/// <summary>
/// Makes a head's digest; it writes nothing. What it counts is what the lists show to the one who gets it: it asks with
/// the lists' own queries, as that person.
/// </summary>
public sealed class DigestComposer(
    RegistryDb db,
    Clock clock,
    RegistrySettings settings,
    BudgetQuery budgets,
    DigestWords words,
    IUserClaimsPrincipalFactory<RegistryUser> principals,
    IServiceProvider services,
    ILoggerFactory loggers
)
{
    /// <summary>The month's digest of one head as it would be if it were made now.</summary>
    /// <param name="headId">The head's account.</param>
    /// <param name="month">The first day of the month that it is about.</param>
    /// <param name="fromUtc">Tells what was registered after this instant, UTC.</param>
    /// <param name="cutOffUtc">And up to and including this one, UTC.</param>
    /// <param name="ct">Breaks off.</param>
    public async Task<DigestMail> ComposeAsync(
        string headId,
        DateOnly month,
        DateTime fromUtc,
        DateTime cutOffUtc,
        CancellationToken ct
    )
    {
        var window = new DigestWindow(fromUtc, cutOffUtc, Clock.Copenhagen);
        var head = await UserAsync(headId, ct);
        var recipientId = await DigestRecipients.RecipientOfAsync(db, headId, clock.Today, ct);
        var recipient = recipientId == headId ? head : await UserAsync(recipientId, ct);
        // Of a program that serves pages too: the language goes back to what it was when this has been made.
        var culture = Languages.Find(recipient.Language) ?? Languages.Danish;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);

        var reader = new CurrentUser(await principals.CreateAsync(recipient));
        var ofHead = await DepartmentsOfAsync(headId, ct);
        if (ofHead.Count == 0)
        {
            throw new InvalidOperationException("The head belongs to no department that is in use.");
        }

        var seen = ofHead.FindAll(department => reader.DepartmentIds.Contains(department.Id));
        var figures = new List<DepartmentFigures>();
        foreach (var department in seen)
        {
            figures.Add(await FiguresAsync(reader, department.Id, month, window, ct));
        }

        var content = words.Say(
            new DigestFacts(
                month,
                clock.Today,
                window,
                head,
                recipient,
                seen,
                new DigestFigures(figures),
                await BeforeAsync(headId, month, ct),
                await CategoriesAsync(ct),
                await TogetherAsync(reader, seen, figures, ct),
                await PostsAsync(headId, ct)
            )
        );
        return new DigestMail(
            content.Subject,
            await HtmlAsync(content),
            DigestText.Of(content),
            JsonSerializer.Serialize(new DigestFigures(figures)),
            content.Language,
            recipientId
        );
    }

    /// <summary>The figures of a department as its list pages show them to the reader.</summary>
    private async Task<DepartmentFigures> FiguresAsync(
        CurrentUser reader,
        long departmentId,
        DateOnly month,
        DigestWindow window,
        CancellationToken ct
    )
    {
        var flags = FlagsOf(reader);
        var placements = new PlacementFilter(reader.DepartmentIds) { DepartmentId = departmentId };
        var changes = new List<int>();
        foreach (var change in Enum.GetValues<PlacementChange>())
        {
            changes.Add(await CountAsync(placements.Changed(change, window)));
        }

        var active = await (await placements.QueryAsync(db, flags, clock.Today, ct))
            .GroupBy(placement => placement.Provider!.CategoryId)
            .Select(category => new { category.Key, Placements = category.Count() })
            .ToListAsync(ct);
        var told = await flags.OfDepartmentAsync(departmentId, ct);
        var (open, old) = await new FlagFilter(DepartmentId: departmentId).CountAllAsync(
            db,
            told,
            clock.Today,
            ct
        );
        return new DepartmentFigures(
            departmentId,
            changes,
            [
                .. active
                    .OrderBy(category => category.Key)
                    .Select(category => new CategoryFigure(category.Key, category.Placements)),
            ],
            open,
            await CountAsync(placements with { State = ListedState.WithoutHours }),
            old,
            await BudgetAsync(reader, departmentId, month.Year, ct)
        );

        async Task<int> CountAsync(PlacementFilter filter) =>
            await (await filter.QueryAsync(db, flags, clock.Today, ct)).CountAsync(ct);
    }

    // Whoever stands in for a head may be one who does not see budgets.
    private async Task<BudgetFigure?> BudgetAsync(
        CurrentUser reader,
        long departmentId,
        int year,
        CancellationToken ct
    )
    {
        if (!PageAccess.MayOpen("/Budget/Index", reader))
        {
            return null;
        }

        var total = (await budgets.OfAsync(departmentId, year, ct)).Total;
        return new BudgetFigure(year, total.Used.Ore, total.Committed.Ore, total.BudgetOre);
    }

    // Of several departments a flag of two of them is one.
    private async Task<OpenTogether> TogetherAsync(
        CurrentUser reader,
        List<DigestDepartment> departments,
        List<DepartmentFigures> figures,
        CancellationToken ct
    )
    {
        // The worklist that is not narrowed to a department is of all that the reader sees.
        var isAll = departments.Count == reader.DepartmentIds.Count;
        if (departments.Count == 1)
        {
            return new OpenTogether(figures[0].Flags, isAll);
        }

        var told = await FlagsOf(reader).OfDepartmentsAsync([.. departments.Select(d => d.Id)], ct);
        var (open, _) = await new FlagFilter().CountAllAsync(db, told, clock.Today, ct);
        return new OpenTogether(open, isAll);
    }

    // What the head is head of: a unit by its own name, of a department that the head has whole the department alone.
    private async Task<IReadOnlyList<HeadedPlace>> PostsAsync(string headId, CancellationToken ct)
    {
        var memberships = await db.Set<UserMembership>()
            .Where(membership => membership.UserId == headId)
            .Join(
                DigestRecipients.DepartmentsOf(db, headId, clock.Today),
                membership => membership.DepartmentId,
                department => department.Id,
                (membership, department) =>
                    new HeadedPlace(
                        department.Name,
                        department
                            .Units.Where(unit => unit.Id == membership.UnitId)
                            .Select(u => u.Name)
                            .FirstOrDefault()
                    )
            )
            .ToListAsync(ct);
        return
        [
            .. memberships
                .Where(post =>
                    post.Unit is null
                    || !memberships.Exists(o => o.Department == post.Department && o.Unit is null)
                )
                .OrderBy(post => post.Department, Languages.NameOrder)
                .ThenBy(post => post.Unit, Languages.NameOrder),
        ];
    }

    private ToldFlags FlagsOf(CurrentUser reader) => new(db, reader, clock, settings);

    private Task<RegistryUser> UserAsync(string id, CancellationToken ct) =>
        db.Users.AsNoTracking().SingleAsync(user => user.Id == id, ct);

    private async Task<List<DigestDepartment>> DepartmentsOfAsync(string headId, CancellationToken ct) =>
        [
            .. (
                await DigestRecipients
                    .DepartmentsOf(db, headId, clock.Today)
                    .Select(department => new DigestDepartment(department.Id, department.Name))
                    .ToListAsync(ct)
            ).OrderBy(department => department.Name, Languages.NameOrder),
        ];

    private async Task<DigestFigures?> BeforeAsync(string headId, DateOnly month, CancellationToken ct)
    {
        var before = month.AddMonths(-1);
        var json = await db
            .Digests.Where(digest => digest.HeadId == headId && digest.Month == before)
            .Select(digest => digest.Figures)
            .SingleOrDefaultAsync(ct);
        return json is null ? null : JsonSerializer.Deserialize<DigestFigures>(json);
    }

    private Task<List<DigestCategory>> CategoriesAsync(CancellationToken ct) =>
        db
            .ProviderCategories.OrderBy(category => category.SortOrder)
            .ThenBy(category => category.Id)
            .Select(category => new DigestCategory(category.Id, category.Name))
            .ToListAsync(ct);

    private async Task<string> HtmlAsync(DigestContent content)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (
                await renderer.RenderComponentAsync<DigestView>(
                    ParameterView.FromDictionary(
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            [nameof(DigestView.Content)] = content,
                        }
                    )
                )
            ).ToHtmlString()
        );
    }
}

/// <summary>A department as a digest names it.</summary>
public sealed record DigestDepartment(long Id, string Name);

/// <summary>What somebody is head of.</summary>
/// <param name="Department">The department.</param>
/// <param name="Unit">The unit of it; <c>null</c> = the whole department.</param>
public sealed record HeadedPlace(string Department, string? Unit);

/// <summary>Open flags of all departments of a digest, each once.</summary>
/// <param name="Flags">By kind.</param>
/// <param name="IsAllOfReader">Whether the recipient sees no other departments, so that the whole worklist is of these.</param>
public sealed record OpenTogether(IReadOnlyList<FlagFigure> Flags, bool IsAllOfReader)
{
    public int All => Flags.Sum(flag => flag.Open);

    public int Across => Flags.SingleOrDefault(flag => flag.Kind == FlagKind.OverlapAcross)?.Open ?? 0;
}

/// <summary>A category of providers as a digest names it.</summary>
public sealed record DigestCategory(long Id, string Name);
