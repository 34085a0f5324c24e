using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLanguages();
builder.Services.AddPageShell();

var app = builder.Build();
app.UseErrorPages();
app.UseLanguages();
app.UseRouting();
app.MapStaticAssets();
app.MapRazorPages();
await app.RunAsync();
