using AngleSharp;
using AngleSharp.Dom;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace MentorRegistry.Web.Tests.Pages.Shared;

/// <summary>The pages' shell by itself: no database, nobody signed in, and the sample pages of this project.</summary>
public sealed class ShellHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ShellHost(WebApplication app) => this.app = app;

    public static async Task<ShellHost> StartAsync(string environment = "Development")
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                EnvironmentName = environment,
                ApplicationName = typeof(PageShell).Assembly.GetName().Name,
            }
        );
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddLanguages();
        builder.Services.AddSingleton(new RegistrySettings());
        builder.Services.AddSingleton<DemoMark>();
        builder.Services.AddRazorPages().AddApplicationPart(typeof(ShellHost).Assembly);

        var shell = builder.Build();
        shell.UseErrorPages();
        shell.UseLanguages();
        shell.UseRouting();
        shell.MapRazorPages();
        shell.MapGet("/throws/{what}", (string what) => Throw(what));
        shell.MapGet("/status/{code:int}", (int code) => Microsoft.AspNetCore.Http.Results.StatusCode(code));
        await shell.StartAsync();
        return new ShellHost(shell);
    }

    public IStringLocalizer<T> Texts<T>() => app.Services.GetRequiredService<IStringLocalizer<T>>();

    /// <summary>A browser of its own: keeps cookies, follows nothing.</summary>
    public HttpClient CreateClient(string? acceptLanguage = null)
    {
        var client = new HttpClient(
            new CookieContainerHandler { InnerHandler = app.GetTestServer().CreateHandler() }
        )
        {
            BaseAddress = new Uri("https://localhost"),
        };
        if (acceptLanguage is not null)
        {
            client.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
        }

        return client;
    }

    public static async Task<IDocument> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return await BrowsingContext.New().OpenAsync(request => request.Content(html));
    }

    public static async Task<IDocument> GetAsync(HttpClient client, string path) =>
        await ReadAsync(await client.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Fills the form that posts to the action, as it stands on the page, and sends it.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string page,
        string action,
        params (string Name, string Value)[] values
    )
    {
        var document = await GetAsync(client, page);
        var token = document
            .QuerySelectorAll("form")
            .First(form => (form.GetAttribute("action") ?? page) == action)
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        return await client.PostAsync(
            new Uri(action, UriKind.Relative),
            new FormUrlEncodedContent([
                .. values.Select(value => KeyValuePair.Create(value.Name, value.Value)),
                KeyValuePair.Create("__RequestVerificationToken", token),
            ])
        );
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static string Throw(string what) =>
        throw (
            what switch
            {
                "locked" => new InvalidOperationException(
                    "secret",
                    new Microsoft.Data.Sqlite.SqliteException("database is locked", 5)
                ),
                "gone" => new Npgsql.NpgsqlException("secret: no connection"),
                "race" => new Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException("secret"),
                _ => new InvalidOperationException("secret"),
            }
        );
}
