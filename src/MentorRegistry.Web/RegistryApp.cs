using System.Net;
using System.Threading.RateLimiting;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.DemoData;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Placements;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace MentorRegistry.Web;

/// <summary>Puts the program together, for serving pages and for commands alike.</summary>
public static class RegistryApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = builder.Configuration.Get<RegistrySettings>() ?? new RegistrySettings();
        var connectionString = builder.Configuration.GetConnectionString("Registry");
        if (settings.Problems(connectionString) is { Count: > 0 } problems)
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
        services.AddScoped<DemoLoader>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<LookupLog>();
        services.AddScoped<PlacementDesk>();
        services.AddTransient<PlacementChoices>();
        services.AddScoped<PlacementImport>();
        services.AddHostedService<ImportFileSweep>();
        services.AddRegistryDb(settings, connectionString, dataFolder);
        services
            .AddDataProtection()
            .SetApplicationName("MentorRegistry")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataFolder, "keys")));
        services.AddSignIn(settings, builder.Environment);
        services.AddLanguages();
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder().AddRequirements(new PageAccessRequirement()).Build()
            );
        services.AddSingleton<IAuthorizationHandler, PageAccessHandler>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        // Uploads hold CPR numbers; they are kept in memory and never become a temporary file.
        services.Configure<FormOptions>(form =>
        {
            form.MemoryBufferThreshold = int.MaxValue;
            form.MultipartBodyLengthLimit = settings.Import.LargestFileMegabytes * 1_000_000L;
        });
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
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
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            limits.AddPolicy(
                SignInSetup.PerAddressLimit,
                http =>
                    HttpMethods.IsPost(http.Request.Method)
                        ? RateLimitPartition.GetFixedWindowLimiter(
                            http.Connection.RemoteIpAddress?.ToString() ?? "",
                            _ => new FixedWindowRateLimiterOptions
                            {
                                PermitLimit = settings.SignIn.AttemptsPerMinutePerAddress,
                                Window = TimeSpan.FromMinutes(1),
                            }
                        )
                        : RateLimitPartition.GetNoLimiter("not an attempt")
            );
        });

        var app = builder.Build();
        if (settings.Proxy.Addresses.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseEventLines();
        app.UseErrorPages();
        app.UseSafeHeaders();
        app.UseLanguages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseInitialPasswords();
        app.UseRateLimiter();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        return app;
    }

    /// <summary>Brings the database up to date, loads the demo where that is wished, and sees whether it is a demo's.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        await DatabaseSetup.MigrateAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        await SignInSetup.MakeRolesAsync(scope.ServiceProvider, ct);
        var isDevelopment = app.Environment.IsDevelopment();
        if (isDevelopment && app.Services.GetRequiredService<RegistrySettings>().Demo.LoadOnFirstStart)
        {
            await scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadIntoEmptyAsync(ct);
        }

        var mark = app.Services.GetRequiredService<DemoMark>();
        await mark.ReadAsync(scope.ServiceProvider.GetRequiredService<RegistryDb>(), ct);
        if (isDevelopment && mark.IsDemo)
        {
            DemoUsers.AnnounceWhenStarted(app);
        }
    }

    private static void MakePrivateFolder(string folder)
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
