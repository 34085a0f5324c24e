using System.Security.Claims;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>Passwords, lockout and the session's cookie.</summary>
public static class SignInSetup
{
    /// <summary>Length is what counts; forced character classes make people write passwords down (OWASP ASVS 6.2).</summary>
    public const int ShortestPassword = 15;

    public static void AddSignIn(
        this IServiceCollection services,
        RegistrySettings settings,
        IWebHostEnvironment environment
    )
    {
        services
            .AddIdentity<RegistryUser, IdentityRole>(identity =>
            {
                identity.Password.RequiredLength = ShortestPassword;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequiredUniqueChars = 5;
                identity.Lockout.MaxFailedAccessAttempts = settings.SignIn.WrongPasswordsBeforeLockout;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(
                    settings.SignIn.LockoutMinutes
                );
                identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzæøå0123456789.-_@";
            })
            .AddEntityFrameworkStores<RegistryDb>()
            .AddUserStore<RegistryUserStore>()
            .AddClaimsPrincipalFactory<RegistryClaims>()
            .AddErrorDescriber<AccountErrors>()
            .AddPasswordValidator<PasswordRules>()
            .AddDefaultTokenProviders();
        services.AddPasswordHashing();
        services.ConfigureApplicationCookie(cookie =>
        {
            Protect(cookie.Cookie, "Session", environment);
            cookie.Cookie.HttpOnly = true;
            // Lax and not Strict: a link in a mail must find the person signed in.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            // The longest that a session may last. That it has been left alone is judged by its row.
            cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.SignIn.LongestSessionHours);
            cookie.SlidingExpiration = false;
            cookie.LoginPath = "/Account/SignIn";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events = new CookieAuthenticationEvents
            {
                OnSigningIn = context =>
                    SessionsOf(context.HttpContext)
                        .BeginAsync(
                            context.Properties,
                            context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!,
                            context.Request.Headers.UserAgent.ToString()
                        ),
                OnSigningOut = EndAsync,
                OnValidatePrincipal = ValidateAsync,
                OnRedirectToLogin = context =>
                {
                    // What was sent is gone: it is not kept for somebody else who may sign in.
                    context.Response.Redirect(
                        HttpMethods.IsPost(context.Request.Method)
                            ? QueryHelpers.AddQueryString(context.RedirectUri, "unsaved", "true")
                            : context.RedirectUri
                    );
                    return Task.CompletedTask;
                },
                OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                },
            };
        });
        services.Configure<CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme,
            pending =>
            {
                Protect(pending.Cookie, "Pending", environment);
                pending.Cookie.SameSite = SameSiteMode.Strict;
            }
        );
        services.Configure<AntiforgeryOptions>(form => Protect(form.Cookie, "Form", environment));
        services.Configure<CookieTempDataProviderOptions>(temp =>
            Protect(temp.Cookie, "Message", environment)
        );
    }

    /// <summary>PBKDF2 with HMAC-SHA512; 210,000 rounds are OWASP's figure for it.</summary>
    public static void AddPasswordHashing(this IServiceCollection services) =>
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);

    /// <summary>The roles are the program's, not data that somebody enters.</summary>
    public static async Task MakeRolesAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<RegistryDb>();
        var roles = services.GetRequiredService<RoleManager<IdentityRole>>();
        var there = await db.Roles.Select(role => role.Name).ToListAsync(ct);
        foreach (var role in Roles.All.Except(there))
        {
            await roles.CreateAsync(new IdentityRole(role!));
        }
    }

    // A closed account, a new password and a changed role or department are in force with the next request: each of
    // them changes the account's stamp.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var isInForce = await SessionsOf(context.HttpContext)
            .IsInForceAsync(
                context.Properties,
                context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier),
                context.Principal?.FindFirstValue("AspNet.Identity.SecurityStamp"),
                context.HttpContext.RequestAborted
            );
        if (!isInForce)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    // A copy of the cookie that somebody kept is worth nothing from here on.
    private static async Task EndAsync(CookieSigningOutContext context)
    {
        if (Sessions.IdOf(context.HttpContext) is { } session)
        {
            var userId = context.HttpContext.User.FindFirstValue(ClaimTypes.NameIdentifier);
            await SessionsOf(context.HttpContext).LeaveAsync(userId, session, CancellationToken.None);
        }
    }

    private static Sessions SessionsOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<Sessions>();

    // Browsers take a __Host- cookie only over TLS, for the whole host and from nobody else. Development alone may be
    // without TLS (http://localhost), and then has cookies of another name.
    private static void Protect(CookieBuilder cookie, string name, IWebHostEnvironment environment)
    {
        cookie.Name = environment.IsDevelopment()
            ? $"MentorRegistry.{name}"
            : $"__Host-MentorRegistry.{name}";
        cookie.SecurePolicy = environment.IsDevelopment()
            ? CookieSecurePolicy.SameAsRequest
            : CookieSecurePolicy.Always;
    }
}
