using System.Globalization;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Digests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Digests;

/// <summary>A head, the head's department, and October 2026. The day is 20 November 2026.</summary>
internal sealed record DigestScene(RegistryWebApp App, Department Department, RegistryUser Head)
{
    public static readonly DateOnly October = new(2026, 10, 1);

    /// <summary>October as it is in Copenhagen, which was an hour longer.</summary>
    public static DigestWindow Window { get; } =
        new(
            DigestMonth.CutOffUtc(October.AddMonths(-1), Clock.Copenhagen),
            DigestMonth.CutOffUtc(October, Clock.Copenhagen),
            Clock.Copenhagen
        );

    public static async Task<DigestScene> CreateAsync(
        RegistryWebApp app,
        string? name = null,
        params long[] furtherDepartments
    )
    {
        var department = await app.Data.CreateDepartmentAsync(name);
        return new DigestScene(
            app,
            department,
            await CreateUserAsync(app, Roles.DepartmentHead, [department.Id, .. furtherDepartments])
        );
    }

    public static async Task<RegistryUser> CreateUserAsync(
        RegistryWebApp app,
        string role,
        params long[] departments
    )
    {
        var user = await app.Data.CreateUserAsync([role], departments);
        await ChangeAsync(app, user, u => u.Email = $"{u.UserName}@example.dk");
        return user;
    }

    public static Task<int> ChangeAsync(RegistryWebApp app, RegistryUser user, Action<RegistryUser> change) =>
        app.DbAsync(async db =>
        {
            change(await db.Users.SingleAsync(u => u.Id == user.Id));
            return await db.SaveChangesAsync();
        });

    public Task<int> ChangeHeadAsync(Action<RegistryUser> change) => ChangeAsync(App, Head, change);

    /// <summary>A placement of the department, and when it and its grants were registered, UTC.</summary>
    public async Task<Placement> PlacementAsync(
        string days = "2026-06-01..2027-05-31",
        string registered = "2026-06-01 08:00",
        string? further = null,
        string? furtherRegistered = null,
        string? endedOn = null,
        string? ended = null,
        bool cancelled = false
    )
    {
        var placement = await App.Data.CreatePlacementAsync(
            department: Department,
            days: days,
            furtherGrants: further is null ? null : [further]
        );
        await App.DbAsync(async db =>
        {
            var stored = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == placement.Id);
            stored.RegisteredUtc = Utc(registered);
            foreach (var grant in stored.Grants)
            {
                grant.RegisteredUtc =
                    grant.First == stored.First ? Utc(registered) : Utc(furtherRegistered ?? registered);
            }

            if (endedOn is not null)
            {
                Assert.True(stored.EndOn(TestData.Day(endedOn), "Målet er nået"));
            }

            if (cancelled)
            {
                stored.Cancel("Oprettet ved en fejl");
            }

            await db.SaveChangesAsync();
            if (ended is not null)
            {
                // After it is saved: an end that is registered is registered now.
                stored.EndedUtc = Utc(ended);
                await db.SaveChangesAsync();
            }

            return 0;
        });
        return placement;
    }

    public Task<DigestMail> ComposeAsync(DigestWindow? window = null) => ComposeAsync(App, Head, window);

    public static async Task<DigestMail> ComposeAsync(
        RegistryWebApp app,
        RegistryUser head,
        DigestWindow? window = null
    )
    {
        window ??= Window;
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<DigestComposer>()
            .ComposeAsync(head.Id, October, window.FromUtc, window.CutOffUtc, CancellationToken.None);
    }

    public static DepartmentFigures FiguresOf(DigestMail mail) =>
        Assert.Single(JsonSerializer.Deserialize<DigestFigures>(mail.Figures)!.Departments);

    public static async Task<IDocument> HtmlAsync(DigestMail mail) =>
        await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(mail.Html));

    public static DateTime Utc(string instant) =>
        DateTime.Parse(
            instant,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}
