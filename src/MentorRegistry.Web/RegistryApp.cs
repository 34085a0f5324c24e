using System.Net;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Data.DemoData;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Mail;
using MentorRegistry.Web.Pages.Costs;
using MentorRegistry.Web.Pages.Hours;
using MentorRegistry.Web.Pages.Oversight;
using MentorRegistry.Web.Pages.Placements;
using MentorRegistry.Web.Pages.Providers;
using MentorRegistry.Web.Pages.Shared;
using MentorRegistry.Web.Pages.Statistics;
using MentorRegistry.Web.Statistics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.Mvc;

namespace MentorRegistry.Web;

/// <summary>Puts the program together, for serving pages and for commands alike.</summary>
public static partial class RegistryApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = RegistrySettings.Read(builder.Configuration);
        var connectionString = builder.Configuration.GetConnectionString("Registry");
        var problems = settings.Problems(connectionString).ToList();
        problems.AddRange(UnsafeSettings.UnmatchableHosts(builder.Configuration));
        if (!builder.Environment.IsDevelopment())
        {
            problems.AddRange(UnsafeSettings.In(builder.Configuration));
        }

        if (problems.Count > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        }

        var dataFolder = Path.Combine(builder.Environment.ContentRootPath, settings.DataFolder);
        MakePrivateFolder(dataFolder);

        builder.Logging.AddEventLines(builder.Environment);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_000_000;
        });

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Clock>();
        services.AddSingleton<DemoMark>();
        services.AddSingleton<RulesInForce>();
        services.AddScoped<DemoLoader>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<LookupLog>();
        services.AddScoped<ToldFlags>();
        services.AddScoped<RulesPreview>();
        services.AddScoped<GrantedHoursQuery>();
        services.AddScoped<SheetQuery>();
        services.AddScoped<CostQuery>();
        services.AddScoped<HoursBook>();
        services.AddScoped<MonthStates>();
        services.AddScoped<BudgetQuery>();
        services.AddScoped<StatisticsQuery>();
        services.AddScoped<StatisticsComposer>();
        services.AddScoped<StatisticsDays>();
        services.AddScoped<StatisticsScopes>();
        services.AddScoped<StatisticsExport>();
        services.AddScoped<DigestComposer>();
        services.AddTransient<DigestWords>();
        services.AddScoped<StandInDesk>();
        services.AddScoped<DigestRows>();
        services.AddScoped<DigestPost>();
        services.AddScoped<LateDigests>();
        services.AddScoped<IMailTransport>(of =>
            settings.Mail.Host.Length > 0
                ? new SmtpTransport(settings.Mail, of.GetRequiredService<TimeProvider>())
                : new PickupTransport(settings.Mail, Path.Combine(dataFolder, "mail"))
        );
        services.AddScoped<Sessions>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<PasswordLinks>();
        services.AddScoped<AuditorAlarms>();
        services.AddScoped<DemoCodes>();
        services.AddScoped<CitizenAccess>();
        services.AddScoped<DueForErasure>();
        services.AddScoped<Eraser>();
        services.AddScoped<CitizenDocuments>();
        services.AddScoped<SpotCheckDraw>();
        services.AddScoped<EffectQuery>();
        services.AddScoped<BenchmarkBook>();
        services.AddScoped<PlacementDesk>();
        services.AddTransient<PlacementChoices>();
        services.AddScoped<PlacementImport>();
        services.AddScoped<HoursImport>();
        services.AddHostedService<ImportFileSweep>();
        if (settings.Database.Provider == DatabaseProvider.PostgreSql)
        {
            // SQLite is one machine's: nobody else publishes.
            services.AddHostedService<RulesRefresh>();
        }

        services.AddRegistryDb(settings, connectionString, dataFolder);
        services.AddLogs(Path.Combine(dataFolder, settings.Logs.KeyFile));
        services.AddJobs(settings, connectionString, dataFolder);
        services.AddTransient<AlarmWords>();
        var keys = Path.Combine(dataFolder, "keys");
        var protection = services.AddDataProtection().SetApplicationName("MentorRegistry");
        if (settings.Database.Provider == DatabaseProvider.PostgreSql)
        {
            // Any number of machines: a cookie of one is every one's.
            protection.Services.AddProtectionKeysInDatabase(keys);
        }
        else
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(keys));
        }

        services.AddSignIn(settings, builder.Environment);
        services.AddLanguages();
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder().AddRequirements(new PageAccessRequirement()).Build()
            );
        services.AddSingleton<IAuthorizationHandler, PageAccessHandler>();
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<NoHandlerNoPage>());
        services
            .AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: ["ready"])
            .AddCheck<LateDigests>("digests", tags: ["digests"]);
        // Uploads hold CPR numbers; they are kept in memory and never become a temporary file.
        services.Configure<FormOptions>(form =>
        {
            form.MemoryBufferThreshold = int.MaxValue;
            form.MultipartBodyLengthLimit = settings.Import.LargestFileMegabytes * 1_000_000L;
        });
        services.AddHsts(hsts =>
        {
            // OWASP ASVS 5.0, 3.4.1: a year or more, and at level 2 for all names below.
            hsts.MaxAge = TimeSpan.FromDays(365);
            hsts.IncludeSubDomains = true;
        });
        // Where nobody says which port has TLS it is that of every browser: otherwise a page would be answered in clear.
        services.PostConfigure<HttpsRedirectionOptions>(redirection =>
            redirection.HttpsPort ??= builder.Configuration.GetValue<int?>("https_port") ?? 443
        );
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // Nobody's word counts but the named proxies': others could claim any address, host or scheme.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in settings.Proxy.Addresses)
            {
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
        services.AddThrottles(settings);

        var app = builder.Build();
        if (settings.Proxy.Addresses.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            // A probe asks the process itself, behind the proxy, and is told nothing of anybody.
            app.UseWhen(
                http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal),
                pages => pages.UseHttpsRedirection()
            );
        }

        app.UseEventLines();
        app.UseErrorPages();
        app.UseSafeHeaders();
        app.UseLanguages();
        app.UseRouting();
        app.UsePageOfEventLine();
        app.UseAuthentication();
        app.UseAuthorization();
        SecondFactor.UseSetup(app);
        app.UseRateLimiter();
        // Before sign-in, which asks the database: a page that says that it does not answer has its looks.
        app.MapStaticAssets().AllowAnonymous().ShortCircuit();
        app.MapRazorPages().WithStaticAssets();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        // Not within ready: a late digest is no reason to take a machine away from those who work.
        app.MapHealthChecks("/health/digests", new() { Predicate = check => check.Tags.Contains("digests") });
        return app;
    }

    /// <summary>Brings the database up to date, loads the demo where that is wished, and sees whether it is a demo's.</summary>
    public static async Task PrepareAsync(
        WebApplication app,
        CancellationToken ct,
        LogStart logs = LogStart.AsTheyAre
    )
    {
        await DatabaseSetup.MigrateAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        var beginning = scope.ServiceProvider.GetRequiredService<LogBeginning>();
        await (logs == LogStart.Anew ? beginning.AnewAsync(ct) : beginning.EnsureAsync(ct));
        await KeptBudgetSums.KeepYearsAsync(db, app.Services.GetRequiredService<Clock>().Today, ct);
        await Schedule.ExpectAsync(db, app.Services.GetRequiredService<Clock>(), ct);
        await SignInSetup.MakeRolesAsync(scope.ServiceProvider, ct);
        var isDevelopment = app.Environment.IsDevelopment();
        if (isDevelopment && app.Services.GetRequiredService<RegistrySettings>().Demo.LoadOnFirstStart)
        {
            await scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadIntoEmptyAsync(ct);
        }

        await app.Services.GetRequiredService<RulesInForce>().AskAsync(db, ct);
        if (app.Configuration.GetSection("Rules").Exists())
        {
            RulesAreNoSetting(app.Logger);
        }

        var mark = app.Services.GetRequiredService<DemoMark>();
        await mark.ReadAsync(db, ct);
        if (isDevelopment && mark.IsDemo)
        {
            DemoUsers.AnnounceWhenStarted(app);
        }
    }

    /// <summary>Serves no demo where people work: everybody knows the passwords of its users.</summary>
    public static void RefuseDemoOutsideDevelopment(WebApplication app)
    {
        if (!app.Environment.IsDevelopment() && app.Services.GetRequiredService<DemoMark>().IsDemo)
        {
            throw new SettingsException(
                "The database holds the demo, and everybody knows the passwords of its users: only in Development. "
                    + "Choose an empty database (DataFolder, or ConnectionStrings:Registry)."
            );
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The settings Rules:* no longer count: an administrator publishes the rules of points of attention, under "
            + "Administration."
    )]
    private static partial void RulesAreNoSetting(ILogger log);

    internal static void MakePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }
}

/// <summary>The settings do not hold together; the message says which and why.</summary>
public sealed class SettingsException(string message) : Exception(message);
